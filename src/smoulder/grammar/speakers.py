"""Who a noun phrase is that speaks: name, office, organisation, country, kind and side; English and Arabic.

Kinds and sides are those of `claim`. A plural or an institution is a collective; who has no name is unnamed; residents
are witnesses. Officials of the home country are its government's side, others' soldiers are the coalition's, others'
diplomats neutral.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from smoulder.called import Names
from smoulder.claim import Speaker
from smoulder.lexicon import lexicon, one_of
from smoulder.messages import medium_kind, of_publicity
from smoulder.person_names import NAME, affiliated, person_in
from smoulder.role_words import KINDS, Words, countries_in, medium_in, organisation_in, words_of_roles, world
from smoulder.specialists import once_in_office, past_office, specialist
from smoulder.word_lists import gate

_NEUTRAL_OFFICIALS = re.compile(r"diplomat|ambassador|envoy|mediator", re.IGNORECASE)


_SOMEBODY = re.compile(r"(?:some(?:body|one)|a (?:man|woman|voice|caller|person)|one man|one woman)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:Their|His|Her|Its|My|Our|We|They|He|She|It|This|That|There|What|Everyone|Everybody|Anyone|Anybody)",
    re.IGNORECASE,
)


@lru_cache(64)  # a sentence asks for its noun phrases again
def is_source(text: str, language: str) -> bool:
    """Whether a plain noun phrase can speak: it has a head that does, an organisation, or is a name."""
    text = text.strip()
    if not text or len(text) > 220 or _NOBODY.fullmatch(text):
        return False
    if language == "en" and (lead := _RECORDS.match(text)):
        return is_source(text[lead.end() :], language)
    if language == "en" and _SOMEBODY.match(text):
        return True
    head = _head(text, language) if language == "en" else text
    if words_of_roles(language).any_head.search(head) or organisation_in(head, language) or medium_in(head, language):
        return True
    if world(language).countries.fullmatch(text):
        return True  # a country that speaks is its government
    return language == "en" and bool(_titled().fullmatch(text) or affiliated(text))


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?(?:{one_of(lexicon('en')['roles']['titles'])}\s+)?{NAME}")


def speaker_from(
    written: str, language: str, *, home: str | None, rebels: Names | None, original: str | None = None
) -> Speaker:
    """The speaker that a plain noun phrase names.

    home: the country that the article is about; rebels: names of armed groups in the article; original: the words as
    they stand in the text, where they differ from the plain ones.
    """
    words = words_of_roles(language)
    shown = (original or written).strip()
    head = _head(written, language)
    organisation = organisation_in(written, language)
    own = list(countries_in(written, language))
    country = own[0] if own else organisation[1] if organisation else None
    of = affiliated(written) if language == "en" else None
    name = of[0] if of else person_in(written, language)
    if name and rebels and rebels.fullmatch(re.sub(r"^(?:The|the)\s+", "", name)):
        name = None
    if name and _INITIALS.fullmatch(name):
        name = None
    office_alone = ""
    if name and language == "en":
        office_alone = _HONORIFIC.sub("", _head(written.replace(name, " "), language).strip(" ,"))
    rank = (
        _rank_of(of[1], organisation)
        if of and name
        else _rank(office_alone or head, written, words, rebels, organisation)
    )
    if _ONE_OF_THEM.match(written):
        rank = _ONE_OF.get(rank, rank.rstrip("s") if rank != "witness" else rank)
    many = rank in ("body", "people", "group") or rank.endswith("s")
    security = bool(words.security.search(written))
    kind, side = _kind_and_side(rank, name is not None, many, organisation, country, home, security, written)
    if side in ("government", "rebel", "civilians") or kind in ("unnamed_expert", "unnamed_other", "witnesses"):
        country = country or home
    if kind == "unnamed_official" and side == "neutral" and not country and organisation is None and security:
        country = None
    office = _office(written, name, language)
    return Speaker(shown, name, office, organisation[0] if organisation else None, country, kind, side)


@lru_cache(64)  # it is asked whether one can speak, then who it is
def _head(written: str, language: str) -> str:
    """The noun phrase up to its first preposition, relative or participle: where its head is."""
    if partly := _PARTLY.match(written):
        return _head(written[partly.end() :], language)
    cut = _AFTER_HEAD.split(written, maxsplit=1)[0]
    return cut if cut.strip(" ,") else written


def _rank_of(body: str, organisation: tuple[str, str | None, str | None, str | None] | None) -> str:
    """What a person is by what he is of: an expert, unless that is a state's or gives aid."""
    if organisation and organisation[2] in ("government", "coalition", "rebel"):
        return "rebel" if organisation[2] == "rebel" else "official"
    return "official" if _OF_STATE.search(body) else "other" if _OF_AID.search(body) else "expert"


_OF_STATE = re.compile(
    r"\b(?:army|military|police|ministry|government|command|corps|brigade|division|forces?|staff|parliament|cabinet|"
    r"administration|embassy|coalition|party)\b",
    re.IGNORECASE,
)
_OF_AID = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|UNHCR|UNICEF|OCHA|Red (?:Cross|Crescent)|Doctors|M[eé]decins|MSF|relief|aid|"
    r"charity|humanitarian|Save the Children|Oxfam|church|hospital|clinic|village|camp|association|union)\b"
)


_PARTLY = re.compile(
    r"(?:one|two|three|some|many|most|several|few|both|another|none|a number|a group|a couple) of (?=\w)", re.IGNORECASE
)
_AFTER_HEAD = re.compile(
    r"\b(?:of|in|at|from|for|who|which|with|reached|near|on|based|speaking|contacted|close to|familiar|"
    r"asking|interviewed|that|whose|fighting|operating|along)\b"
)


_ONE_OF_THEM = re.compile(r"(?:one|another) of\b", re.IGNORECASE)
_ONE_OF = {"people": "witness", "witnesss": "witness", "body": "official", "names": "name"}
_BODY_LAST = re.compile(
    r"(?:(?:aid|relief|rights|medical|monitoring|church|local) (?:group|organi[sz]ation|agency|charity)|"
    r"contingent|detachment|office|ministry|command|army|police|department|committee|council|agency|intelligence|secretariat|staff|headquarters)\s*$",
    re.IGNORECASE,
)
_BODY_ENDS = tuple(
    "group organization organisation agency charity contingent detachment office ministry command army police"
    " department committee council intelligence secretariat staff headquarters".split()
)
_RECORDS = re.compile(
    r"(?:the |its |official )?(?:\w+ )?(?:figures|records|data|documents|statistics|minutes|logs|files) "
    r"(?:of|from|by|kept by|compiled by|seen by) ",
    re.IGNORECASE,
)
_EXILED = re.compile(
    r"\b(?:exiled|clandestine|underground|rebel|insurgent|guerrilla|separatist) (?:leadership|command|council|"
    r"committee|"
    r"wing|government|representatives?|members?|spokes\w+)|leadership in exile|\b(?:field|regional rebel|front|"
    r"sector) commander\b",
    re.IGNORECASE,
)


@cache
def _may_hide() -> Callable[[str], bool]:
    """Whether a noun phrase may be of those who hide: a command in exile, a field commander."""
    words = "exiled clandestine underground rebel insurgent guerrilla separatist leadership field regional front sector"
    return gate(words.split())


_SINGLE = re.compile(
    r"(?:an?|another|one)\s+(?:[\w'-]+\s+){0,4}?(?:member|officer|leader|commander|official|spokes\w+|general|"
    r"colonel|major|captain|lieutenant|sergeant|soldier|adviser|advisor|source|delegate|representative|fighter|cadre)\b",
    re.IGNORECASE,
)
_CLERGY = re.compile(r"\b(?:church|priest|nun|pastor|mission|monk|parish|clergy)", re.IGNORECASE)
_THEIR_PARTIES = re.compile(
    r"\bof [\w' -]{0,24}\b(?:guerrilla|rebel|insurgent|separatist|jihadist|militant|mujahideen) (?:part(?:y|"
    r"ies)|groups?|factions?|"
    r"movements?|fronts?|armies|bands?)\b"
)
# whose rank nobody gave him
_SELF_STYLED = re.compile(
    r"\"(?:colonel|general|major|captain|commander|minister|governor|president|commissar)\"", re.IGNORECASE
)
_ONCE = re.compile(r"retired|former|ex-|one-?time|erstwhile|human rights|rights lawyer", re.IGNORECASE)
_ELDERS = re.compile(r"\b(?:elders|tribesmen|mothers|parents)\b", re.IGNORECASE)
# whose spokesman he is: a group's, though it is not named
_OF_REBELS = re.compile(
    r"\b(?:for|of|in|from|with) (?:the |an? |this |that )?(?:banned|outlawed|dissolved|clandestine|underground|"
    r"illegal|armed|rebel|insurgent|guerrilla|"
    r"separatist|jihadist|militant|radical)? ?(?:(?:[A-Z][\w-]+ ){1,4}(?:Front|Movement|Resistance|Mujahideen|"
    r"Jihad)|party|movement|group|organi[sz]ation|insurgency|rebellion|"
    r"guerrilla|front(?! at\\b| line| in\\b| near)|faction|"
    r"resistance|sect|militants|rebels|insurgents|guerrillas|jihadists|separatists|fighters|revolution|uprising|"
    r"armed wing|maquis)\b|\b(?:the|that|this) (?:[\w-]+ )?(?:group|movement|front|faction|rebels?|guerrillas?|"
    r"militants?|insurgents?|"
    r"separatists?|jihadists?|sect|outfit)(?:'s|s') ",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:spokes\w+|commanders?|leaders?|chiefs?|chairman|members?|officials?|representatives?|cadres?|lieutenants?|officers?|"
    r"emir|speaker|source)\b",
    re.IGNORECASE,
)
_ALLIED = re.compile(
    r"\b(?:popular|people's|civil|self-defen[cs]e|village|home) (?:committees?|defen[cs]e|guards?|"
    r"mobili[sz]ation|militias?)\b|\bmilitia\b",
    re.IGNORECASE,
)

_HONORIFIC = re.compile(r"(?<=\w)\s+(?:Sheikh|Sheik|Imam|Mullah)$")  # behind an office: President Sheikh Sharif Ahmed
_INITIALS = re.compile(r"(?:[Tt]he )?[A-Z][A-Z\d-]{2,}")  # MONUC, MI5
_ESCAPED = re.compile(
    r"\b(?:who|which) (?:had |has |have )?(?:just )?(?:fled|escaped|slipped out|got out|walked out|crossed|"
    r"stayed behind|survived|lost (?:his|"
    r"her)|lived|lives?|hid)\b|\b(?:displaced|trapped|stranded|living) (?:in|from|by|at|on|near)\b"
)


def _rank(
    head: str, written: str, words: Words, rebels: Names | None,
    organisation: tuple[str, str | None, str | None, str | None] | None,
) -> str:  # fmt: skip
    """What the noun phrase is: a kind of roles, with -s for many, or body, people, media, name, group."""
    if organisation and organisation[3]:
        return "rebel_media"
    if of_publicity(head) and not organisation and not countries_in(written, "en") and "army" not in written:
        return "rebel_media"
    if not organisation and _may_hide()(written) and _EXILED.search(written) and not countries_in(head, "en"):
        return "rebels" if re.search(r"(?<!s)s$", head.strip()) else "rebel"
    if medium := medium_kind(head, written, rebels, bool(organisation)):
        return medium
    if words.media.search(head) and not words.singular["official"].search(head):
        return "media"
    named = rebels and rebels.search(written)
    of = named and re.search(
        r"(?:^|\b(?:of|for|from|by|with|in) (?:the |a )?(?:[\w-]+ )?)$",
        written[: named.start()],
    )
    theirs = named and (named.start() < len(head) or of) and not (organisation and organisation[2] != "rebel")
    led = _LEADS.search(head)
    standing = (led or theirs) and any(
        words.singular[kind].search(head) or (kind in words.plural and words.plural[kind].search(head))
        for kind in ("other", "expert", "witness")
    )
    if led and not standing and not organisation and not countries_in(written, "en") and _OF_REBELS.search(written):
        return "rebels" if re.search(r"s$", head.strip()) else "rebel"
    if theirs and not standing and not re.search(r"\b(?:anti-|former|ex-)", written):
        several = any(each.search(head) for each in words.plural.values())
        if _SINGLE.match(written) and not several:
            return "rebel"
        one = any(each.search(head) for each in words.singular.values())
        return "rebels" if several or not one else "rebel"
    if ('"' in written and _SELF_STYLED.search(written)) or (led and _THEIR_PARTIES.search(written)):
        return "rebel"
    if _ELDERS.search(head):
        return "people"
    learned = words.singular["expert"].search(written)
    if learned and _ONCE.match(learned.group()) and not words.singular["rebel"].search(head):
        return "expert"
    if specialist(head) and not words.singular["rebel"].search(head):
        return "expert"
    if named and named.start() < len(head) and once_in_office(head):
        return "rebel"
    if once_in_office(head) and (once := past_office(head, words)):
        return once
    if words.singular["other"].search(head) and _ESCAPED.search(written):
        return "witness"
    if head.rstrip().lower().endswith(_BODY_ENDS) and _BODY_LAST.search(head) and not re.search(r"\b[a-z]+s\s*$", head):
        single = _SINGLE.match(written) and any(words.singular[kind].search(head) for kind in ("official", "expert"))
        if not single:
            return "body"
    if _ALLIED.search(written) and not re.search(r"\banti", written):
        return "officials" if re.search(r"s$", head.strip()) else "official"
    possible = words.people.possible(head)
    for many, patterns in ((True, words.plural), (False, words.singular)):
        for kind in KINDS:
            if patterns[kind].name in possible and patterns[kind].search(head):
                if kind == "official" and words.people.search(head) and many:
                    return "people"
                return kind + ("s" if many else "")
        if many and words.people.search(head):
            return "people"
    alone = re.match(r"(?:an?|one|another) ", written, re.IGNORECASE)
    if alone and organisation and not words.body.search(head):
        return "expert" if once_in_office(head) else "rebel" if organisation[2] == "rebel" else "official"
    if words.body.search(head) or organisation or world("en").countries.fullmatch(written.strip()):
        return "body"
    if _INITIALS.fullmatch(head.strip(" ,")):
        return "body"
    for kind in KINDS:
        if words.singular[kind].search(written):
            return kind
    if (re.search(r"\b[a-z]{3,}s\s*$", head) and head.strip().islower()) or re.match(r"[A-Z][a-z]+s\s*$", head.strip()):
        return "witnesss"
    if re.search(r"[A-Z][\w-]* (?:[\w-]+ )?[a-z]{3,}(?<!s)s\s*$", head):
        return "others"
    if re.search(r"\b(?:fled|displaced|escaped|living in|whose (?:son|house|village|brother|husband))\b", written):
        return "witness"
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
        return ("named_official" if named else "collective" if many else "unnamed_rebel"), "rebel"
    if base == "expert":
        return ("named_expert" if named else "collective" if many else "unnamed_expert"), "neutral"
    if base in ("witness", "people") or rank == "witnesss":
        if base == "people" and re.search(
            r"\b(?:(?:aid|relief|humanitarian|rights|development) worker|agenc|rights|monitor|activist|group|"
            r"organi[sz]ation|charit|critic|s[ck]eptic)",
            written,
            re.IGNORECASE,
        ):
            return "collective", "neutral"
        return ("named_other" if named else "witnesses"), "civilians"
    if base == "other" and many and not named and _CLERGY.search(written):
        return "witnesses", "civilians"
    if base == "other":
        return ("named_other" if named else "collective" if many else "unnamed_other"), "neutral"
    if base == "name":
        return "named_official" if named else "unnamed_other", None
    kind = "collective" if many or base == "body" else "named_official" if named else "unnamed_official"
    if organisation and organisation[2]:
        return kind, organisation[2]
    if _NEUTRAL_OFFICIALS.search(written):
        return kind, "neutral"
    if country is None:
        foreign = re.search(r"\b(?:European|Western|African|Arab|Asian|foreign|regional|UN)\b", written)
        return kind, "neutral" if foreign else "government"
    if country == home or home is None:
        return kind, "government"
    return kind, "coalition" if security or country == "USA" else "neutral"


_RELATING = re.compile(r"\b(?:who|which|reached|speaking|whose)\b")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def _office(written: str, name: str | None, language: str) -> str | None:
    """The office in a noun phrase: it without the name and the article."""
    office = written.replace(name, "") if name else written
    office = _RELATING.split(office, 1)[0] if language == "en" else office
    office = _ARTICLE.sub("", " ".join(office.split()).strip(" ,"))
    return office or None
