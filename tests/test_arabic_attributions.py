"""Who says what in Arabic sentences that were written for these tests: unusual verbs, nouns of speech, word for word
translations, and where the noun phrase of a speaker ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.arabic_persons import phrase_at, subject_in
from smoulder.arabic_verbs import speech
from smoulder.grammar import attributions_ar, sentences, speakers_ar
from smoulder.lexicon import plain

SAID = [  # sentence, who says it, a part of what is said
    ("جزم محافظ الأنبار بأن آخر معاقل التنظيم ستسقط قبل نهاية الشهر.", "محافظ الأنبار", "آخر معاقل"),
    ("وأقسم زعيم الجماعة في شريط مصور على مواصلة القتال.", "زعيم الجماعة", "مواصلة القتال"),
    ("لا يرى قائد الشرطة في المدينة أي خطر من الخلايا الباقية.", "قائد الشرطة في المدينة", "أي خطر"),
    ("المتمردون انتهوا، يقول ضابط في اللواء الثالث، ولم يبق إلا القليل.", "ضابط في اللواء الثالث", "المتمردون انتهوا"),
    ("وبرأي خبير في الحركات المسلحة فإن الجماعة لم تفقد قوتها.", "خبير في الحركات المسلحة", "لم تفقد"),
    ("«سنعود أقوى مما كنا»، هكذا توعد الناطق باسم الحركة في رسالة صوتية.", "الناطق باسم الحركة", "سنعود"),
    ("وتساور المخاوف سكان البلدة من أن يعود المسلحون.", "سكان البلدة", "يعود المسلحون"),
    ("ضابط كبير في الجيش قال أن المتمردين هم محاصرون.", "ضابط كبير في الجيش", "المتمردين هم"),
    ("\"نحن سوف نعود\"، متحدث للمتمردين قال بواسطة الهاتف.", "متحدث للمتمردين", "نحن سوف"),
    ("وراهن وزير الدفاع محمد علي حسن على انهيار التنظيم.", "وزير الدفاع محمد علي حسن", "انهيار التنظيم"),
    ("وسخر متحدث عسكري من بيان الحركة، قائلا إنها لم تعد تملك إلا حفنة.", "متحدث عسكري", "لم تعد تملك"),
    ("وثمة قناعة لدى ضباط الجيش بأن الجماعة انتهت.", "ضباط الجيش", "الجماعة انتهت"),
    ("والتقدير السائد لدى ضباط الاستخبارات أن القائد قتل.", "ضباط الاستخبارات", "القائد قتل"),
    ("ومضى العميد إلى القول إن ما تبقى جيوب صغيرة.", "العميد", "ما تبقى"),
    ("وعاد الجنرال فأكد أن الطريق بات آمنا.", "الجنرال", "الطريق بات"),
    ("انتهت المعركة، هذا ما خلص إليه قائد اللواء.", "قائد اللواء", "انتهت المعركة"),
    ("وتستعد القوات للحسم، وفق ما كشف قائد الفرقة التاسعة.", "قائد الفرقة التاسعة", "تستعد القوات"),
    ("لم يبق منهم أحد، بحسب حصيلة نشرتها قيادة العمليات.", "قيادة العمليات", "لم يبق"),
    ("وأبلغ رئيس البلدية وكالة الأنباء أن المسلحين غادروا.", "رئيس البلدية", "غادروا"),
    ("ولا تخفي الحكومة قلقها من أن يستغل المتمردون الهدنة.", "الحكومة", "يستغل"),
    ("إسترينا أعلن أن الجبهة فقدت معسكراتها.", "إسترينا", "فقدت"),
    ("ودندن قائد الحامية على مسامع ضيوفه أن الحصار انكسر.", "قائد الحامية", "الحصار انكسر"),
]  # fmt: skip


def said(text):
    """Who says what: pairs of the speaker's words and the pieces, plain."""
    words = plain(text)
    return [
        (each.speaker and each.speaker.of(words), [one.of(words) for one in each.contents])
        for sentence in sentences.sentences_in(words)
        for each in attributions_ar.attributions_in(words, *sentence, speakers_ar.is_source)
    ]


@pytest.mark.parametrize(("text", "who", "part"), SAID)
def test_who_says_what(text, who, part):
    found = said(text)
    assert any(name == plain(who) and any(plain(part) in each for each in pieces) for name, pieces in found), found


@pytest.mark.parametrize(
    "text",
    [
        "أراد القائد أن يهاجم القرية.",
        "وتمكن الجيش من أن يعبر النهر.",
        "رد الجيش على النيران بقصف مدفعي.",
        "وصل الوزير إلى المدينة صباحا.",
    ],
)
def test_who_only_does_something_says_nothing(text):
    assert not said(text)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("الرئيس عمر البشير توقيف ألف", "الرئيس عمر البشير"),
        ("مفاوض عسكري طلب عدم كشف هويته", "مفاوض عسكري"),
        ("محللة في مركز أبحاث بروما تستبعد", "محللة في مركز أبحاث بروما"),
        ("ضابط في جهاز الأمن اللثام عن", "ضابط في جهاز الأمن"),
        ("القائدة الخصوم صنفين", "القائدة"),
        ("النائب ذاته من فصيل", "النائب ذاته"),
        ("رئيس الأركان في بيان مقتل", "رئيس الأركان"),
    ],
)
def test_a_noun_phrase_ends_before_object_and_relative_clause(words, phrase):
    assert phrase_at(plain(words), 0, len(words)).of(plain(words)) == plain(phrase)


@given(st.text(alphabet='ابتعلمنوي في،." ', max_size=80), st.integers(0, 80))
def test_a_noun_phrase_stays_within_its_bounds(text, start):
    words = plain(text)
    span = phrase_at(words, min(start, len(words)), len(words))
    assert 0 <= span.start <= span.end <= len(words)
    found = subject_in(words, 0, len(words), lambda each: True)
    assert found is None or 0 <= found.start < found.end <= len(words)


@pytest.mark.parametrize(
    ("word", "stance", "kind"),
    [
        ("وأكدت", "says", "verb"),
        ("سيتعهدون", "vows", "verb"),
        ("يستبعدها", "denies", "verb"),
        ("مؤكدا", "says", "participle"),
        ("وصف", "says", "verb"),
        ("ليقول", "says", "verb"),
        ("نشرته", "says", "published"),
    ],
)
def test_a_word_of_speech_is_known_in_its_forms(word, stance, kind):
    assert speech(plain(word))[:2] == (stance, kind)


@pytest.mark.parametrize("word", ["إلى", "هنا", "عدد", "عبر", "أمن", "كتابا"])
def test_common_words_are_none_of_speech(word):
    assert speech(plain(word)) is None


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("حاكم هلمند غلاب منغل", "named_official", "غلاب منغل"),
        ("القائد العام للجيش خليفة حفتر", "named_official", "خليفة حفتر"),
        ("القائد للفرقة الرابعة، الجنرال راي سميث", "named_official", "راي سميث"),
        ("ضابط فرنسي سبق أن خدم هناك", "unnamed_official", None),
        ("مستشار فرنسي لشؤون الإرهاب", "unnamed_expert", None),
        ("مسؤولا سابقا في شرطة المدينة", "unnamed_expert", None),
        ("تاجر في سوق المدينة", "witnesses", None),
        ("أحد شيوخ القبيلة", "unnamed_other", None),
        ("التنظيم", "collective", None),
        ("وزير الزراعة محمد علي الفلاني", "named_official", "محمد علي الفلاني"),
        ("المتحدث باسم الجيش ذبيح الله كريم", "named_official", "ذبيح الله كريم"),
        ("محافظ أبين ناصر الفلاني", "named_official", "ناصر الفلاني"),
        ("متحدث باسم الجماعة يدعى أبو سالم", "named_official", "أبو سالم"),
        ("مستشار للرئيس كريم الفلاني", "unnamed_official", None),
        ("الجنرال جان بيرو، قائد القوة", "named_official", "جان بيرو"),
        ("صحفي محلي", "unnamed_expert", None),
        ("ناشط من الحركة", "unnamed_rebel", None),
        ("عضو سابق في الجماعة", "unnamed_other", None),
        ("مقاتل من الحشد", "unnamed_official", None),
        ("وكالة الغوث", "collective", None),
        ("بيان نشر على موقع إسلامي", "rebel_media", None),
        ("المكتب الإعلامي للحركة", "rebel_media", None),
        ("الناطق العسكري باسم الكتائب", "unnamed_rebel", None),
        ("الناطق باسم القوات المسلحة", "unnamed_official", None),
        ("جورج سميث", "named_official", "جورج سميث"),
    ],
)
def test_kind_and_name_of_a_speaker(words, kind, name):
    found = speakers_ar.speaker_from(plain(words), home=None, rebels=None, original=words)
    assert (found.kind, found.name) == (kind, name)
