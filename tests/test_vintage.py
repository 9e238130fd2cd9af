"""What was known on a day."""

from datetime import date

import pytest

from smoulder.errors import BadInput
from smoulder.months import label, parse_month
from smoulder.vintage import Covered, Release, view


def release(number, first, last, *, known_from=None, candidate=False, lag=28, country=None, simulated=False):
    covered = Covered(parse_month(first), parse_month(last), country)
    return Release(
        number=number, source="s", family="f", version=str(number), title="", licence="", citation="", file="",
        sha256="", may_ship=True, candidate=candidate, known_from=known_from, usual_lag_days=lag, rows=1, rejected=0,
        first=covered.first, last=covered.last, simulated=simulated, coverage=(covered,),
    )  # fmt: skip


def spoken(seen):
    return [(each.release.number, label(each.first), label(each.last)) for each in seen.segments]


def test_from_its_publication_on_a_release_speaks_in_real_time():
    seen = view([release(1, "1989-01", "2025-12", known_from=date(2026, 6, 10))], date(2026, 6, 10))
    assert (seen.kind, spoken(seen)) == ("real-time", [(1, "1989-01", "2025-12")])


def test_before_that_months_are_assumed_known_a_lag_after_they_ended():
    held = [release(1, "1989-01", "2025-12", known_from=date(2026, 6, 10))]
    for day, newest in ((date(2019, 2, 28), "2019-01"), (date(2019, 3, 27), "2019-01"), (date(2019, 3, 28), "2019-02")):
        seen = view(held, day)
        assert (seen.kind, label(seen.newest_month)) == ("pseudo-real-time", newest)


def test_without_a_lag_a_month_is_known_on_its_last_day():
    held = [release(1, "2001-01", "2003-12", lag=0)]
    assert label(view(held, date(2002, 2, 27)).newest_month) == "2002-01"
    assert label(view(held, date(2002, 2, 28)).newest_month) == "2002-02"


def test_the_newest_published_release_speaks_alone():
    held = [
        release(1, "1989-01", "2023-12", known_from=date(2024, 6, 1)),
        release(2, "1989-01", "2024-12", known_from=date(2025, 6, 1)),
    ]
    assert spoken(view(held, date(2025, 5, 31))) == [(1, "1989-01", "2023-12")]
    assert spoken(view(held, date(2025, 6, 1))) == [(2, "1989-01", "2024-12")]
    assert spoken(view(held)) == [(2, "1989-01", "2024-12")]


def test_a_release_of_the_world_speaks_before_an_extract():
    held = [
        release(1, "1989-01", "2023-12", known_from=date(2024, 6, 1)),
        release(2, "2016-01", "2024-12", known_from=date(2025, 6, 1), country="Syria"),
    ]
    assert spoken(view(held))[0][0] == 1


def test_candidates_fill_what_the_release_lacks_and_the_newest_wins_where_they_overlap():
    held = [
        release(1, "1989-01", "2024-12", known_from=date(2025, 6, 1)),
        release(2, "2024-12", "2024-12", candidate=True),
        release(3, "2025-01", "2025-01", candidate=True),
        release(4, "2025-02", "2025-02", candidate=True),
        release(5, "2025-01", "2025-03", candidate=True),
        release(6, "2025-05", "2025-05", candidate=True),
    ]
    seen = view(held, date(2025, 6, 30))
    assert spoken(seen) == [(1, "1989-01", "2024-12"), (5, "2025-01", "2025-03"), (6, "2025-05", "2025-05")]
    months = [month for each in seen.segments for month in range(each.first, each.last + 1)]
    assert len(months) == len(set(months))


def test_a_candidate_is_unseen_before_its_lag_has_passed():
    whole = release(1, "1989-01", "2024-12", known_from=date(2025, 6, 1))
    held = [whole, release(2, "2025-05", "2025-05", candidate=True)]
    assert label(view(held, date(2025, 6, 27)).newest_month) == "2024-12"
    assert label(view(held, date(2025, 6, 28)).newest_month) == "2025-05"


def test_an_older_cumulative_file_still_fills_the_months_around_a_newer_one():
    held = [release(1, "2025-01", "2025-04", candidate=True), release(2, "2025-02", "2025-05", candidate=True)]
    assert spoken(view(held)) == [(1, "2025-01", "2025-01"), (2, "2025-02", "2025-05")]
    assert view(held).kind == "real-time"


@pytest.mark.parametrize("known_from", [None, date(2004, 6, 1)])
def test_the_first_and_the_last_day_that_can_be_asked_are_named_and_hold(known_from):
    held = [release(1, "2001-01", "2003-12", known_from=known_from)]
    with pytest.raises(BadInput, match="known from 2001-02-28"):
        view(held, date(2001, 2, 27))
    assert spoken(view(held, date(2001, 2, 28))) == [(1, "2001-01", "2001-01")]
    with pytest.raises(BadInput, match="between 2001-02-28 and ") as refused:
        view(held, date(2020, 1, 1))
    last = date.fromisoformat(str(refused.value).split(" and ")[-1][:10])
    assert label(view(held, last).newest_month) == "2003-12"
    assert last == (date(2004, 1, 31) if known_from is None else date(2005, 6, 2))


def test_a_store_of_candidates_only_names_its_first_day_too():
    held = [release(1, "2025-01", "2025-03", candidate=True)]
    with pytest.raises(BadInput, match="known from 2025-04-28"):
        view(held, date(2025, 4, 27))
    assert view(held, date(2025, 4, 28)).newest_month == parse_month("2025-03")


def test_one_invented_release_makes_the_view_simulated():
    assert view([release(1, "2001-01", "2003-12", simulated=True)]).simulated
    assert not view([release(1, "2001-01", "2003-12")]).simulated


def test_a_coverage_cannot_end_before_it_begins():
    with pytest.raises(BadInput, match="ends before it begins"):
        Covered(parse_month("2002-01"), parse_month("2001-12"))
