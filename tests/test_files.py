import gzip
import zipfile

import openpyxl
import pytest

from smoulder import files
from smoulder.errors import BadInput
from smoulder.files import plain

TABLE = b"Id, Name \r\n1,\xc3\xa5\r\n2,b\r\n"


@pytest.fixture
def handed(tmp_path):
    """Write bytes as a file and make it plain."""
    workdir = tmp_path / "work"
    workdir.mkdir()

    def handed(content, name="table.csv", **options):
        path = tmp_path / name
        path.write_bytes(content)
        return plain(path, workdir, **options)

    return handed


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return path.read_bytes()


def test_a_csv_is_read_where_it_lies(handed, tmp_path):
    file = handed(TABLE)
    assert file.path == tmp_path / "table.csv"
    assert (file.header, file.first, file.delimiter) == (("id", "name"), ("1", "å"), ",")


def test_packed_files_are_the_same_table_and_keep_their_own_digest(handed, tmp_path):
    packed = [gzip.compress(TABLE), zipped(tmp_path / "a.zip", table_csv=TABLE, readme=b"words")]
    for content in packed:
        file = handed(content, "packed")
        assert file.path.read_bytes() == TABLE
        assert file.header == ("id", "name")
        assert file.sha256 != handed(TABLE).sha256


def test_a_workbook_keeps_whole_numbers_whole(handed, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["eventid", "nkill"])
    book.active.append([200001010001, 1.5])
    book.save(tmp_path / "made.xlsx")
    file = handed((tmp_path / "made.xlsx").read_bytes(), "gtd.xlsx")
    assert file.path.read_text().split() == ["eventid,nkill", "200001010001,1.5"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_delimiters_are_seen(handed, mark):
    assert handed(TABLE.replace(b",", mark.encode())).delimiter == mark


def test_a_byte_order_mark_is_no_part_of_the_header(handed):
    assert handed(b"\xef\xbb\xbf" + TABLE).header == ("id", "name")


def test_a_column_without_a_name_gets_one(handed):
    assert handed(b",id,\n0,1,2\n").header == ("unnamed 1", "id", "unnamed 3")


def test_a_stated_encoding_is_recoded(handed):
    latin = TABLE.decode().encode("latin-1")
    file = handed(latin, encodings=("utf-8", "latin-1"))
    assert file.first == ("1", "å")
    assert file.path.read_bytes() == TABLE


BAD = [
    (b"", "0 bytes"),
    (gzip.compress(b""), "0 bytes unpacked"),
    (gzip.compress(TABLE * 99)[:-20], "cut off"),
    (b"\x1f\x8b\x08", "cut off"),
    (b"\x1f\x8bno gzip at all", "damaged"),
    (b"PK\x03\x04 no zip at all", "no whole zip"),
    (TABLE.decode().encode("utf-16"), "UTF-16"),
    (TABLE.decode().encode("utf-16-le"), "UTF-16"),
    (TABLE.decode().encode("latin-1"), "byte 0xe5 is not utf-8"),
    (TABLE + b"\xc3", "not in the encoding utf-8"),
    (b" \n<!DOCTYPE html><html><p>503, try, later</html>", "web page"),
    (b"<HTML>,a,b\n1,2,3\n", "web page"),
    (b"one column\n1\n", "no header"),
    (b"id,name,ID\n1,2,3\n", "columns id twice"),
]


@pytest.mark.parametrize(("content", "says"), BAD, ids=[f"{n} {says}" for n, (_, says) in enumerate(BAD)])
def test_what_is_no_whole_table_is_refused_in_one_sentence(handed, content, says):
    with pytest.raises(BadInput, match=says) as refused:
        handed(content)
    assert "\n" not in str(refused.value)


def test_a_truncated_zip_and_one_of_many_tables_are_refused(handed, tmp_path):
    whole = zipped(tmp_path / "a.zip", table_csv=TABLE * 99)
    with pytest.raises(BadInput, match="no whole zip"):
        handed(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="holds 2 csv files"):
        handed(zipped(tmp_path / "b.zip", one_csv=TABLE, two_csv=TABLE))
    with pytest.raises(BadInput, match="holds 0 csv files"):
        handed(zipped(tmp_path / "c.zip", readme=b"words"))


def test_a_damaged_byte_inside_a_zip_is_seen(handed, tmp_path):
    whole = bytearray(zipped(tmp_path / "a.zip", table_csv=bytes(range(48, 123)) * 99))
    whole[60] ^= 0xFF
    with pytest.raises(BadInput, match="no whole zip"):
        handed(bytes(whole))


def test_a_bomb_is_stopped_while_it_unpacks(handed, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "UNPACKED_LIMIT", 1000)
    for content in (gzip.compress(TABLE * 999), zipped(tmp_path / "a.zip", table_csv=TABLE * 999)):
        with pytest.raises(BadInput, match="refused"):
            handed(content)


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(BadInput, match="is a folder"):
        plain(tmp_path, tmp_path)
    with pytest.raises(BadInput, match="There is no file"):
        plain(tmp_path / "absent.csv", tmp_path)
