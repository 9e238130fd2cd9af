import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.lexicon import plain
from smoulder.tenses import ahead, done


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("they will strike again", ""), ("the truce could break", ""), ("to retake the hills", ""),
        ("new raids on the coast", "he warned of "), ("more bombs on the roads", "they promised "),
        ("the war is bound to drag on", ""),
        ("if the road is cut they starve", ""), ("a return is likely", ""), ("three weeks to leave the town", ""),
        ("If the bridge falls the road is open", ""), ("they agreed to give up the fort", ""),
        ("the man who shouted will hang for it", ""), ("من المحتمل أن يعودوا", ""), ("سيدفع الثمن", ""),
        ("ستهاجم المدينة", ""), ("سنهزمهم", ""), ("سيطردون من المرفأ", ""), ("سيلجأ إلى الجبال", ""),
        ("سيعودون إلى القرى", ""), ("قد يعودون", ""), ("يعود المسلحون", "يخشى أن "), ("عودة القتال", "حذر من "),
        ("إذا انسحب الجيش عادوا", ""),
    ],
)  # fmt: skip
def test_words_of_what_is_to_come(words, before):
    assert ahead(plain(words), plain(before), "ar" if words[0] > "z" else "en")


@pytest.mark.parametrize(
    "words",
    [
        "they are waiting for the snow", "most want to go home", "ينتظرون الإشارة",
        "they hold the hills", "the town was lost", "he is the man who would not leave",
        "they have what they could carry",
        "there may be other camps", "they could still reach the coast", "nobody could stop them",
        "they are no longer able to threaten the port", "they do not want to go", "they may have up to 900 men",
        "يسيطرون على القرى", "خسر الجيش التلة",
        "ستة رجال في السيارة", "سيدة في المدينة", "سنة من القتال", "ما تبقى لن يتجاوز ستين رجلا",
    ],
)  # fmt: skip
def test_words_of_now_and_then(words):
    assert not ahead(plain(words), "", "ar" if words[0] > "z" else "en")


@given(st.text(max_size=200), st.text(max_size=70), st.sampled_from(["en", "ar"]))
def test_nothing_is_both_done_and_to_come(words, before, language):
    assert not (done(plain(words), language, plain(before)) and ahead(plain(words), plain(before), language))
