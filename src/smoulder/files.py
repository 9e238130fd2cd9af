"""Files from outside, made plain: whole, unpacked, of known encoding, with their header read.

Whatever is handed in is hostile until it is seen to be whole: a truncated archive, a web page saved as csv, a
bomb or a wrong encoding is refused in one sentence before anything reads a row of it.
"""

import codecs
import csv
import gzip
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import polars as pl

from smoulder.errors import BadInput

CHUNK = 1 << 20
UNPACKED_LIMIT = 20 << 30  # bytes: eighty times the full GED file
HEADER_LIMIT = 1 << 16


@dataclass(frozen=True)
class PlainFile:
    """A whole table on disk, csv or Parquet.

    path: where the plain file is; name, sha256: of the file as it was handed in; header: column names, lower case;
    first: the first row under the header by column name, as text (csv only).
    """

    path: Path
    name: str
    format: Literal["csv", "parquet"]
    sha256: str
    header: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    delimiter: str = ","


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when all went well and leaves nothing when not.

    Raises BadInput where it could not be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except (OSError, pl.exceptions.PolarsError) as problem:
        raise BadInput(f"{path} could not be written: {problem}") from problem
    finally:
        part.unlink(missing_ok=True)


def plain(path: Path, workdir: Path, encodings: Sequence[str] = ("utf-8",)) -> PlainFile:
    """Make a csv, csv.gz, zip, xlsx or Parquet file plain, in `workdir` where it must be unpacked.

    encodings: those the source is known to use, tried in order. Raises BadInput for anything that is not a whole table.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name one file in it.")
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    with path.open("rb") as file:
        magic = file.read(4)
    if not magic:
        raise BadInput(f"{path} is empty (0 bytes); download it again.")
    with ThreadPoolExecutor(1) as beside:  # the hash is taken while the rest is read
        digest = beside.submit(_sha256, path)
        if magic == b"PAR1":
            return PlainFile(path, path.name, "parquet", digest.result())
        unpacked, delimiter, rows = _text(path, magic, workdir, encodings)
    header = tuple(name.strip().lower() or f"unnamed {place}" for place, name in enumerate(rows[0], start=1))
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise BadInput(f"{path} names the columns {', '.join(repeated)} twice; each column needs its own name.")
    first = tuple(rows[1]) if len(rows) > 1 else ()
    return PlainFile(unpacked, path.name, "csv", digest.result(), header, first, delimiter)


def _text(path: Path, magic: bytes, workdir: Path, encodings: Sequence[str]) -> tuple[Path, str, list[list[str]]]:
    """The unpacked text, its delimiter and its first two rows."""
    unpacked = path
    if magic[:2] == b"\x1f\x8b":
        unpacked = _save(_gunzip(path), workdir / "unpacked.csv", path)
    elif magic[:2] == b"PK":
        unpacked = _unzip(path, workdir)
    unpacked = _utf8(unpacked, workdir, encodings, path)
    return (unpacked, *_first_rows(unpacked, path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _gunzip(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as file:
            yield from _chunks(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as why:
        raise BadInput(f"{path} is cut off or damaged ({why}); download it again.") from None


def _unzip(path: Path, workdir: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if any(each.filename == "xl/workbook.xml" for each in members):
                if sum(each.file_size for each in members) > UNPACKED_LIMIT:
                    raise BadInput(f"{path} unpacks to more than {UNPACKED_LIMIT >> 30} GB; it is refused.")
                return _sheet_to_csv(path, workdir / "sheet.csv")
            tables = [each for each in members if each.filename.lower().endswith((".csv", ".txt"))]
            if len(tables) != 1:
                raise BadInput(f"{path} holds {len(tables)} csv files; one was expected. Unpack it and name the file.")
            with archive.open(tables[0]) as file:
                unpacked = _save(_chunks(file), workdir / "unpacked.csv", path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as why:
        raise BadInput(f"{path} is no whole zip archive ({why}); download it again.") from None
    return unpacked


def _save(chunks: Iterator[bytes], target: Path, origin: Path) -> Path:
    written = 0
    with target.open("wb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > UNPACKED_LIMIT:
                raise BadInput(f"{origin} unpacks to more than {UNPACKED_LIMIT >> 30} GB; it is refused.")
            file.write(chunk)
    if not written:
        raise BadInput(f"{origin} holds nothing (0 bytes unpacked); download it again.")
    return target


def _sheet_to_csv(path: Path, target: Path) -> Path:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        with target.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            for row in sheet.iter_rows():
                writer.writerow(_cell(value) for value in row)
    except CalamineError as why:
        raise BadInput(
            f"{path} is no readable Excel workbook ({why}); open and save it again, or export csv."
        ) from None
    return target


def _cell(value: object) -> object:
    # Excel knows no whole numbers: 200001010001.0 is an id
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _utf8(path: Path, workdir: Path, encodings: Sequence[str], origin: Path) -> Path:
    with path.open("rb") as file:
        head = file.read(HEADER_LIMIT)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
        raise BadInput(f"{origin} is not plain text in UTF-8 (UTF-16 or binary?); save it as UTF-8 csv.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise BadInput(
            f"{origin} is a web page, not a csv: the download was answered with an error page; get it again."
        )
    problem = ""
    for encoding in encodings:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                if encoding == "utf-8":
                    for chunk in _chunks(file):
                        decoder.decode(chunk)
                    decoder.decode(b"", final=True)
                    return path
                recoded = (decoder.decode(chunk).encode() for chunk in _chunks(file))
                return _save(recoded, workdir / "recoded.csv", origin)
        except UnicodeDecodeError as why:
            problem = problem or f"byte 0x{why.object[why.start]:02x} is not {encoding}"
    raise BadInput(f"{origin} is not in the encoding {' or '.join(encodings)} ({problem}); save it as UTF-8.")


def _first_rows(path: Path, origin: Path) -> tuple[str, list[list[str]]]:
    with path.open("rb") as file:
        head = file.read(HEADER_LIMIT).decode("utf-8-sig", errors="ignore")
    line = head.partition("\n")[0]
    delimiter = max(",;\t", key=line.count)
    try:
        rows = [row for _, row in zip(range(2), csv.reader(io.StringIO(head), delimiter=delimiter), strict=False)]
    except csv.Error as why:
        raise BadInput(f"{origin} is no readable csv ({why}).") from None
    if not rows or len(rows[0]) < 2:
        raise BadInput(f"{origin} has no header of comma-separated column names in its first line.")
    return delimiter, rows
