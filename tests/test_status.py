"""The rule of the verdict, on a model whose every answer is known."""

from datetime import date

import numpy as np
import pytest

from smoulder import endings
from smoulder.endings import Model
from smoulder.status import SHOWN, TRUSTED, status
from smoulder.types import HORIZON, Panel, ReturnCurves, SightingRecord

START, LONG = 100, 240


def flat(chance, within=60):
    """A model that gives every unit a chance within so many months: the monthly hazard is the same throughout."""
    curve = 1 - (1 - chance) ** (np.arange(1, HORIZON + 1) / within)

    def curves(learned, panel):
        return ReturnCurves(np.tile(curve, (len(panel.units), 1)), panel.units, panel.end, "flat")

    return Model(lambda pool: None, curves)


def fading(panel):
    """The chance halves with every twelve silent months."""
    silence = panel.silence[:, -1:].astype(float)
    monthly = 0.05 * 0.5 ** (silence / 12)
    return 1 - (1 - monthly) ** np.arange(1, HORIZON + 1)


FADING = Model(lambda pool: None, lambda learned, panel: ReturnCurves(fading(panel), panel.units, panel.end, "fading"))
DECLINES = Model(
    lambda pool: None,
    lambda learned, panel: ReturnCurves(
        np.full((len(panel.units), HORIZON), np.nan), panel.units, panel.end, "mute", dict.fromkeys(panel.units, "mute")
    ),
)


def told(active, length, blind=(), model=None, pool_months=LONG, area="world"):
    """The status of a record: active and blind are months counted from its start."""
    shown = np.ones((1, length), dtype=bool)
    shown[0, list(blind)] = False
    values = np.zeros((1, length), dtype=np.int32)
    values[0, list(active)] = 1
    end = START + length - 1
    record = SightingRecord("g", area, tuple(START + m for m in active), tuple(START + m for m in blind), START, end)
    panel = Panel(values, shown, ("g",), START, "events", date(2020, 1, 1))
    pool = Panel(
        np.ones((2, pool_months), dtype=np.int32), np.ones((2, pool_months), dtype=bool), ("a", "b"),
        end - pool_months + 1, "events", date(2020, 1, 1),
    )  # fmt: skip
    return status(record, panel, pool, {TRUSTED: model or flat(0.05), "other": flat(0.5)})


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ({"active": (0, 5, 57), "length": 60}, "active"),
        ({"active": (0, 5, 56), "length": 60}, "quiet"),
        ({"active": (57,), "length": 60}, "active"),
        ({"active": (0, 5, 10), "length": 35}, "probably_ended"),  # 24 silent months
        ({"active": (0, 5, 10), "length": 34}, "quiet"),  # 23
        ({"active": (0, 5, 10), "length": 60, "model": flat(0.101)}, "quiet"),
        ({"active": (0, 5, 10), "length": 60, "model": flat(0.099)}, "probably_ended"),
        ({"active": (5, 10), "length": 60}, "cannot_say"),
        ({"active": (), "length": 60}, "cannot_say"),
        ({"active": (0, 5, 10), "length": 60, "model": DECLINES}, "cannot_say"),
        ({"active": (0, 5, 10), "length": 60, "pool_months": 83}, "quiet"),  # too short to have seen 24 + 60 months
        ({"active": (0, 5, 10), "length": 60, "pool_months": 84}, "probably_ended"),
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
    active = (0, 5, 11) if blind[0] > 11 else (0, 5, 10)
    answer = told(active, 60, blind)
    assert answer["verdict"] == verdict
    assert ("blindness" in answer["reason"]) == (verdict == "cannot_say")


def test_blind_months_are_no_silence():
    """Of 36 months since the last sighting 14 were blind: 22 silent ones are too few to call it ended."""
    assert told((0, 5, 10), 47, range(20, 34))["verdict"] == "quiet"
    assert told((0, 5, 10), 49, range(20, 34))["verdict"] == "probably_ended"


def test_the_numbers_are_those_of_the_trusted_curve():
    answer = told((0, 5, 10), 60)
    assert answer["model"] == TRUSTED
    assert list(answer["p_return"]) == [str(months) for months in SHOWN]
    assert answer["p_return"]["60"] == pytest.approx(0.05)
    assert answer["p_ended"] == pytest.approx(1 - answer["curve"][HORIZON - 1])
    assert len(answer["curve"]) == HORIZON
    assert answer["words"] == "a remote chance"
    assert "(5%) that g is seen again within 60 months" in answer["sentence"]
    assert "in Quovland" in told((0, 5, 10), 60, area="Quovland")["sentence"]


def test_every_model_and_every_diagnostic_is_shown_with_its_answer_or_its_reason():
    answer = told((0, 5, 10), 60, model=DECLINES)
    assert [each["name"] for each in answer["models"]] == [TRUSTED, "other"]
    assert (answer["models"][0]["declined"], answer["models"][0]["p_return"]) == ("mute", None)
    assert answer["models"][1]["p_return"]["60"] == pytest.approx(0.5)
    assert [each["name"] for each in answer["diagnostics"]] == list(endings.diagnostics())
    for each in answer["diagnostics"]:
        assert (each["p_value"] is None) == (each["declined"] is not None)
    assert (answer["p_return"], answer["p_ended"], answer["sentence"], answer["words"]) == (None,) * 4


def test_the_silence_needed_is_the_first_at_which_the_chance_is_below():
    answer = told((0, 5, 10), 20, model=FADING)
    silent = 9  # already
    for horizon, levels in answer["silence_needed"].items():
        for level, further in levels.items():
            monthly = [0.05 * 0.5 ** ((silent + each) / 12) for each in (further - 1, further)]
            chances = [1 - (1 - each) ** int(horizon) for each in monthly]
            assert chances[0] >= float(level) > chances[1]


def test_a_chance_that_never_falls_needs_no_silence_that_could_be_named():
    assert told((0, 5, 10), 20, model=flat(0.9))["silence_needed"]["60"] == {"0.10": None, "0.05": None}


def test_certainty_is_never_printed():
    assert "(under 1%)" in told((0, 5, 10), 60, model=flat(0.001))["sentence"]
    assert "(over 99%)" in told((0, 5, 10), 60, model=flat(0.999))["sentence"]


def test_a_short_pool_says_so_and_gives_no_chance_of_an_end():
    answer = told((0, 5, 10), 60, pool_months=83)
    assert "83 months only" in answer["caution"]
    assert (answer["p_ended"], answer["silence_needed"]) == (None, None)
    assert told((0, 5, 10), 60)["caution"] is None
