import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.grammar import attributions, attributions_ar, speakers, speakers_ar
from smoulder.grammar.clauses import clauses_in
from smoulder.grammar.sentences import sentences_in
from smoulder.lexicon import plain
from smoulder.spans import Span


def said(words, language="en"):
    """(speaker, words said, how, stance) of each attribution of a text of one sentence."""
    text = plain(words)
    arabic = language == "ar"
    grammar = attributions_ar if arabic else attributions
    found = []
    for sentence in sentences_in(text):
        for each in grammar.attributions_in(
            text,
            sentence.start,
            sentence.end,
            sentence.quotes,
            lambda noun: speakers_ar.is_source(noun) if arabic else speakers.is_source(noun, "en"),
        ):
            who = each.speaker and words[each.speaker.start : each.speaker.end]
            found.append((who, [words[span.start : span.end] for span in each.contents], each.how, each.stance))
    return found


@pytest.mark.parametrize(
    ("words", "who", "what", "how"),
    [
        ("The army said the rebels were finished.", "The army", "the rebels were finished", "indirect"),
        ("The war is over, the president said on Monday.", "the president", "The war is over", "indirect"),
        ("“They are finished,” said Colonel Ode Baru.", "Colonel Ode Baru", "They are finished", "direct"),
        ("A spokesman said: “They are finished.”", "A spokesman", "They are finished", "direct"),
        ("The general told AFP that the town had fallen.", "The general", "the town had fallen", "indirect"),
        ("According to a UN report, 300 men are left.", "a UN report", "300 men are left", "indirect"),
        ("About 300 men are left, according to police.", "police", "About 300 men are left", "indirect"),
        (
            "State radio quoted a minister as saying the siege would end.",
            "a minister",
            "the siege would end",
            "indirect",
        ),
        ("As troops arrived, the governor said that they had fled.", "the governor", "they had fled", "indirect"),
        (
            "Ministers had said in May, after the fall of Ruma, that it would end.",
            "Ministers",
            "it would end",
            "indirect",
        ),
        (
            "The war is won, the army chief, General Ola Bem, said.",
            "the army chief, General Ola Bem",
            "The war is won",
            "indirect",
        ),
        (
            "Peasants in the valley say that they come at night.",
            "Peasants in the valley",
            "they come at night",
            "indirect",
        ),
    ],
)
def test_english_shapes(words, who, what, how):
    assert said(words) == [(who, [what], how, "says")]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        # manners of speech that say something where they close a sentence
        ("The hills are empty, a sergeant crowed.", "a sergeant", ["The hills are empty"]),
        (
            "The band is a broken reed, snorted a miller in Tal: it has no bread.",
            "a miller in Tal",
            ["The band is a broken reed", "it has no bread"],
        ),
        (
            "The ford is lost, a captain sighed on Friday, and the bridge will follow; the rest is talk.",
            "a captain",
            ["The ford is lost", "the bridge will follow"],
        ),
        # states of mind
        ("A nurse was adamant that the men had left.", "A nurse", ["the men had left"]),
        ("A colonel is in no doubt that they will return.", "A colonel", ["they will return"]),
        # a speaker put into what he says is not joined to what stands before him
        (
            "The Vael Front, a Dutch envoy argues, has lost its roads.",
            "a Dutch envoy",
            ["The Vael Front, a Dutch envoy argues, has lost its roads"],
        ),
        # inversions of machine translation
        ("The coast is free, affirmed the day of Tuesday the prefect.", "the prefect", ["The coast is free"]),
        ("The band is dying, it declared yesterday the Joint Command.", "the Joint Command", ["The band is dying"]),
        ("In opinion of a historian, the war will last.", "a historian", ["the war will last"]),
        # quoted last
        (
            "The front is a ghost, General Ode Baru was quoted as saying in a newspaper.",
            "General Ode Baru",
            ["The front is a ghost"],
        ),
        # objects
        ("A sociologist foresees a decade of ambushes.", "A sociologist", ["a decade of ambushes"]),
        ("The army reports 90 rebels slain, a figure nobody can check.", "The army", ["90 rebels slain"]),
        # a view that strikes somebody
        (
            "The plan strikes a retired judge as folly: once the guns leave, he wrote, the band will be back.",
            "a retired judge",
            ["once the guns leave, he wrote, the band will be back"],
        ),
    ],
)
def test_english_is_said_in_many_ways(words, who, what):
    found = said(words)[0]
    assert (found[0], found[1]) == (who, what)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Some 500 men were killed, according to the spokesman, who said the rest were surrounded.",
            [("the spokesman", ["Some 500 men were killed"]), ("the spokesman", ["the rest were surrounded"])],
        ),
        (
            "A spokesman for the ministry, who said last year that the war would end, now says it could go on.",
            [
                ("A spokesman for the ministry", ["the war would end"]),
                ("A spokesman for the ministry", ["it could go on"]),
            ],
        ),
        (
            "An elder who had fled told a local journalist that they come back at night.",
            [("An elder who had fled", ["they come back at night"])],
        ),
        (
            "The rebels have not won, said Maria Lopez of the Crisis Centre.",
            [("Maria Lopez of the Crisis Centre", ["The rebels have not won"])],
        ),
    ],
)
def test_what_a_speaker_in_a_relative_clause_or_of_an_organisation_says(words, told):
    assert [(speaker, contents) for speaker, contents, _, _ in said(words)] == told


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        # statements put out, and whose figures they are
        ("The army issued a statement saying the rebels had fled.", "The army", "the rebels had fled"),
        ("The governor gave an interview in which he said the rebels had fled.", "The governor", "the rebels had fled"),
        ("The governor sent a letter to elders promising to return.", "The governor", "promising to return"),
        ("The army put out a video denying that it had lost Uru.", "The army", "denying that it had lost Uru"),
        ("Their number is put at 3,000 by the ministry.", "the ministry", "Their number is put at 3,000"),
        (
            "According to figures released by the ministry, 300 have surrendered.",
            "the ministry",
            "300 have surrendered",
        ),
        # words between the speaker and what he says
        (
            "Ode Baru, an army spokesman, said by telephone that they had fled.",
            "Ode Baru, an army spokesman",
            "they had fled",
        ),
        ("Asked about Uru, the minister replied that it had fallen.", "the minister", "it had fallen"),
        ("In its latest report, the ministry says the rebels are back.", "the ministry", "the rebels are back"),
        ("The president told a European Union mission last month that it was over.", "The president", "it was over"),
        ("The governor shook his head and said the rebels were gone.", "The governor", "the rebels were gone"),
        (
            "A study published last month concluded that they would lose.",
            "A study",
            "they would lose",
        ),
        ("According to the army, which lets nobody in, the rebels are beaten.", "the army", "the rebels are beaten"),
        ("Two years ago the president said the war would be won.", "the president", "the war would be won"),
        ("The mayor and the police chief both say they have left.", "The mayor and the police chief", "they have left"),
        # who he is
        ("Uru's police chief, K.P.S. Gil, said they had fled.", "Uru's police chief, K.P.S. Gil", "they had fled"),
        ("One resident, Ada Bem, 54, said they come at night.", "One resident, Ada Bem", "they come at night"),
        ("A masked man told reporters they would fight on.", "A masked man", "they would fight on"),
        ("Officers I have met in Uru put their number at 200.", "Officers I have met in Uru", "their number at 200"),
        (
            "It will fall soon, a commander of the U.S.-backed forces said.",
            "a commander of the U.S.-backed forces",
            "It will fall soon",
        ),
        ("As for the army, it said the rebels were gone.", "the army", "the rebels were gone"),
        ("“It will fall,” said a colonel reached by telephone near Uru.", "a colonel", "It will fall"),
        (
            "Their chain of command is broken, an officer said of the band.",
            "an officer",
            "Their chain of command is broken",
        ),
        # the outer speaker of a view
        (
            "The army expects to win by May, a spokesman for the armed forces said on Monday.",
            "a spokesman for the armed forces",
            "The army expects to win by May",
        ),
        ("To hear the governor tell it, the rebels are beaten.", "the governor", "the rebels are beaten"),
        ("In leaflets left in Uru, the army promised to stay.", "the army", "promised to stay"),
    ],
)
def test_english_has_words_between_who_speaks_and_what_is_said(words, who, what):
    assert [found[:2] for found in said(words)] == [(who, [what])]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "The army said it had lost men and said in a statement that it held Uru.",
            [("The army", "it had lost men"), ("The army", "it held Uru")],
        ),
        (
            "While officials insist they are beaten, residents say they come back at night.",
            [("officials", "they are beaten"), ("residents", "they come back at night")],
        ),
        (
            "A diplomat said they were stronger, but the governor laughed and said they were finished.",
            [("A diplomat", "they were stronger"), ("the governor", "they were finished")],
        ),
        (
            "The war goes on, a minister said in a message from the front, adding that Uru would be free within days.",
            [("a minister", "The war goes on"), ("a minister", "Uru would be free within days")],
        ),
        (
            "The blockade is complete, explains a diplomat, who fears that the town will fall.",
            [("a diplomat", "The blockade is complete"), ("a diplomat", "the town will fall")],
        ),
        (
            "The army said it had withdrawn and promised a long war.",
            [("The army", "it had withdrawn"), ("The army", "a long war")],
        ),
        (
            "An officer said they could attack but doubted that they wanted to.",
            [("An officer", "they could attack"), ("An officer", "doubted that they wanted to")],
        ),
    ],
)
def test_each_of_two_things_said_in_english_has_its_speaker(words, told):
    assert [(who, contents) for who, contents, _, _ in said(words)] == [(who, [what]) for who, what in told]


@pytest.mark.parametrize(
    "words",
    [
        "Few believe that the rebels are finished.",
        "Neither the army nor the police believe that the rebels are finished.",
        "Contrary to the president's claim, the rebels are not finished.",
        "The truce that the general announced in May has not ended the war.",
        "The rebels quoted nobody.",
        "The Islamic State has overrun three posts.",
        "The rebels' radio was silent on Monday.",
        "An open-ended vow that costs nothing hung in the air.",
        "The wing of the old chief is being bled: it has 40 men.",
    ],
)
def test_nouns_that_look_like_verbs_say_nothing(words):
    assert said(words) == []


def test_parts_behind_semicolons_are_read_one_by_one():
    found = said("A mayor denies it; the band, he says, is gone; a nurse said that it hides.")
    assert [each[0] for each in found] == ["A mayor", "a nurse"]
    found = said("The ford is lost, a captain said; the bridge is next.")
    assert [each[0] for each in found] == ["a captain", "a captain"]


def test_coordinated_verbs_keep_their_speaker():
    found = said("A monitor lists 90 dead and portrays the band as leaderless.")
    assert [each[0] for each in found] == ["A monitor", "A monitor"]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("وقال ضابط إن الحرب انتهت.", "ضابط", "الحرب انتهت"),
        ("لكن خبيرا توقع أن يعودوا إلى الجبال.", "خبيرا", "يعودوا إلى الجبال"),
        ("وأكد وزير الدفاع يوم السبت أن المدينة تحررت.", "وزير الدفاع", "المدينة تحررت"),
        ("وبحسب مصدر أمني فإن المسلحين فروا.", "مصدر أمني", "المسلحين فروا"),
        ("ونقلت وكالة رويترز عن مسؤول قوله إن الحصار انتهى.", "مسؤول", "الحصار انتهى"),
        ("وقال وزير الداخلية «لم يبق سوى أيام على النصر».", "وزير الداخلية", "لم يبق سوى أيام على النصر"),
        ("وقال اللواء تحسين الخفاجي إن المسلحين فروا.", "اللواء تحسين الخفاجي", "المسلحين فروا"),
        ("«انتهت الحرب»، قال المحافظ للصحفيين في أورو.", "المحافظ", "انتهت الحرب"),
        ("وأعلن الجيش في بيان القضاء على المسلحين.", "الجيش", "القضاء على المسلحين"),
        ("وأصدر الجيش بيانا أعلن فيه القضاء على المسلحين.", "الجيش", "القضاء على المسلحين"),
        ("بحسب تقديرات رسمية، خسر التنظيم ألفي مقاتل.", "تقديرات رسمية", "خسر التنظيم ألفي مقاتل"),
        ("هنأ الرئيس سكان العاصمة وقال إن الحرب انتهت.", "الرئيس", "الحرب انتهت"),
        ("قال وزير الداخلية يزيد زرهوني إن المسلحين فروا.", "وزير الداخلية يزيد زرهوني", "المسلحين فروا"),
        ("الرئيس نجيب الله كان قد قال إن حكومته ستبقى.", "الرئيس نجيب الله", "حكومته ستبقى"),
        ("زعيم المتمردين محمد مهدي علي قال إن رجاله قربه.", "زعيم المتمردين محمد مهدي علي", "رجاله قربه"),
        ("المتحدث بلسان طالبان أخبر الصحفيين أن رجاله باقون.", "المتحدث بلسان طالبان", "رجاله باقون"),
        ("أعلن خليفة حفتر مساء يوم الخميس بدء المعركة.", "خليفة حفتر", "بدء المعركة"),
        ("وكان خليفة حفتر قال في مايو إن درنة ستتحرر.", "خليفة حفتر", "درنة ستتحرر"),
        ("وقدر مصدر أمني في كويتا قوة الجماعة بنحو مئتي رجل.", "مصدر أمني في كويتا", "قوة الجماعة بنحو مئتي رجل"),
        ("وشككت باحثة في باريس في قدرة الجبهة على الصمود.", "باحثة في باريس", "قدرة الجبهة على الصمود"),
        ("ونقلت قناة عن شهود قولهم إن المسلحين انسحبوا.", "شهود", "المسلحين انسحبوا"),
        ("قبل عامين أعلنت قوات سوريا الديمقراطية نهاية الخلافة.", "قوات سوريا الديمقراطية", "نهاية الخلافة"),
        ("أمر الرئيس رودريغو دوتيرتي الجيش بسحق الجماعة.", "الرئيس رودريغو دوتيرتي", None),
    ],
)
def test_arabic_shapes(words, who, what):
    [(speaker, contents, _, _)] = said(words, "ar")
    assert (speaker, contents) == (who, [what or words[:-1]])


@pytest.mark.parametrize(
    "words",
    [
        "وتابع أن الحرب لم تنته.", "وتوقع أن تستمر الحرب.", "وتوعد بالرد على الهجوم.",
        "وجاء في بيانها أن الحرب لم تنته.", "وقال لوكالة فرات إن الحرب لم تنته.",
    ],
)  # fmt: skip
def test_arabic_verbs_without_a_subject_go_on_for_whoever_spoke(words):
    [(speaker, contents, _, _)] = said(words, "ar")
    assert speaker is None
    assert contents


def test_arabic_tells_what_the_same_speaker_says_besides():
    found = said("ونفى الجيش أنه خسر المدينة وقال في بيان إن جنوده ما زالوا فيها.", "ar")
    assert [(who, contents) for who, contents, _, _ in found] == [
        ("الجيش", ["خسر المدينة"]), ("الجيش", ["جنوده ما زالوا فيها"]),
    ]  # fmt: skip


def test_two_speakers_in_a_sentence():
    found = said("The minister vowed to crush them, while an analyst warned that they would return.")
    assert [(who, what) for who, what, _, _ in found] == [
        ("The minister", ["vowed to crush them"]),
        ("an analyst", ["they would return"]),
    ]


def test_what_is_added_has_the_same_speaker():
    found = said("The governor said the town was safe, adding that 20 men had fled.")
    assert found == [
        ("The governor", ["the town was safe"], "indirect", "says"),
        ("The governor", ["20 men had fled"], "indirect", "says"),
    ]


def test_a_rejected_figure_has_its_own_speaker():
    found = said("An official said 900 people were trapped, a figure the army rejected as false.")
    assert [(who, what) for who, what, _, _ in found] == [
        ("An official", ["900 people were trapped"]),
        ("the army", ["a figure the army rejected as false"]),
    ]


def test_a_denial_is_told_as_one():
    assert [stance for *_, stance in said("The army denied that the rebels had returned.")] == ["denies"]


def test_nobody_speaks_in_a_plain_sentence():
    assert said("Two bombs went off in the market on Monday.") == []


@given(st.text(max_size=200), st.sampled_from(["en", "ar"]))
def test_any_text_is_read_without_a_crash(words, language):
    said(words, language)


@pytest.mark.parametrize(
    "words", ["a, " * 3000, "said " * 2000, "the general said that " * 800, '"' * 3000, "and but " * 3000, "و" * 9000]
)
def test_hostile_lengths_come_to_an_end(words):
    """A search that backtracks would not come to an end here."""
    said(words, "ar" if words[0] == "و" else "en")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("if they stay, they lose", ["if they stay, they lose"]),
        ("the army has lost the town and the rebels are back", ["the army has lost the town", "the rebels are back"]),
        ("as long as the land is in dispute, there will be another band", None),
    ],
)
def test_a_clause_may_end_where_the_text_does_and_a_condition_is_one_with_what_comes_of_it(words, parts):
    assert [each.of(words) for each in clauses_in(words, Span(0, len(words)))] == (parts or [words])
