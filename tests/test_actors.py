import csv
import gzip
import os
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import smoulder
from smoulder.actors import Ambiguous, aliases_of, find, kin, search
from smoulder.errors import BadInput
from smoulder.lineage import INVERSE, fold, load_lineage
from smoulder.types import Group

DATA = os.environ.get("SMOULDER_TEST_DATA")
needs_data = pytest.mark.skipif(not DATA, reason="no data")
LINEAGE = load_lineage()


def as_in_ucdp(known):
    return Group(known.ucdp, known.ucdp_name or known.name) if known.ucdp else Group(known.name, known.name)


ALL = tuple(map(as_in_ucdp, LINEAGE.groups.values()))
UCDP = tuple(group for group in ALL if group.key != group.name)
IS, AL_QAIDA, JAS = Group("234", "IS"), Group("769", "al-Qaida"), Group("1051", "JAS")


def only(*names):
    """A store whose source has no ids."""
    return [Group(name, name) for name in names]


def own_file(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("234", "IS"),
        ("IS", "IS"),
        ("Daesh", "IS"),
        ("Da'esh", "IS"),
        ("داعش", "IS"),
        ("ISIL", "IS"),
        ("  Islamic state ", "IS"),
        ("the Islamic State", "IS"),
        ("Islamic State of Iraq and the Levant (ISIL)", "IS"),
        ("Boko Haram", "JAS"),
        ("boko-haram", "JAS"),
        ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad", "JAS"),
        ("Shining Path (SL)", "Sendero Luminoso"),
        ("Liberation Tigers of Tamil Eelam (LTTE)", "LTTE"),
        ("Tupac Amaru", "MRTA"),
        ("Taliban", "Taleban"),
        ("Pakistani Taliban", "TTP"),
        ("FARC", "FARC"),
        ("FARC dissidents", "FARC dissidents"),
        ("NPA", "CPP"),
        ("al-Qaeda", "al-Qaida"),
        ("AQAP", "AQAP"),
        ("AQIM", "AQIM"),
    ],
)
def test_a_group_is_found_by_id_name_and_alias(text, name):
    assert find(text, UCDP, LINEAGE).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boko Harram", "JAS"),
        ("Hizbolah", "Hezbollah"),
        ("Tamil Tigres", "LTTE"),
        ("Shinning Path", "Sendero Luminoso"),
        ("alshabab", "Al-Shabaab"),
        ("Talibann", "Taleban"),
    ],
)
def test_a_misspelling_is_forgiven(text, name):
    assert find(text, UCDP, LINEAGE).name == name


@given(st.sampled_from([(alias, name) for alias, name in sorted(LINEAGE.by_name.items())]))
def test_every_alias_means_its_group_when_the_store_holds_all(pair):
    alias, name = pair
    assert find(alias, ALL, LINEAGE) == as_in_ucdp(LINEAGE.groups[name])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Government of Iran", "Government of Iraq"),
        ("Government of Gambia", "Government of Zambia"),
        ("Government of Niger", "Government of Nigeria"),
        ("Islamic Army of Iran", "IslamicArmy of Iraq"),
        ("Brigade 49", "Brigade 48"),
        ("Brigade11", "Brigade 1"),
        ("Volks", "Volka"),
        ("Popular Revolutionary Army", "People's Revolutionary Army"),
        ("People's Liberation Army", "People's Liberation Front"),
        ("FARK", "FARC"),
        ("AQAM", "AQIM"),
    ],
)
def test_another_name_is_no_misspelling(text, held):
    with pytest.raises(BadInput, match=f"No group '{text}' in the store"):
        find(text, only(held), LINEAGE)


def test_a_misspelling_of_two_groups_is_answered_with_both():
    with pytest.raises(Ambiguous, match="Northern Falcons, Northern Falcone"):
        find("Northern Falconz", only("Northern Falcons", "Northern Falcone"), LINEAGE)


def test_a_name_that_several_bear_is_answered_with_their_ids():
    with pytest.raises(Ambiguous, match=r"357 \(UCK\), 361 \(UCK\)"):
        find("UCK", UCDP, LINEAGE)
    assert find("361", UCDP, LINEAGE) == Group("361", "UCK")
    assert find("Kosovo Liberation Army", UCDP, LINEAGE) == Group("357", "UCK")


def test_an_acronym_in_brackets_is_a_name_unless_two_share_it():
    store = only("Front of the North (FON)", "Party (Chile)", "Army (ABC) (North)", "Army (ABC) (South)")
    assert find("fon", store, LINEAGE).name == "Front of the North (FON)"
    with pytest.raises(Ambiguous, match=r"Army \(ABC\) \(North\), Army \(ABC\) \(South\)"):
        find("ABC", store, LINEAGE)
    with pytest.raises(BadInput, match="No group 'Chile'"):
        find("Chile", store, LINEAGE)


def test_a_known_group_that_the_store_lacks_is_named_and_never_replaced():
    with pytest.raises(BadInput, match=r"'Daesh' is IS \(UCDP 234\), which the store does not hold\."):
        find("Daesh", [JAS], LINEAGE)
    with pytest.raises(BadInput, match=r"'Talibann' is Taleban \(UCDP 303\), which the store does not hold"):
        find("Talibann", only("Taliban (Pakistan)"), LINEAGE)
    with pytest.raises(BadInput, match=r"it holds the related 1051 \(JAS\)"):
        find("ISWAP", [IS, JAS], LINEAGE)


def test_an_id_of_another_scheme_is_not_taken_for_ucdp():
    store = [Group("234", "River Guard")]
    with pytest.raises(BadInput, match="its id 234 is 'River Guard'"):
        find("Daesh", store, LINEAGE)
    assert kin(store[0], LINEAGE) == ()
    assert aliases_of(store[0], LINEAGE) == ()


def test_an_earlier_name_of_the_same_organisation_leads_to_it():
    gspc = "Salafist Group for Preaching and Fighting (GSPC)"
    assert find("GSPC", UCDP, LINEAGE).name == "AQIM"
    assert find("GSPC", [*UCDP, *only(gspc)], LINEAGE).name == gspc
    with pytest.raises(Ambiguous, match=r"Islamic State of Iraq \(ISI\), Al-Qaida in Iraq"):
        find("Daesh", only("Al-Qaida in Iraq", "Islamic State of Iraq (ISI)"), LINEAGE)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(BadInput, match=r"No group 'FMLM' in the store; did you mean .*755 \(FMLN\)"):
        find("FMLM", UCDP, LINEAGE)
    with pytest.raises(BadInput, match=r"No group 'xyzzy' in the store\.$"):
        find("xyzzy", UCDP, LINEAGE)
    with pytest.raises(BadInput, match="give an id, a name or an alias"):
        find(" - ", UCDP, LINEAGE)


def test_search_ranks_the_best_first_and_keeps_to_its_limit():
    assert search("234", UCDP, LINEAGE)[0] == IS
    assert search("Boko", UCDP, LINEAGE)[0].key == "1051"
    assert search("Daesh", UCDP, LINEAGE)[0] == IS
    assert {group.name for group in search("tamil", UCDP, LINEAGE)} >= {"LTTE", "TELO", "PLOTE"}
    assert len(search("front", UCDP, LINEAGE, limit=5)) == 5
    assert search("", UCDP, LINEAGE, limit=3) == list(UCDP[:3])
    assert search("xyzzy", UCDP, LINEAGE) == []


def test_aliases_leave_out_the_name_the_group_bears():
    assert {"ISIS", "Daesh", "داعش"} <= set(aliases_of(IS, LINEAGE))
    assert "IS" not in aliases_of(IS, LINEAGE)
    assert aliases_of(Group("0", "Nobody"), LINEAGE) == ()


def test_kin_reads_links_in_both_directions():
    older, younger = Group("275", "MNLF"), Group("276", "MILF")
    assert ("splinter_of", "MNLF") in {(link["relation"], link["group"]) for link in kin(younger, LINEAGE)}
    back = [link for link in kin(older, LINEAGE) if link["group"] == "MILF"]
    assert [(link["relation"], link["from"]) for link in back] == [("split_into", "1977")]
    assert all(set(link) == {"relation", "group", "from", "source"} for link in kin(older, LINEAGE))


def test_kin_is_in_order_of_time():
    for group in UCDP:
        dates = [link["from"] or "9999" for link in kin(group, LINEAGE)]
        assert dates == sorted(dates)


def test_the_lineage_is_wide_and_each_link_names_its_source():
    assert len(LINEAGE.groups) >= 60
    links = [link for known in LINEAGE.groups.values() for link in known.links]
    assert {link["relation"] for link in links} == set(INVERSE)
    assert all(link["source"] for link in links)


def test_the_users_file_is_merged_and_wins(tmp_path):
    mine = own_file(
        tmp_path,
        """
        [[group]]
        name = "IS"
        aliases = ["The Caliphate"]
        lineage = [{ relation = "successor_of", other = "al-Qaida", from = "2013", source = "my notes" }]

        [[group]]
        name = "River Guard"
        aliases = ["Daesh"]
        lineage = [{ relation = "splinter_of", other = "IS", source = "my notes" }]
        """,
    )
    lineage = load_lineage(mine)
    store = [IS, *only("River Guard")]
    assert find("caliphate", store, lineage) == IS
    assert find("ISIL", store, lineage) == IS
    assert find("Daesh", store, lineage).name == "River Guard"
    assert find("Daeshh", store, lineage).name == "River Guard"
    assert "Daesh" not in aliases_of(IS, lineage)
    links = {link["group"]: link for link in kin(IS, lineage)}
    assert links["al-Qaida"] == {
        "relation": "successor_of",
        "group": "al-Qaida",
        "from": "2013",
        "source": "my notes",
    }
    assert links["River Guard"]["relation"] == "split_into"
    assert links["River Guard"]["from"] is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[group]", "cannot be read as a lineage file"),
        ("", r"must hold \[\[group\]\] entries only"),
        ('[group]\nname = "A"', r"must hold \[\[group\]\] entries only"),
        ('[[groups]]\nname = "A"', r"must hold \[\[group\]\] entries only"),
        ('[[group]]\naliases = ["A"]', "group 1: name must be a text"),
        ('[[group]]\nname = "A"\nalias = ["B"]', r"group 1: unknown alias; the keys are aliases"),
        ('[[group]]\nname = "A"\nucdp = "7"', r"group 1 \('A'\): ucdp must be a whole number"),
        ('[[group]]\nname = "A"\naliases = "B"', r"group 1 \('A'\): aliases must be a list"),
        ('[[group]]\nname = "A"\naliases = ["-"]', r"group 1 \('A'\): aliases must be a text"),
        ('[[group]]\nname = "A1"\n[[group]]\nname = "B1"\naliases = ["a-1"]', "group 'B1': shares 'a1' with 'A1'"),
        ('[[group]]\nname = "A1"\n[[group]]\nname = "A1"', "shares 'A1'"),
        ('[[group]]\nname = "A1"\nucdp = 7\n[[group]]\nname = "B1"\nucdp = 7', "shares '7' with 'A1'"),
        ('[[group]]\nname = "A"\nlineage = [7]', r"group 1 \('A'\): unknown 7"),
        (
            '[[group]]\nname = "A"\nlineage = [{relation = "child_of", other = "IS", source = "x"}]',
            "'child_of' must be",
        ),
        ('[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", source = "x"}]', "other must be a text"),
        ('[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", other = "IS"}]', "source must be a text"),
        (
            '[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", other = "ISX", source = "x"}]',
            "group 'A': 'ISX' is no other group",
        ),
        (
            '[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", other = "A", source = "x"}]',
            "group 'A': 'A' is no other group",
        ),
        (
            '[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", other = "IS", source = "x", from = "13"}]',
            'from = "13" must be a date',
        ),
        (
            '[[group]]\nname = "A"\nlineage = [{relation = "splinter_of", other = "IS", from = 2013, source = "x"}]',
            "from must be a text in quotes, found 2013",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_entry(tmp_path, text, complaint):
    with pytest.raises(BadInput, match=complaint) as refusal:
        load_lineage(own_file(tmp_path, text))
    assert "own.toml" in str(refusal.value)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"nowhere\.toml cannot be read"):
        load_lineage(tmp_path / "nowhere.toml")
    with pytest.raises(BadInput, match="cannot be read"):
        load_lineage(tmp_path)
    (tmp_path / "latin.toml").write_bytes('[[group]]\nname = "Séléka"'.encode("latin-1"))
    with pytest.raises(BadInput, match=r"latin\.toml cannot be read"):
        load_lineage(tmp_path / "latin.toml")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[group]]\nname = "River Guard"', encoding="utf-8-sig")
    assert "River Guard" in load_lineage(path).groups


@cache
def ucdp_actors():
    text = (Path(DATA) / "ucdp" / "ucdp-actor-221.csv").read_text(encoding="utf-8-sig", errors="replace")
    return {row["ActorId"]: row for row in csv.DictReader(text.splitlines(keepends=True))}


@needs_data
def test_every_ucdp_id_and_name_is_in_the_actor_list():
    actors = ucdp_actors()
    wrong = [
        known.name
        for known in LINEAGE.groups.values()
        if known.ucdp
        and fold(actors[known.ucdp]["NameData"]) not in map(fold, (known.ucdp_name or known.name, *known.names))
    ]
    assert wrong == []


@needs_data
def test_no_name_here_is_that_of_another_ucdp_actor():
    owner = {key: LINEAGE.by_name.get(fold(row["NameData"])) for key, row in ucdp_actors().items()}
    assert [(key, name) for key, name in owner.items() if name and LINEAGE.groups[name].ucdp != key] == []


@needs_data
def test_links_that_cite_the_actor_list_are_in_it():
    actors, cited = ucdp_actors(), 0
    for known in LINEAGE.groups.values():
        for link in known.links:
            if link["source"].startswith("UCDP Actor list"):
                column = "ActorIdGroup" if link["relation"] == "merged_into" else "ActorIdPrev"
                assert LINEAGE.groups[link["group"]].ucdp in actors[known.ucdp][column].split(", "), known.name
                cited += 1
    assert cited > 0


@needs_data
def test_every_gtd_name_is_in_the_gtd_and_leads_to_its_group():
    with gzip.open(Path(DATA) / "gtd" / "gtd_1970_2007.csv.gz", "rt", encoding="utf-8", errors="replace") as lines:
        store = only(*sorted({row["gname"] for row in csv.DictReader(lines)} - {"Unknown"}))
    spelt = {fold(group.name): group for group in store}
    file = Path(smoulder.__file__).with_name("lineage.toml")
    written = [
        name for group in tomllib.loads(file.read_text(encoding="utf-8"))["group"] for name in group.get("gtd", [])
    ]
    assert [name for name in written if fold(name) not in spelt] == []
    assert [name for name in written if find(name, store, LINEAGE) != spelt[fold(name)]] == []
