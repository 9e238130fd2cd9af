"""Words of a clause that are signs of what it says of an armed group, and how it says it; English and Arabic.

Signs are words by kind, the words for who and what it speaks of, negations, and whether it tells of the future, asks,
orders, doubts or supposes. Which way all this points is weighed elsewhere (`weighing`).
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.word_lists import Spans, holding, searched

KINDS = (
    "laid_down",
    "end_state", "end_act", "victory", "war_over", "cleared", "clear_act", "lost", "weak", "success", "losses",
    "lost_ability", "remain", "regroup", "rise",
)  # fmt: skip


ARABIC_KINDS = (
    "ended", "end", "cleared", "weak", "harm", "yield", "attack", "far", "near", "losses", "unable", "little", "remain",
    "still", "regroup", "rise", "too_early", "peace",
)  # fmt: skip


ANCHORS = ("group", "fighters", "war", "land", "state", "civilians")


class Signs(NamedTuple):
    """The words of a clause, by what they are signs of: (start, end) of each in the plain text."""

    kinds: dict[str, tuple[tuple[int, int], ...]]
    group: tuple[tuple[int, int], ...]
    fighters: tuple[tuple[int, int], ...]
    war: tuple[tuple[int, int], ...]
    land: tuple[tuple[int, int], ...]
    state: tuple[tuple[int, int], ...]
    civilians: tuple[tuple[int, int], ...]


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    words = lexicon(language)
    found = {}
    for table in ("directions", "anchors"):
        for name, forms in words.get(table, {}).items():
            if language == "ar":
                forms = [form.replace("[يت]", "س?[يتن]") for form in forms]
                found[f"{table}.{name}"] = re.compile(
                    rf"(?<!\w)[وف]?(?:[بل](?=ال)|ب|لل|ل)?(?:ال)?{one_of(forms)}(?!\w)"
                )
            else:
                found[f"{table}.{name}"] = re.compile(
                    rf"(?<![\w-])(?:{one_of(forms, any_case=True)})(?![\w])", re.IGNORECASE
                )
    return found


@cache
def _held() -> Callable[[str], frozenset[str]]:
    """Of which lists of signs, and of ways to say a thing, an English text may hold words."""
    return holding(lexicon("en")["directions"] | {name: words.split() for name, words in _NEEDED.items()})


# how words begin of which a pattern needs one
_NEEDED = {
    "future": "will would shall won ll to",
    "hypothetical": "if unless whether provided case long event assuming were supposing would had",
    "disbelief": "believe think accept trust expect doubt mean agree premature too wrong naive foolish mistake error "
    "dangerous misleading nonsense absurd true untrue truth false exaggerat propaganda lie myth illusion wishful prove",
    "order": "gave given gives granted grants allowed set sets ordered orders instructed directed tasked commanded "
    "told imposed",
    "condition": "if unless provided long soon condition case",
    "concessive": "even despite regardless spite",
    "pronoun": "they them their its it",
}


def _told(name: str, text: str, language: str) -> re.Match[str] | None:
    """The first word of a list of signs in a plain text."""
    if language == "en" and name not in _held()(text):
        return None
    return _patterns(language)[f"directions.{name}"].search(text)


@cache
def _english_signs() -> Callable[[str], dict[str, Spans]]:
    words = lexicon("en")
    return searched(
        {kind: words["directions"][kind] for kind in KINDS} | {name: words["anchors"][name] for name in ANCHORS}
    )


def signs_in(text: str, language: str) -> Signs:
    """The words of a plain clause that can be signs."""
    if language == "ar":
        from smoulder.inflections_ar import states  # here: reading English has no use for it

        kinds = {kind: tuple(each.span() for each in states(kind).finditer(text)) for kind in ARABIC_KINDS}
        anchors = (tuple(each.span() for each in states(f"of_{name}").finditer(text)) for name in ANCHORS)
        return Signs({kind: spans for kind, spans in kinds.items() if spans}, *anchors)
    found = _english_signs()(text)
    return Signs({kind: found[kind] for kind in KINDS if kind in found}, *(found.get(name, ()) for name in ANCHORS))


_ARABIC_NOT = re.compile(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|غير|دون|بلا|ما)(?!\w)")
_ARABIC_NOT_BEFORE = re.compile(_ARABIC_NOT.pattern + r"\s+(?:\w+\s+){0,2}$")


def may_negate(text: str, language: str) -> bool:
    """Whether there is a word in a plain text that can negate another."""
    if language == "ar":
        return bool(_ARABIC_NOT.search(text))
    return "n't" in text or bool(_told("negation", text, language))


def negated(text: str, at: int, language: str) -> bool:
    """Whether a negation stands before a word and governs it: in the same clause, near enough."""
    if language == "ar":
        return bool(_ARABIC_NOT_BEFORE.search(text[max(0, at - 30) : at]))
    left = text[max(0, at - 48) : at]
    cuts = [match.end() for match in _CUT.finditer(left)]
    return bool(_NOT_BEFORE.search(left[cuts[-1] :] if cuts else left))


_CUT = re.compile(r"[,;:]|\b(?:but|and|because|which|who|although|while)\b")
_NOT_BEFORE = re.compile(
    r"(?:\b(?=\w)(?:not|never|nobody|no one|no-one|none|nor|neither|cannot|hardly|scarcely|barely|without|"
    r"far from|yet to(?: be)?|nowhere near|anything but|premature to|too early to|too soon to|"
    r"failed to|fails to|unable to|no (?:sign|evidence|question|way|indication|chance|prospect|"
    r"hope)(?: of| that)?|nothing)\b|n't\b)(?:\W+[\w'-]+){0,6}\W*$",
    re.IGNORECASE,
)


_DISBELIEF_AR = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:لا أحد (?:\S+ ){0,4}?(?:يعتقد|يصدق|يظن|يتوقع|يرى)|"
        r"(?:لا|لم|لست) [يتان](?:عتقد|صدق|ظن|رى|توقع|ؤمن|جد)(?:ون|ن|وا)?(?= )|لست (?:متأكدا|مقتنعا|واثقا)|"
        r"قل(?:ة|ما|يلون) (?:\S+ ){0,3}?(?:يصدق|يعتقد|يتوقع)\w*|من الخطأ الاعتقاد)"
    )
)


def denied_belief(text: str, language: str) -> bool:
    """Whether the clause says that nobody believes it, that it is doubted or denied."""
    if language == "ar":
        return bool(_DISBELIEF_AR.search(text))
    return "disbelief" in _held()(text) and bool(_DISBELIEF_EN.search(text))


_DISBELIEF_EN = re.compile(
    r"\b(?:(?:nobody|no one|few|neither|hardly anyone)\b[^,.;]{0,60}\b(?:believes?|thinks?|accepts?|trusts?|"
    r"expects?|doubts? it)\b"
    r"|(?:do|does|did|would) ?(?:not|n't) (?:believe|think|accept|mean|agree)\b|don't (?:believe|"
    r"think|mean)\b|doubt(?:s|ed|ful)?\b(?! (?:that )?(?:no|it))"
    r"|(?:premature|too early|too soon|wrong|naive|foolish|a (?:\w+ )?mistake|an error|dangerous|"
    r"misleading|nonsense|absurd) to (?:say|speak|declare|claim|talk|celebrate|think|believe|"
    r"conclude|announce|write)"
    r"|(?:is|was) (?:not|un-?) ?true\b|no truth\b|(?:is|was) untrue\b"
    r"|(?:is|are|was|were) (?:a )?(?:false|untrue|exaggerat\w+|propaganda|lies?|myth|illusion|"
    r"wishful|nonsense|premature)\b|proved? (?:to be )?(?:untrue|false|wrong|premature)\b)",
    re.IGNORECASE,
)


def hypothetical(text: str, language: str) -> bool:
    """Whether a clause only supposes: if, unless, whether; "even if" concedes and supposes nothing."""
    if not _told("hypothetical", text, language):
        return False
    bare = _patterns(language)["directions.concession"].sub(lambda match: "~" * len(match.group()), text)
    return bool(_told("hypothetical", bare, language))


def question(text: str) -> bool:
    """Whether it asks."""
    return text.rstrip(' "\n').endswith("?")


def modality(text: str, language: str, stance: str) -> str:
    """How sure the words are: possible, likely, intent, conditional or certain."""
    if hypothetical(text, language):
        return "conditional"
    if stance == "vows" or _told("intent", text, language):
        return "intent"
    possible = _told("possible", text, language)
    ability = possible and language == "en" and possible.group().lower() == "can"
    barred = possible and re.match(r"\s+(?:no longer|not|never)\b|not\b", text[possible.end() : possible.end() + 12])
    if possible and not ability and not barred:
        return "possible"
    if stance == "expects" or _told("likely", text, language):
        return "likely"
    return "certain"


def future(text: str, language: str) -> bool:
    """Whether the clause is about what is to come."""
    return bool(_told("future", text, language))


_ORDERED = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:قد )?(?:امهل|حدد|منح|اعطي|امر|كلف|اوعز|يامر|يكلف|يمهل)(?:ت|وا)?(?:هم|ها|"
        r"ه)?(?!\w).{0,80}(?:لـ?ل?|"
        r"ب)?(?:ال)?(?:قضاء|انهاء|هزيمه|دحر|سحق|حسم|استعاده|تحرير|تطهير|اعاده (?:ال)?(?:امن|استقرار|"
        r"هدوء)|فرض (?:ال)?(?:امن|سيطر)|"
        r"بسط|استتباب)"
    )
)


def ordered(text: str, language: str) -> bool:
    """Whether somebody sets others a time: "gave the army three months to end the insurgency"."""
    if language == "ar":
        return bool(_ORDERED.search(text))
    if "deadline" in text and re.search(r"\bdeadline\b[^,.;]{0,50}\b(?:set|gave|given|imposed|announced)\b", text):
        return True
    return "order" in _held()(text) and bool(_order().search(text))


@cache
def _order() -> re.Pattern[str]:
    words = lexicon("en")["directions"]
    acts = one_of([
        *words["end_act"], *words["clear_act"], "win", "finish", "complete", "lay down", "disarm", "surrender",
        "hand (?:over|in)",
    ])  # fmt: skip
    who = (
        r"(?:(?:the|his|her|its|their|our) )?(?:[\w' -]{0,40}\b)?(?:army|military|troops|soldiers|forces|"
        r"commanders?|generals?|chiefs?|police|ministers?|government|navy|marines|him|them|officers|governor|"
        r"coalition|rebels|militants|insurgents|guerrillas|gunmen|fighters|group|movement)\b"
    )
    verbs = (
        r"(?:gave|given|gives|granted|grants|allowed|set|sets|ordered|orders|instructed|directed|tasked|"
        r"commanded|told|imposed)"
    )
    return re.compile(rf"\b{verbs}\s+{who}[^.;]{{0,60}}?\b(?:to|for|of) (?:\w+ ){{0,3}}?{acts}", re.IGNORECASE)


# a condition before or behind what is said: "if we stay, ...", "... as soon as the soldiers return to their barracks"
_CONDITION = re.compile(
    r"(?P<lead>^|\S\s+)(?:if|unless|provided(?: that)?|as long as|so long as|as soon as|on condition that|in case)\s+"
    r"(?:[^,.;]+(?=,)|[^,.;]+$)",
    re.IGNORECASE,
)


def supposed(text: str) -> bool:
    """Whether an English clause stands under a condition."""
    return "condition" in _held()(text) and bool(_CONDITION.search(text))


def without_concession(text: str, language: str) -> str:
    """The clause with what it only concedes or supposes made blank: "even if it lost every village"."""
    if language == "ar":
        return re.sub(
            r"(?<!\w)(?:حتي لو|حتي وان|حتي اذا|رغم|علي الرغم)(?!\w)[^,.;]*",
            lambda match: "~" * len(match.group()),
            text,
        )
    if "condition" in _held()(text):
        text = _CONDITION.sub(lambda match: match["lead"] + "~" * (len(match.group()) - len(match["lead"])), text)
    if "concessive" not in _held()(text):
        return text
    bare = _CONCESSION.sub(lambda match: "~" * len(match.group()), text)
    return text if _ALONE.fullmatch(bare) else bare


_CONCESSION = re.compile(
    r"\b(?:even if|even though|despite|regardless of|in spite of)\b(?:[^,.;]|(?<=\d)[,.](?=\d))*", re.IGNORECASE
)
_ALONE = re.compile(r"[~\W]*(?:(?:which|who|whose|where)\b.*)?", re.DOTALL)  # what is conceded is all that is said


def pronoun(text: str, language: str) -> bool:
    """Whether the clause speaks of "them" or "it"."""
    if language == "ar":
        return bool(re.search(plain(r"(?<!\w)(?:هم|\w{2,}هم|\w{2,}وا|[يت]\w+ون)(?!\w)"), text))
    return "pronoun" in _held()(text) and bool(_PRONOUN.search(text))


_PRONOUN = re.compile(r"\b(?:they|them|their|theirs|it|its)\b", re.IGNORECASE)
