"""The rule of the verdict, on models whose every answer is known; what would change it, on real ones."""

from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit, logit

from smoulder import endings, shipped, stacking
from smoulder.context import Parts, context
from smoulder.learning import TRUSTED, Learning
from smoulder.status import SHOWN, _afterwards, status
from smoulder.types import HORIZON, SCORED_SILENT, Panel, ReturnCurves, SightingRecord

START, DAY = 100, date(2020, 1, 1)
BEST = "other"  # the model that is trusted where the silence table is not
SILENT = (0, 5, 10)  # active months of a record, counted from its start


def flat(chance, within=60):
    """Every unit has a chance within so many months: the monthly hazard is the same throughout."""
    curve = 1 - (1 - chance) ** (np.arange(1, HORIZON + 1) / within)
    return lambda panel: ReturnCurves(np.tile(curve, (len(panel.units), 1)), panel.units, panel.end, "flat")


def fading(panel):
    """The chance halves with every twelve silent months."""
    monthly = 0.05 * 0.5 ** (panel.silence[:, -1:].astype(float) / 12)
    return ReturnCurves(1 - (1 - monthly) ** np.arange(1, HORIZON + 1), panel.units, panel.end, "fading")


def mute(panel):
    """A model that declines."""
    curves = np.full((len(panel.units), HORIZON), np.nan)
    return ReturnCurves(curves, panel.units, panel.end, "mute", dict.fromkeys(panel.units, "mute"))


class Told:
    """What stands in for a Learning: models by name, each a function of the panel."""

    since, units, months = 360, 57, 222

    def __init__(self, trusted=TRUSTED, **models):
        self.trusted, self.learned = trusted, models

    def curves(self, panel, name):
        return (self.learned | {stacking.NAME: flat(0.25)})[name](panel)


def seen(active, length, blind=(), area="world"):
    """A record and its panel: active and blind are months counted from its start."""
    values, shown = np.zeros((1, length), dtype=np.int32), np.ones((1, length), dtype=bool)
    values[0, list(active)], shown[0, list(blind)] = 1, False
    months = [tuple(START + month for month in sorted(each)) for each in (active, blind)]
    record = SightingRecord("g", area, *months, START, START + length - 1)
    return record, Panel(values, shown, ("g",), START, "events", DAY)


def told(active, length, blind=(), model=None, area="world", **asked):
    """The status of a record by a silence table that says what it is told to."""
    record, panel = seen(active, length, blind, area)
    known = asked.pop("known", None) or Told(silence_table=model or flat(0.05), other=flat(0.5))
    return status(record, panel, known, asked.pop("rows", ()), asked.pop("caution", None))


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ({"active": (0, 5, 57), "length": 60}, "active"),
        ({"active": (0, 5, 56), "length": 60}, "quiet"),
        ({"active": (57,), "length": 60}, "active"),
        ({"active": SILENT, "length": 35}, "probably_ended"),  # 24 silent months
        ({"active": SILENT, "length": 34}, "quiet"),  # 23
        ({"active": SILENT, "length": 60, "model": flat(0.101)}, "quiet"),
        ({"active": SILENT, "length": 60, "model": flat(0.099)}, "probably_ended"),
        ({"active": (5, 10), "length": 60}, "cannot_say"),
        ({"active": (), "length": 60}, "cannot_say"),
        ({"active": SILENT, "length": 60, "model": mute}, "cannot_say"),
    ],
)
def test_the_verdict_follows_its_rule(case, verdict):
    assert told(**case)["verdict"] == verdict


@pytest.mark.parametrize(
    ("blind", "verdict"),
    [(range(36, 60), "probably_ended"), (range(35, 60), "cannot_say"), (range(11, 60), "cannot_say")],
)
def test_blind_months_beyond_half_of_the_silence_leave_nothing_to_say(blind, verdict):
    """Last seen in month 11 of 60: of 48 months since, 24 may be blind and 25 may not."""
    active = (0, 5, 11) if blind[0] > 11 else SILENT
    answer = told(active, 60, blind)
    assert answer["verdict"] == verdict
    assert ("blindness" in answer["reason"]) == (verdict == "cannot_say")


def test_blind_months_are_no_silence():
    """Of 36 months since the last sighting 14 were blind: 22 silent ones are too few to call it ended."""
    assert told(SILENT, 47, range(20, 34))["verdict"] == "quiet"
    assert told(SILENT, 49, range(20, 34))["verdict"] == "probably_ended"


@pytest.mark.parametrize("chance", [0.05, 0.5])
@pytest.mark.parametrize("silent", [0, 2, 5, 23, 24, 60])
def test_a_source_that_goes_dark_moves_the_answer_to_cannot_say_and_never_to_an_end(silent, chance):
    light = told(SILENT, 11 + silent, model=flat(chance))["verdict"]
    dark = [
        told(SILENT, 11 + silent + months, range(11 + silent, 11 + silent + months), flat(chance))["verdict"]
        for months in range(1, 2 * silent + 9)
    ]
    assert dark[-1] == "cannot_say"
    for before, after in pairwise([light, *dark]):
        assert after in (before, "cannot_say") or (before, after) == ("active", "quiet")
    assert light == "probably_ended" or "probably_ended" not in dark


def test_the_numbers_are_those_of_the_trusted_curve():
    answer = told(SILENT, 60)
    assert answer["model"] == TRUSTED
    assert list(answer["p_return"]) == [str(months) for months in SHOWN]
    assert answer["p_return"]["60"] == pytest.approx(0.05)
    assert answer["p_ended"] == pytest.approx(1 - answer["curve"][HORIZON - 1])
    assert len(answer["curve"]) == HORIZON
    assert answer["words"] == "a remote chance"
    assert "(5%) that g is seen again within 60 months" in answer["sentence"]
    assert "in Quovland" in told(SILENT, 60, area="Quovland")["sentence"]


def test_the_answer_says_what_was_learned_from_when_and_what_to_mind():
    answer = told(SILENT, 60, caution="Learned elsewhere.")
    assert (answer["fitted"], answer["pool"]) == ("2009-12", {"units": 57, "months": 222})
    assert answer["caution"] == "Learned elsewhere."
    assert told(SILENT, 60)["caution"] is None


def test_the_model_with_the_best_record_is_believed():
    answer = told(SILENT, 60, known=Told(BEST, silence_table=flat(0.05), other=flat(0.5)))
    assert (answer["model"], answer["verdict"]) == (BEST, "quiet")
    assert answer["p_return"]["60"] == pytest.approx(0.5)


def test_the_ensemble_may_be_trusted():
    answer = told(SILENT, 60, known=Told(stacking.NAME, silence_table=flat(0.05)))
    assert (answer["model"], answer["p_return"]["60"]) == (stacking.NAME, pytest.approx(0.25))


def test_where_the_trusted_model_declines_the_silence_table_speaks():
    """And without the interval, which is that of the other's record."""
    rows = [{"horizon": 60, "odds_low": -1.0, "odds_high": 1.0}]
    answer = told(SILENT, 60, rows=rows, known=Told(BEST, silence_table=flat(0.05), other=mute))
    assert (answer["model"], answer["verdict"]) == (TRUSTED, "probably_ended")
    assert answer["interval"] is None
    assert told(SILENT, 60, known=Told(BEST, silence_table=mute, other=mute))["verdict"] == "cannot_say"


def test_the_interval_is_as_wide_as_past_forecasts_were_off():
    rows = [{"horizon": 12, "odds_low": -0.5, "odds_high": 0.25}, {"horizon": 60, "odds_low": 0.1, "odds_high": 2.0}]
    answer = told(SILENT, 60, rows=rows)
    assert list(answer["interval"]) == ["12", "60"]
    for row in rows:
        chance = logit(answer["p_return"][str(row["horizon"])])
        ends = [expit(chance + row["odds_low"]), expit(chance + row["odds_high"])]
        assert answer["interval"][str(row["horizon"])] == pytest.approx(ends)
    assert told(SILENT, 60)["interval"] is None


def test_an_interval_around_certainty_is_a_number():
    ends = told(SILENT, 60, rows=[{"horizon": 60, "odds_low": -9.0, "odds_high": 9.0}], model=flat(1.0))["interval"][
        "60"
    ]
    assert 0 <= ends[0] <= ends[1] <= 1


@pytest.mark.parametrize(
    "case",
    [
        {"active": (5, 10), "length": 60},
        {"active": (), "length": 60},
        {"active": SILENT, "length": 60, "blind": range(20, 60)},
        {"active": SILENT, "length": 60, "model": mute},
    ],
    ids=["two months", "never", "blind", "declined"],
)
def test_no_chance_stands_beside_cannot_say(case):
    answer = told(**case, rows=[{"horizon": 60, "odds_low": -1.0, "odds_high": 1.0}])
    assert answer["verdict"] == "cannot_say"
    assert answer["reason"]
    for part in ("p_return", "curve", "interval", "p_ended", "words", "sentence", "silence_needed"):
        assert answer[part] is None, part


def test_every_model_and_every_diagnostic_is_shown_with_its_answer_or_its_reason():
    answer = told(SILENT, 60, model=mute)
    assert [each["name"] for each in answer["models"]] == sorted([stacking.NAME, BEST, TRUSTED])
    by_name = {each["name"]: each for each in answer["models"]}
    assert (by_name[TRUSTED]["declined"], by_name[TRUSTED]["p_return"]) == ("mute", None)
    assert by_name[BEST]["p_return"]["60"] == pytest.approx(0.5)
    assert by_name[stacking.NAME]["declined"] is None
    assert [each["name"] for each in answer["diagnostics"]] == list(endings.diagnostics())
    for each in answer["diagnostics"]:
        assert (each["p_value"] is None) == (each["declined"] is not None)


def test_the_silence_needed_is_the_first_at_which_the_chance_is_below():
    answer = told(SILENT, 20, model=fading)
    silent = 9  # already
    for horizon, levels in answer["silence_needed"].items():
        for level, further in levels.items():
            monthly = [0.05 * 0.5 ** ((silent + each) / 12) for each in (further - 1, further)]
            chances = [1 - (1 - each) ** int(horizon) for each in monthly]
            assert chances[0] >= float(level) > chances[1]


def test_a_chance_that_never_falls_needs_no_silence_that_could_be_named():
    assert told(SILENT, 20, model=flat(0.9))["silence_needed"]["60"] == {"0.10": None, "0.05": None}


def test_certainty_is_never_printed():
    assert "(under 1%)" in told(SILENT, 60, model=flat(0.001))["sentence"]
    assert "(over 99%)" in told(SILENT, 60, model=flat(0.999))["sentence"]


@cache
def restless():
    """Units among three countries that rest, wake and, most of them, end; and what the models learn from them."""
    rng = np.random.default_rng(5)
    awake = np.cumsum(rng.random((50, 150)) < 0.06, axis=1) % 2 == 0
    awake &= np.arange(150) < rng.integers(20, 220, (50, 1))
    values = (awake * (rng.random(awake.shape) < rng.beta(1, 3, (50, 1)))).astype(np.int32)
    names = tuple(f"unit {number}" for number in range(50))
    parts = Parts(np.arange(50, dtype=np.int32), rng.integers(0, 3, 50, dtype=np.int32), values)
    around = context(values, names, parts, ("Quovland", "Zyrland", "Ostland"))
    pool = Panel(values, np.ones(values.shape, bool), names, START, "events", DAY, around)
    models = endings.models()
    learned = {name: models[name].fit(pool) for name in stacking.MEMBERS}
    weights = dict.fromkeys(stacking.MEMBERS, 1 / len(stacking.MEMBERS))
    return pool, Learning(pool.end, learned, weights, (), TRUSTED, 50, 150)


def unit_of(pool, unit, months=0):
    """One unit of a pool after so many more silent months, its surroundings as at the end."""
    known, country, countries = pool.context
    around = type(pool.context)(
        np.pad(known[:, unit : unit + 1], ((0, 0), (0, 0), (0, months)), mode="edge"),
        np.pad(country[unit : unit + 1], ((0, 0), (0, months)), mode="edge"),
        countries,
    )
    values = np.pad(pool.values[unit : unit + 1], ((0, 0), (0, months)))
    return Panel(values, np.ones(values.shape, bool), pool.units[unit : unit + 1], pool.start, "events", DAY, around)


@pytest.mark.parametrize("model", ["hazard", "silence_table", stacking.NAME])
def test_the_silence_needed_is_that_of_asking_month_by_month(model):
    """Of a busy unit, one at rest and one silent for long: no shortcut may answer otherwise than time would."""
    pool, known = restless()
    found, known = set(), known._replace(trusted=model)
    spoken = np.flatnonzero((pool.active_months[:, -1] >= 3) & (pool.silence[:, -1] >= 3))
    for unit in spoken[np.argsort(pool.silence[spoken, -1])][[0, len(spoken) // 2, -1]]:
        active = tuple(START + int(month) for month in np.flatnonzero(pool.values[unit]))
        record = SightingRecord("g", "world", active, (), START, pool.end)
        needed = status(record, unit_of(pool, unit), known, (), None)["silence_needed"]
        curves = [known.curves(unit_of(pool, unit, months), model).values[0] for months in range(SCORED_SILENT + 1)]
        for horizon, levels in needed.items():
            for level, months in levels.items():
                below = [curve[int(horizon) - 1] < float(level) for curve in curves]
                assert months == (below.index(True) if any(below) else None)
                found.add(months)
    assert len(found - {0, None}) > 2


def test_what_ships_never_calls_a_dark_source_an_end():
    """With the model that it trusts: a group at rest, then month by month nothing to be seen of anybody."""
    known, _ = shipped.read()
    for silent in (6, 24, 48):
        verdicts = [
            told(range(0, 60, 9), 60 + silent + dark, range(60 + silent, 60 + silent + dark), known=known)["verdict"]
            for dark in range(0, silent + 20, 4)
        ]
        assert verdicts[-1] == "cannot_say"
        assert set(verdicts[1:]) <= {verdicts[0], "cannot_say"}


def test_with_blind_months_too_the_silence_needed_is_that_of_asking_month_by_month():
    """Blind months lie at the same distance in every row, or the last year is not the same twelve months."""
    pool, known = restless()
    rng, silent = np.random.default_rng(3), np.zeros(30, dtype=np.int32)
    for unit in np.flatnonzero(pool.active_months[:, -1] >= 10)[:4]:
        values = pool.values[unit, : np.flatnonzero(pool.values[unit])[-1] + 1]
        shown = (rng.random(len(values)) > 0.3) | (values > 0)
        panels = [
            Panel(np.r_[values, silent[:n]][None], np.r_[shown, silent[:n] == 0][None], ("u",), START, "events", DAY)
            for n in (0, 12, 30)
        ]
        later = known.curves(_afterwards(panels[0], 30), "hazard").values[[0, 12, 30]]
        asked = [known.curves(each, "hazard").values[0] for each in panels]
        np.testing.assert_allclose(later, asked, rtol=1e-9)


@pytest.mark.parametrize("trusted", ["three_state", stacking.NAME])
def test_no_trusted_model_calls_a_dark_source_an_end(trusted):
    """A group at rest for 45 to 75 months, then nothing to be seen of it for up to as long."""
    known = shipped.read()[0]._replace(trusted=trusted)
    for every in (4, 7, 10):
        for silent in range(45, 76, 3):
            active, length = range(0, 60, every), 60 + silent
            light = told(active, length, known=known)["verdict"]
            for dark in range(6, silent + 1, 12):
                verdict = told(active, length + dark, range(length, length + dark), known=known)["verdict"]
                assert verdict in (light, "cannot_say"), (every, silent, dark)
