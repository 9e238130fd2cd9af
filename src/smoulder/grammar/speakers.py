"""Who a noun phrase is that speaks: name, office, organisation, country, kind and side; English and Arabic.

Kinds and sides are those of `claim`. A plural or an institution is a collective; who has no name is unnamed; residents
are witnesses. Officials of the home country are its government's side, others' soldiers are the coalition's, others'
diplomats neutral.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from smoulder.claim import Speaker
from smoulder.lexicon import lexicon, one_of, plain

_NAME = (
    r"(?:(?:[A-Z][\w'.-]*[\w]|[A-Z]\.|al-[A-Z][\w'-]+|el-[A-Z][\w'-]+|ul-[A-Z][\w'-]+)"
    r"(?:\s+(?:[A-Z][\w'.-]*[\w]|[A-Z]\.|al-[A-Z]?[\w'-]+|el-[A-Z][\w'-]+|ul-[\w'-]+|bin|ibn|ben|abu|de|da|do|dos|del|la|van|von|der|al|el|ag|ould|y|Jr\.)){0,5})"
)
# by rank: the first that fits tells the kind
_KINDS = ("rebel", "other", "expert", "witness", "head_of_state", "official")
_NEUTRAL_OFFICIALS = re.compile(r"diplomat|ambassador|envoy|mediator|" + plain("دبلوماسي|سفير|مبعوث"), re.IGNORECASE)


class Words(NamedTuple):
    """The compiled words of one language."""

    singular: Mapping[str, re.Pattern[str]]
    plural: Mapping[str, re.Pattern[str]]
    body: re.Pattern[str]
    people: re.Pattern[str]
    media: re.Pattern[str]
    security: re.Pattern[str]
    any_head: re.Pattern[str]


def _plural(word: str) -> str:
    if word.endswith("(?:man|woman|person)"):
        return word.replace("(?:man|woman|person)", "(?:men|women|people|persons)")
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "x")) else "" if word.endswith("\\.") else "s")


@cache
def _words(language: str) -> Words:
    roles = lexicon(language)["roles"]
    flags = re.IGNORECASE

    def bounded(forms: list[str]) -> re.Pattern[str]:
        if language == "ar":
            return re.compile(rf"(?<!\w)(?:و|ال|لل|ل|ب)?{one_of(forms)}(?!\w)")
        return re.compile(rf"(?<![\w-]){one_of(forms)}(?![\w-])", flags)

    singular = {kind: bounded(roles[kind]) for kind in _KINDS}
    if language == "ar":
        plural = {"official": bounded(roles["plural"]), "expert": bounded(roles["experts"])}
    else:
        plural = {kind: bounded([_plural(each) for each in roles[kind]]) for kind in _KINDS}
    every = [
        form for kind, forms in roles.items() if kind not in ("security", "portfolios", "titles") for form in forms
    ]
    if language == "en":
        every += [_plural(each) for kind in _KINDS for each in roles[kind]]
    return Words(
        singular, plural, bounded(roles["body"]), bounded(roles["people"]), bounded(roles["media"]),
        bounded(roles["security"]), bounded(every),
    )  # fmt: skip


class World(NamedTuple):
    """Patterns that find countries, organisations and media, and what each found word stands for."""

    countries: re.Pattern[str]
    country_of: Mapping[str, str]
    organisations: re.Pattern[str]
    organisation_of: Mapping[str, str]
    media: re.Pattern[str]
    medium_of: Mapping[str, str]


@cache
def world(language: str) -> World:
    """Countries, organisations and media as words of a language name them."""
    read = lexicon("world")
    arabic = language == "ar"
    country_of: dict[str, str] = {}
    for code, (names, adjectives, arabic_names, arabic_adjectives) in read["countries"].items():
        if arabic:
            words = [
                *arabic_names,
                *(
                    f"{lead}{each}{end}"
                    for each in arabic_adjectives
                    for lead in ("", "ال", "لل")
                    for end in ("", "ة", "ين", "ون", "ا")
                ),
            ]
        else:
            words = [*names, *adjectives, *(f"{each}s" for each in adjectives if each[-1] in "ni")]
        country_of |= {plain(word): code for word in words}
    organisation_of = {plain(word): name for name, each in read["organisations"].items() for word in each["names"]}
    medium_of = {plain(word): name for name, words in read["media"].items() for word in words}

    def pattern(words: Mapping[str, str]) -> re.Pattern[str]:
        kept = [
            re.escape(word).replace(r"\ ", " ") for word in words if bool(re.search("[\u0621-\u064a]", word)) == arabic
        ]
        lead = "(?:و|ل|ب|ف)?" if arabic else ""
        return re.compile(rf"(?<![\w-]){lead}(?P<word>{one_of(kept)})(?![\w])")

    return World(
        pattern(country_of), country_of, pattern(organisation_of), organisation_of, pattern(medium_of), medium_of
    )


def countries_in(text: str, language: str) -> list[str]:
    """The countries that a plain text names, ISO 3166 alpha-3, as often as it does."""
    known = world(language)
    return [known.country_of[re.sub(r"\s+", " ", match["word"])] for match in known.countries.finditer(text)]


def organisation_in(text: str, language: str) -> tuple[str, str | None, str | None, str | None] | None:
    """Name, country, side and kind of the first organisation that a plain text names."""
    known = world(language)
    match = known.organisations.search(text)
    if not match:
        return None
    name = known.organisation_of[re.sub(r"\s+", " ", match["word"])]
    each = lexicon("world")["organisations"][name]
    return name, each.get("country"), each.get("side"), each.get("kind")


def side_of(word: str) -> str | None:
    """The side of an organisation by one of its names, plain; None if it is not known."""
    name = world("en").organisation_of.get(re.sub(r"\s+", " ", word))
    return lexicon("world")["organisations"][name].get("side") if name else None


def medium_in(text: str, language: str) -> str | None:
    """The usual name of the first news medium that a plain text names."""
    known = world(language)
    match = known.media.search(text)
    return known.medium_of[re.sub(r"\s+", " ", match["word"])] if match else None


def is_source(text: str, language: str) -> bool:
    """Whether a plain noun phrase can speak: it has a head that does, an organisation, or is a name."""
    text = text.strip()
    if not text or len(text) > 220:
        return False
    head = _head(text, language) if language == "en" else text
    if _words(language).any_head.search(head) or organisation_in(head, language) or medium_in(head, language):
        return True
    if world(language).countries.fullmatch(text):
        return True  # a country that speaks is its government
    return (
        bool(re.fullmatch(rf"(?:the )?(?:{one_of(lexicon('en')['roles']['titles'])}\s+)?{_NAME}", text))
        if language == "en"
        else False
    )


def speaker_from(
    written: str, language: str, *, home: str | None, rebels: re.Pattern[str] | None, original: str | None = None
) -> Speaker:
    """The speaker that a plain noun phrase names.

    home: the country that the article is about; rebels: names of armed groups in the article; original: the words as
    they stand in the text, where they differ from the plain ones.
    """
    words = _words(language)
    shown = (original or written).strip()
    head = _head(written, language)
    organisation = organisation_in(written, language)
    own = [code for code in countries_in(written, language)]
    country = own[0] if own else organisation[1] if organisation else None
    name = _name(written, language)
    if name and rebels and rebels.fullmatch(re.sub(r"^(?:The|the)\s+", "", name)):
        name = None
    rank = _rank(head, written, words, rebels, organisation)
    many = rank in ("body", "people", "group") or rank.endswith("s")
    security = bool(words.security.search(written))
    kind, side = _kind_and_side(rank, name is not None, many, organisation, country, home, security, written)
    if side in ("government", "rebel", "civilians") or kind in ("unnamed_expert", "unnamed_other", "witnesses"):
        country = country or home
    if kind == "unnamed_official" and side == "neutral" and not country and organisation is None and security:
        country = None
    office = _office(written, name, language)
    return Speaker(shown, name, office, organisation[0] if organisation else None, country, kind, side)


def _head(written: str, language: str) -> str:
    """The noun phrase up to its first preposition, relative or participle: where its head is."""
    if language == "ar":
        return " ".join(written.split()[:1])
    cut = re.split(
        r"\b(?:of|in|at|from|for|who|which|with|reached|near|on|based|speaking|contacted|close to|familiar|asking|interviewed|that|whose|fighting|operating|along)\b",
        written,
        maxsplit=1,
    )[0]
    return cut if cut.strip(" ,") else written


_MESSAGE = re.compile(
    r"(?:the |an? |one |another )?(?:[\w-]+ ){0,3}?(?:message|statement|video|audio|recording|leaflet|communiqu[eé]|post|broadcast|letter|channel|website|site|magazine|newsletter|radio|bulletin|pamphlet|tape)\b|"
    + plain("(?:بيان|رسالة|تسجيل|شريط|منشور|إصدار)"),
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|guerrillas?|gunmen|jihadists?|pro-rebel|extremists?|separatists?|the group)\b",
    re.IGNORECASE,
)


def _rank(
    head: str, written: str, words: Words, rebels: re.Pattern[str] | None,
    organisation: tuple[str, str | None, str | None, str | None] | None,
) -> str:  # fmt: skip
    """What the noun phrase is: a kind of roles, with -s for many, or body, people, media, name, group."""
    if organisation and organisation[3]:
        return "rebel_media"
    if _MESSAGE.match(head) and (rebels and rebels.search(written) or _REBELS.search(written)):
        return "rebel_media"
    if words.media.search(head) and not words.singular["official"].search(head):
        return "media"
    if rebels and rebels.search(written) and not (organisation and organisation[2] != "rebel"):
        if not re.search(r"\b(?:anti-|former|ex-)", written):
            several = any(each.search(head) for each in words.plural.values())
            one = any(each.search(head) for each in words.singular.values())
            return "rebels" if several or not one else "rebel"
    for many, patterns in ((True, words.plural), (False, words.singular)):
        for kind in _KINDS:
            pattern = patterns.get(kind)
            if pattern and pattern.search(head):
                if kind == "official" and words.people.search(head) and many:
                    return "people"
                return kind + ("s" if many else "")
        if many and words.people.search(head):
            return "people"
    if (
        words.body.search(head)
        or organisation
        or any(known.fullmatch(written.strip()) for known in (world("en").countries, world("ar").countries))
    ):
        return "body"
    for kind in _KINDS:
        if words.singular[kind].search(written):
            return kind
    return "name"


def _kind_and_side(
    rank: str, named: bool, many: bool, organisation: tuple[str, str | None, str | None, str | None] | None,
    country: str | None, home: str | None, security: bool, written: str,
) -> tuple[str, str | None]:  # fmt: skip
    if rank == "rebel_media":
        return "rebel_media", "rebel"
    if rank == "media":
        return "media", None
    base = rank.rstrip("s") if rank not in ("witness", "witnesss") else "witness"
    if base == "rebel":
        return ("named_rebel" if named else "collective" if many else "unnamed_rebel"), "rebel"
    if base == "expert":
        return ("named_expert" if named else "collective" if many else "unnamed_expert"), "neutral"
    if base in ("witness", "people") or rank == "witnesss":
        if base == "people" and re.search(
            r"\b(?:worker|agenc|rights|monitor|activist|charit|critic|s[ck]eptic)", written
        ):
            return "collective", "neutral"
        return ("named_other" if named else "witnesses"), "civilians"
    if base == "other":
        return ("named_other" if named else "collective" if many else "unnamed_other"), "neutral"
    if base == "name":
        return "named_other" if named else "unnamed_other", None
    kind = "collective" if many or base == "body" else "named_official" if named else "unnamed_official"
    if organisation and organisation[2]:
        return kind, organisation[2]
    if _NEUTRAL_OFFICIALS.search(written):
        return kind, "neutral"
    if country is None:
        foreign = re.search(
            r"\b(?:European|Western|African|Arab|Asian|foreign|regional|UN)\b|" + plain("غربي|اوروبي|اممي"), written
        )
        return kind, "neutral" if foreign else "government"
    if country == home or home is None:
        return kind, "government"
    return kind, "coalition" if security or country == "USA" else "neutral"


@cache
def _title_words() -> re.Pattern[str]:
    roles = lexicon("en")["roles"]
    forms = [
        *roles["head_of_state"],
        *roles["official"],
        *roles["expert"],
        *roles["other"],
        *roles["titles"],
        *roles["rebel"],
        *roles["witness"],
    ]
    return re.compile(rf"(?<![\w-])(?:{one_of(forms)})(?![\w-])", re.IGNORECASE)


def _name(written: str, language: str) -> str | None:
    """The person's name in a noun phrase: what stands behind an office, or a part of its own between commas."""
    if language == "ar":
        return _arabic_name(written)
    title = _title_words()
    for piece in re.split(r"\s*[,()]\s*", written):
        piece = re.sub(r"^(?:the |a |an )", "", piece.strip())
        last = None
        for match in title.finditer(piece):
            last = match
        if last:
            rest = piece[last.end() :].strip()
            if (
                rest
                and (match := re.match(rf"{_NAME}(?=$|\s(?:of|in|from|at|who|with)\b)", rest))
                and not _place_like(rest)
            ):
                return match.group()
            continue
        if re.fullmatch(_NAME, piece) and " " in piece and not _known_thing(piece):
            return piece
    whole = written.strip()
    if re.fullmatch(_NAME, whole) and not _known_thing(whole):
        return whole
    return None


def _place_like(words: str) -> bool:
    return bool(re.match(r"(?:Office|Ministry|Command|Force|House|Staff)\b", words))


def _known_thing(words: str) -> bool:
    return bool(
        organisation_in(words, "en")
        or medium_in(words, "en")
        or world("en").countries.fullmatch(words)
        or _words("en").any_head.search(words)
    )


def _arabic_name(written: str) -> str | None:
    ranks = list(
        re.finditer(
            plain(
                r"(?<!\w)(?:اللواء|العميد|العقيد|الفريق|الجنرال|المقدم|الرائد|النقيب|الدكتور|الشيخ|السيد|الملا|المستشار|المهندس)(?:\s+(?:أول|ركن|الركن|الأول))*\s+"
            ),
            written,
        )
    )
    if ranks:
        after = written[ranks[-1].end() :].split()
        if (
            1 <= len(after) <= 4
            and not organisation_in(" ".join(after), "ar")
            and not re.search(plain(r"(?<!\w)(?:في|من|على|إلى|عن)(?!\w)"), " ".join(after))
        ):
            return " ".join(after)
    roles = lexicon("ar")["roles"]
    forms = [*roles["head_of_state"], *roles["official"], *roles["expert"], *roles["other"], *roles["portfolios"]]
    known = world("ar")
    rest, found = written, False
    pattern = re.compile(rf"^\s*(?:و|ال|لل|ل)?(?:{one_of(forms)}|باسم|لشؤون)(?!\w)")
    state = _words("ar")
    while rest:
        match = pattern.match(rest) or (
            found
            and (
                known.countries.match(rest.lstrip())
                or state.body.match(rest.lstrip())
                or re.match(plain(r"\s*(?:ال)?(?:\w+ي|\w+يه|سابق|جديد|اعلي|عام|عامه|ركن|اول)(?!\w)"), rest)
            )
        )
        if not match:
            break
        found = True
        offset = len(rest) - len(rest.lstrip()) if not pattern.match(rest) else 0
        rest = rest[match.end() + offset :] if offset else rest[match.end() :]
    tokens = rest.split()
    if (
        found
        and 2 <= len(tokens) <= 5
        and not organisation_in(rest, "ar")
        and not re.search(plain(r"(?<!\w)(?:في|من|علي|الي|عن|لدي|مع|ب\w{5,}|لم|طلب|رفض)(?!\w)"), rest)
    ):
        return " ".join(tokens)
    return None


def _office(written: str, name: str | None, language: str) -> str | None:
    """The office in a noun phrase: it without the name and the article."""
    office = written.replace(name, "") if name else written
    office = re.split(r"\b(?:who|which|reached|speaking|whose)\b", office)[0] if language == "en" else office
    office = re.sub(r"\s+", " ", office).strip(" ,")
    office = re.sub(r"^(?:the|a|an)\s+", "", office, flags=re.IGNORECASE)
    return office or None
