"""Claims by worth and as statements: what comes first, what reads as one, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import CLAIM_TYPES, DIRECTIONS, MODALITIES
from smoulder.claim_cards import clipped, worded
from smoulder.claim_order import statements, worth

TEXT = "They fall within a week, and 500 are left. They fall within a week, he said. It goes on. They may return."
SPEAKER = {"as_written": "Jon Vael", "name": "Jon Vael", "kind": "named_official"}


def of(number, words, **changes):
    start = changes.pop("start", None)
    return {
        "number": number, "as_reported": words, "start": TEXT.index(words) if start is None else start,
        "speaker": SPEAKER, "evidence": 1, "claim_type": "defeat_deadline", "direction": "ends", "modality": "certain",
        "deadline": "2019-02-14", "horizon": {"text": "within a week"}, "content": "",
        "outcome": {"verdict": "failed"}, **changes,
    }  # fmt: skip


FALL = of(1, "They fall within a week")
LEFT = of(2, "500 are left", claim_type="strength_estimate", direction="neutral", deadline=None, horizon=None)
AGAIN = of(3, "They fall within a week", start=TEXT.rindex("They fall"))
ON = of(4, "It goes on", claim_type="persistence_state", direction="persists", deadline=None, horizon=None)
MAY = of(5, "They may return", claim_type="resurgence_warning", direction="strengthens", modality="possible",
         deadline=None, horizon=None)  # fmt: skip


def test_claims_of_a_sentence_read_as_one_and_what_is_said_twice_is_said_once():
    told = statements([FALL, LEFT, AGAIN, ON, MAY], TEXT)
    assert told == [
        {"claims": [1, 2], "again": [3], "aside": False},
        {"claims": [4], "again": [], "aside": False},
        {"claims": [5], "again": [], "aside": True},
    ]


def test_the_same_words_on_other_evidence_or_to_another_end_are_no_repetition():
    for change in ({"evidence": 2}, {"outcome": {"verdict": "open"}}, {"deadline": "2020-01-01"}):
        assert [each["claims"] for each in statements([FALL, AGAIN | change], TEXT)] == [[1], [3]]
    other = {"speaker": SPEAKER | {"as_written": "Ada Zyr", "name": "Ada Zyr"}}
    assert len(statements([FALL, AGAIN | other], TEXT)) == 2


def test_a_number_alone_is_an_aside():
    assert statements([LEFT], TEXT) == [{"claims": [2], "again": [], "aside": True}]
    assert statements([], TEXT) == []


def test_what_names_a_day_comes_before_what_does_not_and_numbers_come_last():
    declared = of(6, "It goes on", claim_type="defeat_declared", deadline=None, horizon=None)
    land = of(7, "It goes on", claim_type="territory_remaining", direction="weakens", deadline=None, horizon=None)
    order = [worth(each) for each in (FALL, declared, land, ON, LEFT)]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CLAIM_TYPES), st.sampled_from(DIRECTIONS), st.sampled_from(MODALITIES),
            st.integers(0, len(TEXT) - 1), st.sampled_from([1, 2, None]), st.sampled_from([None, "2019-02-14"]),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_every_claim_is_in_exactly_one_statement(drawn):
    claims = [
        of(number, "It", start=start, claim_type=kind, direction=direction, modality=modality, evidence=evidence,
           deadline=deadline)
        for number, (kind, direction, modality, start, evidence, deadline) in enumerate(drawn, 1)
    ]  # fmt: skip
    told = statements(claims, TEXT)
    assert sorted(number for each in told for number in (*each["claims"], *each["again"])) == [
        each["number"] for each in claims
    ]
    by_number = {each["number"]: each for each in claims}
    firsts = [worth(by_number[each["claims"][0]]) for each in told]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    "words",
    ["his men wait to “complete the preparations that were needed for it” and then to go on to the last place of all",
     'they "hold" on', "« انتهى التنظيم »", "a “ b", "x" * 300, "no marks at all, " * 20],
)  # fmt: skip
@pytest.mark.parametrize("long", [20, 60, 90])
def test_a_cut_quote_is_short_and_leaves_no_mark_open(words, long):
    told = clipped({"as_reported": words}, long)
    assert len(told) <= long + 3
    assert told.count("‘") == told.count("’")
    assert not set(told) & set('“”«»"')
    if len(" ".join(words.split())) <= long:
        assert told == worded({"as_reported": words})
    else:
        assert told.removesuffix("’").endswith(" …")
