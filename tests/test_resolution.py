"""The rules of outcomes, on invented worlds: what decides, what never does, and what was known when."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import event, kept, monthly
from smoulder.actors import states
from smoulder.aftermath import busiest
from smoulder.areas import WORLD, Area, parse_area
from smoulder.claim import CLAIM_TYPES, DIRECTIONS
from smoulder.errors import BadInput
from smoulder.lineage import load_lineage
from smoulder.months import first_day, label, last_day, parse_month
from smoulder.outcome_rules import (
    ACTIVE_DEATHS,
    BACK,
    BY_DIRECTION,
    DEFEAT_WINDOW,
    ENDS,
    GRACE,
    UNCHECKABLE,
    VERDICTS,
    Question,
    rule_of,
)
from smoulder.resolution import CHANGES, VERSION, resolve
from smoulder.store import opened, releases
from smoulder.types import Group

SONS = Group("910001", "Sons of Quov")
SAID = date(2005, 6, 15)
BEFORE = [f"{year}-{month:02}" for year in (2003, 2004) for month in range(1, 13)]  # 3 deaths a month: 36 a year
FIRST = parse_month("2005-06") + GRACE + 1  # the first month that counts against a claim of June 2005
LAST = FIRST + DEFEAT_WINDOW - 1


class Told(NamedTuple):
    verdict: str
    rule: str
    reason: str
    evidence: dict
    data: tuple


def coverage(folder, *spans):
    path = folder / "coverage.toml"
    path.write_text("".join(f'[[coverage]]\nfrom = "{a}"\nto = "{b}"\n' for a, b in spans), encoding="utf-8")
    return path


def resolved(folder, rows, *, spans=(("2000-01", "2020-12"),), as_of=None, own=None, **asked):
    """The outcome of a question to a store of these rows."""
    store = folder / "store.duckdb"
    store.unlink(missing_ok=True)
    kept(store, rows, coverage=coverage(folder, *spans))
    question = Question(
        **{"kind": "defeat_declared", "direction": "ends", "group": SONS, "area": WORLD, "said": SAID, **asked}
    )
    with opened(store) as con:
        return Told(*resolve(con, question, releases(con), load_lineage(own), as_of=as_of))


def at(months, **changes):
    """An event on the tenth of each month id."""
    return [event(1000 + month, f"{label(month)}-10", **changes) for month in months]


def deaths(number):
    return {"best": number, "deaths_b": number, "deaths_a": 0, "low": number, "high": number}


def test_silence_over_the_whole_window_holds(tmp_path):
    told = resolved(tmp_path, monthly(BEFORE))
    assert told.verdict == "held"
    assert (told.evidence["from"], told.evidence["to"]) == (label(FIRST), label(LAST))
    assert told.evidence["visible_months"] == DEFEAT_WINDOW
    assert told.evidence["marks"]["60"] == {"verdict": "held", "whole": True}
    assert [each.partition(" ")[0] for each in told.data] == ["ucdp-ged"]


def test_events_within_the_grace_are_not_held_against_it(tmp_path):
    assert resolved(tmp_path, monthly(BEFORE) + at(range(FIRST - GRACE, FIRST), **deaths(90))).verdict == "held"
    assert resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(90))).verdict == "failed"


@pytest.mark.parametrize("month", [FIRST, FIRST + 30, LAST])
def test_a_year_of_conflict_anywhere_in_the_window_fails_it(tmp_path, month):
    assert resolved(tmp_path, monthly(BEFORE) + at([month], **deaths(ACTIVE_DEATHS))).verdict == "failed"


def test_after_the_window_it_is_another_story(tmp_path):
    assert resolved(tmp_path, monthly(BEFORE) + at([LAST + 1], **deaths(500))).verdict == "held"


def test_half_of_the_busiest_year_is_back_and_less_is_sporadic(tmp_path):
    level = 36
    assert BACK * level < ACTIVE_DEATHS
    back = resolved(tmp_path, monthly(BEFORE) + at([FIRST + 5], **deaths(round(BACK * level))))
    assert back.verdict == "failed"
    sporadic = resolved(tmp_path, monthly(BEFORE) + at([FIRST + 5], **deaths(round(BACK * level) - 1)))
    assert sporadic.verdict == "partly"
    assert str(level) in sporadic.reason


def test_deaths_far_apart_are_not_added_up(tmp_path):
    rows = monthly(BEFORE) + at([FIRST, FIRST + 13, FIRST + 26], **deaths(17))
    assert resolved(tmp_path, rows).verdict == "partly"


def test_an_unseen_year_before_does_not_make_a_share(tmp_path):
    rows = monthly(BEFORE) + at([FIRST + 5], **deaths(20))
    told = resolved(tmp_path, rows, spans=[("2003-01", "2020-12")])
    assert told.verdict == "not checkable"
    assert "not seen whole" in told.reason


def test_where_no_death_is_known_events_are_counted(tmp_path):
    unknown = deaths("")
    assert resolved(tmp_path, monthly(BEFORE, **unknown) + at(range(FIRST, FIRST + 6), **unknown)).verdict == "failed"
    assert resolved(tmp_path, monthly(BEFORE, **unknown) + at(range(FIRST, FIRST + 5), **unknown)).verdict == "partly"


def test_while_the_window_runs_only_failure_is_certain(tmp_path):
    spans = [("2000-01", "2007-12")]
    still = resolved(tmp_path, monthly(BEFORE), spans=spans)
    assert still.verdict == "open"
    assert still.evidence["months_not_known_yet"] == LAST - parse_month("2007-12")
    assert still.evidence["marks"]["12"] == {"verdict": "held", "whole": True}
    assert not still.evidence["marks"]["60"]["whole"]
    assert resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(3)), spans=spans).verdict == "open"
    assert resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(30)), spans=spans).verdict == "failed"


def test_the_data_end_before_the_claim(tmp_path):
    assert resolved(tmp_path, monthly(BEFORE), spans=[("2000-01", "2005-05")]).verdict == "open"
    assert resolved(tmp_path, monthly(BEFORE), said=date(1999, 1, 1)).verdict == "not checkable"


def test_a_blind_month_never_resolves(tmp_path):
    spans = [("2000-01", "2008-01"), ("2008-03", "2020-12")]
    told = resolved(tmp_path, monthly(BEFORE), spans=spans)
    assert (told.verdict, told.evidence["blind_months"]) == ("not checkable", 1)
    sporadic = resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(3)), spans=spans)
    assert sporadic.verdict == "not checkable"  # it may have been back in the blind month
    assert resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(30)), spans=spans).verdict == "failed"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blind=st.sets(st.integers(FIRST, LAST), min_size=1, max_size=4),
    seen=st.lists(st.integers(FIRST, LAST), max_size=3, unique=True),
)
def test_with_a_blind_month_it_holds_never_nor_partly(tmp_path, blind, seen):
    begins = [parse_month("2000-01"), *(month + 1 for month in sorted(blind))]
    ends = [*(month - 1 for month in sorted(blind)), parse_month("2020-12")]
    spans = [(label(a), label(b)) for a, b in zip(begins, ends, strict=True) if a <= b]
    rows = monthly(BEFORE) + at([month for month in seen if month not in blind], **deaths(5))
    assert resolved(tmp_path, rows, spans=spans).verdict in ("failed", "not checkable")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(
        st.tuples(st.integers(FIRST - 4, LAST + 4), st.integers(1, 40)),
        max_size=5, unique_by=lambda each: each[0],
    ),
    more=st.tuples(st.integers(FIRST - 3, LAST + 4), st.integers(1, 40)),  # from the month of the claim on, after it
    end=st.sampled_from(["2006-12", "2009-06", "2020-12"]),
)  # fmt: skip
def test_more_later_events_never_make_it_better(tmp_path, events, more, end):
    order = ["held", "open", "not checkable", "partly", "failed"]
    rows = monthly(BEFORE)
    for month, number in events:
        rows += at([month], **deaths(number)) if month <= parse_month(end) else []
    before = resolved(tmp_path, rows, spans=[("2000-01", end)]).verdict
    month, number = more
    if month <= parse_month(end):
        rows.append(event(9999, f"{label(month)}-20", **deaths(number)))
    after = resolved(tmp_path, rows, spans=[("2000-01", end)]).verdict
    assert order.index(after) >= order.index(before)


def test_an_event_that_spans_the_claim_counts_for_neither_side(tmp_path):
    long = event(7000, "2005-05-01", date_end="2006-03-31", **deaths(400))
    told = resolved(tmp_path, [*monthly(BEFORE), long])
    assert told.verdict == "held"
    assert told.evidence["from"] == "2006-04"  # nobody can say when in those months it was
    finer = [*monthly(BEFORE), long, event(8000, "2006-01-10", **deaths(30))]
    told = resolved(tmp_path, finer)
    assert (told.verdict, told.evidence["from"]) == ("failed", label(FIRST))


def test_a_group_that_was_never_seen_before_is_not_silent_after(tmp_path):
    rows = monthly(BEFORE, side_b="Others", side_b_new_id="910002")
    rows += at([LAST + 20], side_b="Sons of Quov")
    told = resolved(tmp_path, rows)
    assert told.verdict == "not checkable"
    assert "never show" in told.reason
    assert resolved(tmp_path, rows, group=None).verdict == "not checkable"


def test_kin_count_by_links_known_then(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[group]]\nname = "Sons of Quov"\n[[group]]\nname = "Heirs of Quov"\nlineage = [{ relation = "successor_of",'
        ' other = "Sons of Quov", from = "2006-01", source = "invented" }]\n',
        encoding="utf-8",
    )
    heirs = at([FIRST + 12], side_b="Heirs of Quov", side_b_new_id="910009", **deaths(60))
    told = resolved(tmp_path, monthly(BEFORE) + heirs, own=own)
    assert told.verdict == "failed"
    assert told.evidence["kin"] == ["Heirs of Quov"]
    assert resolved(tmp_path, monthly(BEFORE) + heirs).verdict == "held"


def in_power(folder, text):
    own = folder / "own.toml"
    own.write_text(
        f'[[group]]\nname = "Sons of Quov"\nstate = [{{ of = "Quovland", source = "invented", {text} }}]\n', "utf-8"
    )
    return own


RULES = [  # a question whose version 1 answer rests on silence, and that answer
    ({}, "held"),
    ({"kind": "defeat_deadline", "deadline": date(2006, 3, 31)}, "held"),
    ({"kind": "defeat_prediction"}, "held"),
    ({"direction": "weakens", "said": date(2004, 12, 15)}, "held"),
    ({"kind": "persistence_state", "direction": "persists"}, "failed"),
    ({"kind": "resurgence_warning", "direction": "persists"}, "failed"),
]


@pytest.mark.parametrize(("asked", "verdict"), RULES)
@pytest.mark.parametrize("part", ["government", "army"])
def test_a_silence_in_power_decides_nothing(tmp_path, asked, verdict, part):
    said = asked.get("said", SAID)
    ruled = in_power(tmp_path, f'as = "{part}", from = "{said.year}-{said.month:02}-20"')
    told = resolved(tmp_path, monthly(BEFORE), own=ruled, **asked)
    assert told.verdict == "not checkable"
    assert f"{part} of Quovland" in told.reason
    assert "invented" in told.reason
    assert told.evidence["version_1"]["verdict"] == verdict
    assert all(not mark["whole"] for mark in told.evidence.get("marks", {}).values())
    assert resolved(tmp_path, monthly(BEFORE), **asked).verdict == verdict


def test_what_a_group_in_power_is_known_to_have_done_still_counts(tmp_path):
    ruled = in_power(tmp_path, 'as = "government", from = "2005-07"')
    back = monthly(BEFORE) + at([FIRST + 2], **deaths(90))
    assert resolved(tmp_path, back, own=ruled).verdict == "failed"
    assert "version_1" not in resolved(tmp_path, back, own=ruled).evidence
    lives = {"kind": "persistence_state", "direction": "persists"}
    assert resolved(tmp_path, back, own=ruled, **lives).verdict == "held"


def test_power_before_or_after_the_window_changes_nothing(tmp_path):
    gone = in_power(tmp_path, f'as = "government", from = "1999", until = "{label(FIRST - 1)}"')
    assert resolved(tmp_path, monthly(BEFORE), own=gone).verdict == "held"
    later = in_power(tmp_path, f'as = "government", from = "{label(LAST + 1)}"')
    assert resolved(tmp_path, monthly(BEFORE), own=later).verdict == "held"
    last = in_power(tmp_path, f'as = "government", from = "{label(LAST)}"')
    told = resolved(tmp_path, monthly(BEFORE), own=last)
    assert told.verdict == "not checkable"
    assert [told.evidence["marks"][each]["whole"] for each in ("12", "24", "60")] == [True, True, False]


def test_the_power_of_kin_counts_and_one_of_a_later_day_is_not_known(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[group]]\nname = "Sons of Quov"\n[[group]]\nname = "Heirs of Quov"\nlineage = [{ relation = "successor_of",'
        ' other = "Sons of Quov", from = "2005-01", source = "invented" }]\n'
        'state = [{ as = "government", of = "Quovland", from = "2008-01", source = "invented" }]\n',
        encoding="utf-8",
    )
    rows = monthly(BEFORE) + at([parse_month("2005-02")], side_b="Heirs of Quov", side_b_new_id="910009")
    assert resolved(tmp_path, rows, own=own).verdict == "not checkable"
    early = resolved(tmp_path, rows, own=own, as_of=date(2007, 12, 31))
    assert early.verdict == "open"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('as = "king", from = "2005"', "must be one of government, army"),
        ('as = "army"', "from must be a text"),
        ('as = "army", from = "05"', "must be a date"),
        ('as = "army", from = "2005", until = "2004"', "lies before"),
        ('as = "army", from = "2005", to = "2006"', "unknown to"),
    ],
)
def test_a_state_that_breaks_the_form_is_one_sentence(tmp_path, text, words):
    with pytest.raises(BadInput, match=words):
        load_lineage(in_power(tmp_path, text))


def test_power_is_known_by_ucdps_name_where_no_id_is_given():
    lineage = load_lineage()
    assert [each.part for each in states(Group("Ansarallah", "Ansarallah"), lineage)] == ["government"]
    assert states(Group("1091", "Ansarallah"), lineage) == states(Group("Houthis", "Houthis"), lineage)
    assert states(Group("ELN", "ELN"), lineage) == ()
    assert states(Group("Nobody", "Nobody"), lineage) == ()


def test_every_version_of_the_rules_is_written_down(tmp_path):
    assert list(CHANGES)[-1] == VERSION
    assert resolved(tmp_path, monthly(BEFORE)).evidence["rules"] == VERSION


def test_elsewhere_is_not_here(tmp_path):
    rows = monthly(BEFORE) + at([*map(parse_month, BEFORE), FIRST], country="Zedland", **deaths(50))
    assert resolved(tmp_path, rows, area=Area("Quovland")).verdict == "held"
    assert resolved(tmp_path, rows, area=Area("zedland")).verdict == "failed"
    unknown = resolved(tmp_path, rows, area=Area("Atlantis"))
    assert unknown.verdict == "not checkable"
    assert "Atlantis" in unknown.reason


def test_an_event_of_unclear_place_forbids_held_and_proves_nothing(tmp_path):
    area = parse_area("Quovland/Zyr province")
    coarse = at([FIRST], where_prec=6, adm_1="", **deaths(400))
    assert resolved(tmp_path, monthly(BEFORE), area=area).verdict == "held"
    told = resolved(tmp_path, monthly(BEFORE) + coarse, area=area)
    assert (told.verdict, told.evidence["events_of_unclear_place"]) == ("not checkable", 1)


def test_a_deadline_is_judged_by_the_year_after_it(tmp_path):
    asked = {"kind": "defeat_deadline", "deadline": date(2006, 3, 31)}
    by = parse_month("2006-03")
    assert resolved(tmp_path, monthly(BEFORE) + at([by], **deaths(99)), **asked).verdict == "held"
    assert resolved(tmp_path, monthly(BEFORE) + at([by + 1], **deaths(99)), **asked).verdict == "failed"
    assert resolved(tmp_path, monthly(BEFORE) + at([by + 12], **deaths(1)), **asked).verdict == "partly"
    returned = resolved(tmp_path, monthly(BEFORE) + at([by + 13], **deaths(99)), **asked)
    assert returned.verdict == "held"
    assert returned.evidence["marks"]["24"]["verdict"] == "failed"
    assert resolved(tmp_path, monthly(BEFORE), **asked, spans=[("2000-01", "2006-08")]).verdict == "open"
    backwards = resolved(tmp_path, monthly(BEFORE), kind="defeat_deadline", deadline=date(2001, 1, 1))
    assert backwards.verdict == "not checkable"


def test_soon_is_given_a_year(tmp_path):
    asked = {"kind": "defeat_prediction"}
    said = parse_month("2005-06")
    assert resolved(tmp_path, monthly(BEFORE) + at([said + 12], **deaths(99)), **asked).verdict == "held"
    assert resolved(tmp_path, monthly(BEFORE) + at([said + 13], **deaths(99)), **asked).verdict == "failed"


def test_weakened_is_a_year_against_a_year(tmp_path):
    before = [f"2004-{month:02}" for month in range(7, 13)] + [f"2005-{month:02}" for month in range(1, 6)]
    rows = monthly(before)  # 11 events, 33 deaths in the twelve months to June 2005
    asked = {"direction": "weakens"}
    assert resolved(tmp_path, rows + at([FIRST], **deaths(16)), **asked).verdict == "held"
    assert resolved(tmp_path, rows + at([FIRST], **deaths(17)), **asked).verdict == "partly"
    assert resolved(tmp_path, rows + at([FIRST], **deaths(33)), **asked).verdict == "failed"
    assert resolved(tmp_path, rows, **asked, spans=[("2000-01", "2006-02")]).verdict == "open"
    assert resolved(tmp_path, monthly(["2001-01"]), **asked).verdict == "not checkable"


def test_going_on_and_returning(tmp_path):
    lives = {"kind": "persistence_state", "direction": "persists"}
    assert resolved(tmp_path, monthly(BEFORE) + at([FIRST], **deaths(1)), **lives).verdict == "held"
    assert resolved(tmp_path, monthly(BEFORE), **lives).verdict == "failed"
    assert resolved(tmp_path, monthly(BEFORE), **lives, spans=[("2000-01", "2005-09")]).verdict == "open"
    blind = [("2000-01", "2005-08"), ("2005-10", "2020-12")]
    assert resolved(tmp_path, monthly(BEFORE), **lives, spans=blind).verdict == "not checkable"
    warned = {"kind": "resurgence_warning", "direction": "persists"}
    rows = monthly(["2005-01"], **deaths(10))
    assert resolved(tmp_path, rows + at([FIRST + 8], **deaths(11)), **warned).verdict == "held"
    assert resolved(tmp_path, rows + at([FIRST + 8], **deaths(10)), **warned).verdict == "partly"
    assert resolved(tmp_path, rows + at([FIRST + 40], **deaths(99)), **warned).verdict == "failed"


def test_going_on_says_by_how_much(tmp_path):
    lives = {"kind": "persistence_state", "direction": "persists", "said": date(2004, 12, 31)}
    told = resolved(tmp_path, monthly(BEFORE) + at([FIRST - 5, FIRST - 4], **deaths(4)), **lives)
    assert told.verdict == "held"
    assert told.evidence["year_before"] == {"deaths": 36, "events": 12, "blind_months": 0}
    assert "2 events with 8 deaths" in told.reason
    assert "the twelve months before had 12 events with 36 deaths" in told.reason
    short = resolved(tmp_path, monthly(BEFORE) + at([FIRST - 5], **deaths(1)), spans=[("2000-01", "2005-05")], **lives)
    assert "1 event with 1 death" in short.reason
    assert "to 2005-05, where the data end" in short.reason


def test_a_window_that_the_data_do_not_reach_is_said_to_lie_ahead(tmp_path):
    told = resolved(tmp_path, monthly(BEFORE), kind="defeat_prediction", spans=[("2000-01", "2005-12")])
    assert told.verdict == "open"
    assert "before them" in told.reason


def test_as_of_a_day_sees_nothing_later(tmp_path):
    rows = monthly(BEFORE) + at([FIRST + 30], **deaths(500))
    assert resolved(tmp_path, rows).verdict == "failed"
    then = resolved(tmp_path, rows, as_of=last_day(FIRST + 20))
    assert then.verdict == "open"
    assert then.evidence["last_event_known"] == "2004-12-10"
    with pytest.raises(BadInput):
        resolved(tmp_path, rows, as_of=first_day(parse_month("1990-01")))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(month=st.integers(FIRST, LAST), later=st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True))
def test_what_comes_later_changes_no_earlier_answer(tmp_path, month, later):
    rows = monthly(BEFORE) + at([month - 1], **deaths(7))
    day = last_day(month + 2)
    future = at([month + 3 + each for each in later], **deaths(50))
    assert resolved(tmp_path, rows, as_of=day)[:4] == resolved(tmp_path, rows + future, as_of=day)[:4]


@pytest.mark.parametrize("kind", CLAIM_TYPES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_claim_falls_under_one_rule(kind, direction):
    name, judge = rule_of(Question(kind, direction, SONS, WORLD, SAID))
    assert (judge is None) == (name in UNCHECKABLE)
    assert (judge is None) != (name in (rule for rule, _ in (*ENDS.values(), *BY_DIRECTION.values())))
    if kind.startswith("territory") or kind in ("strength_estimate", "losses_estimate", "civilians_trapped"):
        assert judge is None


def test_land_and_numbers_are_not_told_by_events(tmp_path):
    for kind in ("territory_loss", "strength_estimate"):
        told = resolved(tmp_path, monthly(BEFORE), kind=kind)
        assert told.verdict == "not checkable"
        assert told.verdict in VERDICTS


@given(st.lists(st.integers(0, 9), max_size=40))
def test_the_busiest_year_by_brute_force(counts):
    assert busiest(np.array(counts, dtype=int)) == max(
        (sum(counts[first : first + 12]) for first in range(len(counts))), default=0
    )


def test_real_events_resolve_known_cases(real, tmp_path):
    from datetime import datetime

    from smoulder.ingest import ingest

    store = tmp_path / "store.duckdb"
    ingest(store, "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz", now=datetime(2026, 1, 1))
    with opened(store) as con:
        asked = Question("defeat_declared", "ends", Group("234", "IS"), Area("Syria"), date(2017, 12, 7))
        told = resolve(con, asked, releases(con), load_lineage())
    assert told.verdict == "failed"
    assert told.evidence["deaths"] > 1_000
