import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import Claim, Horizon, Place, Quantity, SaidOn, Speaker
from smoulder.claim_scores import Tally, iou, matches, overlaps, same_group, same_horizon, same_quantity, score
from smoulder.lineage import load_lineage

LINEAGE = load_lineage()
TEXT = "The rebels are finished and 300 men are left in two weeks."
WHO = Speaker("a general", None, "general", None, "XXX", "unnamed_official", "government")


def claim(start, end, direction="ends", number=1, **more):
    told = {
        "speaker": WHO, "attribution": "indirect", "cue": "said", "relay": None, "said_on": SaidOn(None, "unknown", ""),
        "target_group": "IS", "target_place": None, "claim_type": "defeat_declared", "modality": "certain",
        "horizon": None, "quantity": (), "checkable": "yes",
    }  # fmt: skip
    return Claim(id=f"c{number}", quote="x" * (end - start), start=start, end=end, direction=direction, **(told | more))


def gold(start, end, direction="ends", name="g1", tier="core", **more):
    told = {"speaker": WHO._asdict(), "target_group": "ISIS", "horizon": None, "quantity": []}
    return {"id": name, "start": start, "end": end, "quote": "", "direction": direction, "tier": tier} | told | more


def document(claims, non_claims=(), places=()):
    return {"claims": list(claims), "non_claims": list(non_claims), "places": list(places)}


@pytest.mark.parametrize(
    ("theirs", "ours", "fits"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 15), False),
        ((0, 10), (3, 12), True),
        ((0, 10), (0, 20), True),  # within, and half as long
        ((0, 9), (0, 20), False),
        ((0, 10), (20, 30), False),
    ],
)
def test_quotes_overlap_by_half(theirs, ours, fits):
    assert overlaps(gold(*theirs), claim(*ours)) is fits


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_iou_is_that_of_sets(a, n, b, m):
    ours, theirs = set(range(a, a + n)), set(range(b, b + m))
    if ours & theirs:
        assert iou(gold(b, b + m), claim(a, a + n)) == pytest.approx(len(ours & theirs) / len(ours | theirs))


def test_each_claim_matches_once_the_best_first():
    near, far = gold(0, 10, name="near"), gold(0, 14, name="far")
    pairs = matches([far, near], [claim(0, 10)])
    assert set(pairs) == {"near"}


def test_the_direction_must_agree():
    assert matches([gold(0, 10, "ends")], [claim(0, 10, "weakens")]) == {}


def test_secondary_claims_are_neither_asked_for_nor_wrong():
    asked = document([gold(0, 10), gold(20, 30, name="g2", tier="secondary")])
    told = score(asked, [claim(0, 10), claim(20, 30, number=2)], None, LINEAGE)
    assert (told.core, told.found, told.read, told.right) == (1, 1, 2, 2)
    assert (told.precision, told.recall, told.f1) == (1, 1, 1)


def test_what_is_read_too_much_costs_precision_and_what_is_missed_recall():
    told = score(
        document([gold(0, 10), gold(40, 50, name="g2")]), [claim(0, 10), claim(20, 30, number=2)], None, LINEAGE
    )
    assert (told.precision, told.recall) == (0.5, 0.5)
    assert {name for name, _ in told.misses} == {"g2", "extra"}


def test_a_claim_on_a_title_is_counted():
    told = score(document([], [{"start": 0, "end": 10}, {"start": 20, "end": 30}]), [claim(0, 10)], None, LINEAGE)
    assert told.non_claims == (1, 2)


def test_nothing_read_of_nothing_is_no_division_by_zero():
    told = score(document([]), [], None, LINEAGE)
    assert (told.precision, told.recall, told.f1) == (None, None, 0.0)


@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [("ISIS", "IS", True), ("Islamic State (IS/ISIS/Daesh)", "IS", True), ("al-Qaeda and Taliban", "Taliban", True),
     ("Boko Haram", "IS", False), (None, "IS", None), ("Some unknown band", "some unknown band", True)],
)  # fmt: skip
def test_groups_are_the_same_under_any_name(theirs, ours, same):
    assert same_group(gold(0, 10, target_group=theirs), claim(0, 10, target_group=ours), LINEAGE) is same


@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [
        ("Ansar Bait al-Maqdis", "Ansar Bayt al-Maqdis", True),  # another spelling
        ("Islamic State - Sinai Province", "Ansar Bayt al-Maqdis", True),
        ("GSPC", "AQIM", True),  # the same organisation before it was renamed
        ("Kashmiri and Pakistani militants", "Kashmir insurgents", True),  # the fighters of one people
        ("Anglophone (Ambazonia) separatists", "Ambazonia separatists", True),
        ("Palestinian militants (Islamic Jihad, Hamas)", "PIJ", True),  # one of several
        ("HTS-led factions", "HTS", True),
        ("UPC", "Union of Congolese Patriots", True),  # initials that several bear
        ("UPC", "Union for Peace in the Central African Republic", True),
        ("Okba Ibn Nafaa Brigade", "AQIM", False),  # a branch
        ("Islamic State Khorasan", "IS", False),
        ("Pakistani Taliban", "Taleban", False),
        ("SPLM-North", "SPLM/A", False),
        ("NSCN-K", "NSCN-IM", False),
        ("Real IRA", "PIRA", False),
        ("KDP", "PUK", False),
        ("Jund al-Sham", "Jund al-Aqsa", False),
        ("Ansar al-Sharia in Tunisia", "ASL", False),
        ("Haitian gangs", "Haitian rebels", False),
        ("Iraqi Shia rebels", "Iraqi insurgents", False),
        ("Syrian army", "FSA", False),
        ("ERP (Argentina)", "ERP (El Salvador)", False),  # a known name is not taken to pieces
        ("SLM/A", "SPLM/A", False),
        ("Zeta rebels", "Eta rebels", False),
    ],
)
def test_a_group_in_other_words_is_itself_and_no_other(theirs, ours, same):
    assert same_group(gold(0, 10, target_group=theirs), claim(0, 10, target_group=ours), LINEAGE) is same


def horizon(kind, low=None, high=None, deadline=None):
    return {"kind": kind, "days_min": low, "days_max": high, "deadline": deadline}


@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [
        (None, None, None),
        (None, horizon("vague_near"), False),
        (horizon("deadline", deadline="2019-02-21"), horizon("deadline", deadline="2019-02-24"), True),
        (horizon("deadline", deadline="2019-02-21"), horizon("deadline", deadline="2019-02-25"), False),
        (horizon("deadline", deadline="2019-02-21"), horizon("until_date", deadline="2019-02-21"), False),
        (horizon("deadline_vague", 7, 56), horizon("deadline_vague", 9, 60), True),
        (horizon("deadline_vague", 7, 56), horizon("deadline_vague", 7, 365), False),
        (horizon("open_future"), horizon("open_future"), True),
    ],
)
def test_horizons_agree_within_three_days_or_a_quarter_of_a_span(theirs, ours, same):
    told = ours and Horizon("", ours["kind"], ours["days_min"], ours["days_max"], ours["deadline"])
    assert same_horizon(gold(0, 10, horizon=theirs), claim(0, 10, horizon=told), LINEAGE) is same


def test_every_quantity_of_the_gold_must_be_read():
    asked = [{"value": 300, "op": "<", "unit": "fighters"}]
    right = Quantity("fewer than 300 men", 300.0, None, "<", "fighters", "men")
    assert same_quantity(gold(0, 10, quantity=asked), claim(0, 10, quantity=(right,)), LINEAGE)
    assert not same_quantity(gold(0, 10, quantity=asked), claim(0, 10, quantity=(right._replace(op="<="),)), LINEAGE)
    assert same_quantity(gold(0, 10), claim(0, 10), LINEAGE) is None


def test_a_place_is_right_within_fifty_kilometres():
    asked = {"mention": "Gao", "start": 4, "end": 7, "kind": "town", "lat": 16.27, "lon": -0.04, "radius_km": 10}
    near = Place("Gao", 4, 7, "Gao", "town", "MLI", 16.5, -0.1, 10.0)
    far = near._replace(lat=17.5)
    for place, right in ((near, 1), (far, 0)):
        assert score(document([], places=[asked]), [], [place], LINEAGE).places == (right, 1)


def test_tallies_add_up():
    one = Tally(2, 1, 3, 1, speaker=(1, 1), misses=(("a", "b"),))
    assert one + Tally() == one
    assert (one + one).speaker == (2, 2)
    assert len((one + one).misses) == 2
