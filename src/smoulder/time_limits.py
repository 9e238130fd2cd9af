"""Which horizon a claim is held to: of the times in its clause the surest, as its direction has it."""

import re
from collections.abc import Sequence
from datetime import date

from smoulder import calendars
from smoulder.claim import Horizon
from smoulder.grammar import Found, deadlines, directions, horizons, pasts, seasons
from smoulder.hearing import Heard
from smoulder.lexicon import plain
from smoulder.scenes import Statement
from smoulder.spans import Span
from smoulder.tenses import ahead, done
from smoulder.utterances import Said
from smoulder.word_lists import gate

COMING = re.compile(
    r"\b(?:will|may|might|could|would|can|cannot|likely|shall|going to|(?:is|are|was|were) (?:due |set |expected "
    r")?to be)\b"
)
LEAD = 70  # characters before a clause that lead to it: "she warned of"
ORDER = (
    "deadline", "until_date", "beyond_date", "deadline_vague", "seasonal", "duration_long", "vague_near",
    "open_future", "past_period",
)  # fmt: skip
MONTH = 31  # days; what lasts no longer does not last long
OPEN = Horizon("", "open_future", None, None, None)


def times_in(reader: Heard, said: Said, text: str) -> list[Found]:
    """The horizons in a clause; of words of the past without a day, those that the article's own month puts earlier."""
    if reader.language == "ar":
        from smoulder import arabic_horizons  # here: reading English has no use for it

        text = arabic_horizons.denied_before(said, text)
    published = reader.article.published
    when = said.said.date
    if published.supposed and published.latest and said.said.source in ("publication", "undated"):
        when = published.latest.isoformat()
    past = pasts.pasts_in(text, reader.language)
    dated = deadlines.deadlines_in(text, reader.language, when, reader.home)
    past = [each for each in past if not any(one.start < each.start and each.end <= one.end for one in dated)]
    seasonal = seasons.seasons_in(text, reader.language, when, reader.home)
    found = [
        *_beside(horizons.spans_in(text, reader.language, when), seasonal),
        *_beside(dated, seasonal),
        *seasonal,
    ]
    if reader.language == "en":  # in Arabic the words before the clause may tell that it is to come
        found = _beside(found, past)
    found += past
    if found and not ahead(text, "", reader.language):
        found = [each for each in found if not pasts.supreme(text, each.start)]
    if not found or said.said.source != "inferred" or published.latest is None:
        return found
    month = published.latest.isoformat()[:7]
    others = {each.start: each for each in deadlines.deadlines_in(text, reader.language, month)}
    return [min(each, others.get(each.start, each), key=lambda one: one.horizon.deadline or "9999") for each in found]


def _beside(found: Sequence[Found], past: Sequence[Found]) -> list[Found]:
    """The times that stand in none of the past."""
    return [each for each in found if not any(a.start < each.end and each.start < a.end for a in past)]


def horizon_of(reader: Heard, span: Span, within: Sequence[Found], made: Statement) -> Horizon | None:
    """The horizon that the claim is held to, in the words of the article."""
    text = reader.text[span.start : span.end]
    before = reader.text[max(0, span.start - LEAD) : span.start]
    coming = ahead(text, before, reader.language)
    if not within:
        return OPEN if coming else None
    over = done(text, reader.language, before)
    past = [each for each in within if each.horizon.kind == "past_period"]
    others = [each for each in within if each not in past]
    kept = others if coming else [*_beside(others, past), *past]
    able = coming or bool(_ABLE.search(text))
    kept = [each for each in kept if _counts(each, made, coming, able, over)]
    if reader.language == "en" and len(kept) > 1:
        bare = directions.without_concession(text, "en")
        kept = [each for each in kept if bare[each.start] != "~"] or kept
    best = min(kept, key=lambda each: (ORDER.index(each.horizon.kind), each.start), default=None)
    if best is None:
        return OPEN if coming else None
    at = span.start + best.start
    may_deny = reader.language == "ar" or _may_deny(text)
    denied = may_deny and (_DENIED.search(reader.text, span.start, at) or _DENIED.match(reader.text, at))
    if (
        denied
        and made.direction == "persists"
        and best.horizon.kind in ("deadline", "until_date")
        and (
            (reader.language == "en" and re.match(r"(?:in|before)\b", best.horizon.text))
            or _AN_END.search(reader.text, denied.end(), span.start + best.end)
        )
    ):
        best = best._replace(
            horizon=best.horizon._replace(kind="beyond_date", days_min=best.horizon.days_max, days_max=None)
        )
    if denied and best.horizon.kind == "seasonal" and best.horizon.days_max is not None and _not_before(best):
        late = max(0, best.horizon.days_max - seasons.NEARLY * bool(_NAMED.search(best.horizon.text)))
        best = best._replace(horizon=best.horizon._replace(days_min=late, days_max=late + seasons.LENGTH))
    words = reader.article.text[span.start + best.start : span.start + best.end].strip(" ,")
    if reader.language == "en" and _NEEDS.search(text, 0, best.start) and 0 <= (best.horizon.days_max or -1) < YEAR:
        return best.horizon._replace(text=words)
    return _held_to(best.horizon._replace(text=words), made, reader.language, reader.article.published.latest)


_NEEDS = re.compile(r"\b(?:needs?|takes?|requires?)(?: \w+){0,2} $")  # what a task takes is a limit to it
YEAR = 365
_ENDS = re.compile(r"\b(?:end|stop|let|over|in [A-Z])|" + plain("نهايه|انتهاء|انقضاء|توقف"))
_DENIED = re.compile(
    r"\b(?:not|never|nor|neither|cannot|nothing|nobody|no one|few|no (?:end|sign|prospect|chance|hope))\b|n't\b|"
    + plain(r"(?<!\w)[وف]?(?:لا|لن|ليس|لم)(?!\w)"),
    re.IGNORECASE,
)


_may_deny = gate("not never nor neither cannot nothing nobody no few t".split(), whole=True)  # "t": of "don't"


# what, if it will not be by a day, is still to come after it
_AN_END = re.compile(
    r"\b(?:end(?:s|ed)?|over|won?|wins?|finish(?:es|ed)?|defeat(?:s|ed)?|beat(?:en)?|crush(?:ed)?|victory|peace|solved?|"
    r"settled?|concluded?|stamped out|wiped out|destroyed|eliminated)\b|"
    + plain(r"(?<!\w)(?:[يت](?:نتهي|هزم|حسم|توقف|قضى)|(?:ال)?(?:نهاية|هزيمة|نصر|حسم|قضاء|انتصار))(?!\w)"),
    re.IGNORECASE,
)
_NAMED = re.compile(r"spring|summer|autumn|fall|winter|" + plain("ربيع|صيف|خريف|شتاء"), re.IGNORECASE)


def _not_before(found: Found) -> bool:
    """Whether a season, denied, is one that the claim holds until: "not before the spring"."""
    words = found.horizon.text
    return bool(re.match(r"(?:ahead|before|prior)\b|" + plain("قبل"), words)) and not _ENDS.search(words)


def _held_to(held: Horizon, made: Statement, language: str, said: date | None) -> Horizon:
    """The horizon as the direction has it: what will not end within ten years lasts longer, by no date is until it."""
    lasting = made.direction == "ends" and re.match(
        r"(?:last|take|continue|go on|surviv|outliv|hold|resist)", held.text
    )
    if lasting and held.kind in ("until_date", "duration_long"):  # what they will not outlive ends by then
        day = calendars.days_later(said, held.days_max).isoformat() if said and held.days_max is not None else None
        return held._replace(kind="deadline", days_min=0, deadline=held.deadline or day)
    if made.direction == "persists" and held.kind == "deadline_vague" and held.days_min and held.days_max is None:
        return held._replace(kind="duration_long")  # at least so long
    if held.kind != "deadline" or made.direction != "persists":
        return held
    if language == "ar":
        words = plain(held.text)
        bare = _UNIT_AR.search(words) and not _LEADS_AR.match(words) and not _THIS_AR.search(words)
        return (
            held._replace(kind="duration_long", deadline=None, days_min=held.days_min or held.days_max)
            if bare
            else held
        )
    spanned = re.search(r"\b(?:hours?|days?|weeks?|months?|years?|decades?)\b", held.text) and not re.search(
        r"\b(?:by|before|until)\b", held.text
    )
    if made.modality == "negated":
        return held._replace(
            kind="duration_long" if spanned else "beyond_date",
            days_min=held.days_max,
            days_max=None,
            deadline=None if spanned else held.deadline,
        )
    if spanned and not re.match(r"(?:with)?in\b|inside", held.text):
        if held.days_max is not None and held.days_max <= MONTH:
            return held._replace(kind="until_date")
        return held._replace(kind="duration_long", deadline=None, days_min=held.days_min or held.days_max)
    return held


# what sets a time only in a clause of what is to come: "quickly overran", "is lost for good"
_LOOSE = re.compile(r"quickly|rapidly|swiftly|overnight|at once|for a while|" + plain("سريعا|بسرعة"))
_LASTS = re.compile(
    r"\b(?:another|more|further|lasting|to come|war of)\b|" + plain("أخرى|آخر|إضافي|مقبل|قادم|طويل|عديد")
)
_HELD = re.compile(r"until|till|as long as|so long as|" + plain("حتى|إلى أن|ما دام|ما لم|طالما|قبل"))
_AGAIN = tuple(map(plain, ("مرة أخرى", "مجددا", "من جديد", "نهائيا")))


# what can be done takes its time ahead: "we can last another ten years"
_ABLE = re.compile(
    r"\b(?:can(?:not|'t)?|(?:is|are|be|was|were) (?:un)?able to|capable of)\b|"
    + plain(r"(?<!\w)[وف]?(?:قادر(?:ة|ون|ين)?|[يتن]ستطيع(?:ون)?|[يتن]مكن(?:ه|ها|هم|نا|هما)?|بإمكان\w*|بوسع\w*)(?!\w)")
)
_UNIT_AR = re.compile(plain("يوم|أيام|أسبوع|أسابيع|شهر|أشهر|شهور|سنة|سنوات|سنين|عام|أعوام|عقد|عقود"))
_THIS_AR = re.compile(plain(r"هذا|هذه|المقبل|القادم|الجاري|الحالي|(?:19|20)\d\d"))  # a time by name, and no length
_LEADS_AR = re.compile(plain("(?:[وفب])?(?:خلال|في|غضون|قبل|قبيل|بحلول|بعد|مهلة|حتى|إلى|مع|لن|لا|لأكثر|من)"))


def _counts(found: Found, made: Statement, coming: bool, able: bool, over: bool) -> bool:
    """Whether a time is one of the claim: "again" sets none for a return, though it does for "never again"."""
    words, kind = found.horizon.text, found.horizon.kind
    if kind == "open_future":
        if words in _AGAIN and made.direction in ("strengthens", "persists"):
            return False
        return coming or (bool(_HELD.match(words)) and not (over and words.startswith("until")))
    if kind == "duration_long":
        if words.startswith(("long", "a long", plain("طويل"))):
            return coming
        return able or not over or words.startswith("ل") or bool(_LASTS.search(words))
    if kind == "seasonal" and words.startswith("in ") and _NAMED.search(words):
        return coming
    if kind in ("deadline", "deadline_vague") and not able and _UNIT_AR.search(words) and not _LEADS_AR.match(words):
        return False
    return coming or not _LOOSE.match(words)
