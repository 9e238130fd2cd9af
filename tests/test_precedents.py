from readings import AUTHOR, claim, within
from smoulder.claim import Horizon
from smoulder.ledger import entry
from smoulder.precedents import base_rate, kind_of, record
from smoulder.resolution import Outcome
from smoulder.victory_record import Scored, rates

TEXT = "It is over."


def made(**changes):
    return claim(TEXT, "It is over", **changes)


def scored(number, verdict, by_hand="failed", **changes):
    told = entry({
        "id": str(number), "date": "2010-01-01", "speaker": "Jon Vael", "organisation": "Government of Quovland",
        "group": f"Group {number}", "area": "Quovland", "kind": "unilateral", "claim": f"Over {number}", "source": "x",
        "confidence": "read", "outcome": by_hand, **changes,
    })  # fmt: skip
    return Scored(told, Outcome(verdict, "rule", "why", {"marks": {}}, ("d 1",)))


LEDGER = [
    scored(1, "failed", "held"), scored(2, "not checkable", "held"), scored(3, "open", ""),
    scored(4, "held", kind="with deadline", deadline="2011-01-01", speaker="Ana Brek; Jón  Vaël"),
    scored(5, "held", speaker="Jon Vaal", organisation="Other"),
]  # fmt: skip


def test_a_claim_of_an_end_falls_under_the_kind_that_it_is():
    assert kind_of(made()) == "unilateral"
    assert kind_of(made(horizon=within(14))) == "with deadline"
    assert kind_of(made(horizon=Horizon("soon", "vague_near", 0, 30, None))) == "prediction"
    assert kind_of(made(claim_type="defeat_prediction")) == "prediction"
    assert kind_of(made(speaker=AUTHOR._replace(side="rebel"))) == "self-dissolved"
    assert kind_of(made(direction="persists")) is None
    assert kind_of(made(direction="weakens")) is None
    assert kind_of(made(claim_type="territory_remaining")) is None
    assert kind_of(made(claim_type="losses_estimate")) is None


def test_the_base_rate_is_that_of_the_kind_and_says_when_it_is_of_something_less():
    measured = rates(LEDGER)
    rate = base_rate(made(), measured)
    [by_hand] = rate["rates"]
    assert (rate["kind"], rate["note"]) == ("unilateral", None)
    assert (by_hand["held"]["cases"], by_hand["held"]["happened"], by_hand["failed"]["happened"]) == (3, 2, 1)
    assert "land" in base_rate(made(claim_type="territory_loss"), measured)["note"]
    assert base_rate(made(direction="persists"), measured)["rates"] == []
    assert base_rate(made(), [])["rates"] == []


def test_a_record_counts_events_before_the_hand_and_only_the_same_name():
    found = record("jon vael", "speaker", LEDGER)
    assert [each["id"] for each in found["claims"]] == ["1", "2", "3", "4"]
    assert [(each["verdict"], each["by"]) for each in found["claims"]] == [
        ("failed", "events"), ("held", "hand"), ("open", "hand"), ("held", "events")
    ]  # fmt: skip
    assert found["outcomes"] == {"held": 2, "failed": 1, "open": 1}
    assert found["alike"] == ["Jon Vaal"]
    assert record("Government of Quovland", "organisation", LEDGER)["outcomes"] == {"held": 2, "failed": 1, "open": 1}


def test_a_stranger_has_no_record_and_nobody_has_none_at_all():
    assert record("Maria Quell", "speaker", LEDGER)["claims"] == []
    assert record(None, "speaker", LEDGER) is None
    assert record("", "organisation", LEDGER) is None
