"""Actors that are no armed groups: governments, their forces, coalitions, organisations, media, persons in office."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache

from smoulder.claim import Article, Mention
from smoulder.spellings import has_arabic
from smoulder.tokens import around, first_words, key, longest_names, words_of
from smoulder.toponyms import Gazetteer, load_gazetteer
from smoulder.war_places import tables

FORCES = re.compile(
    r"\b(?=[A-Zacdfgmnpst])(?P<the>[Tt]he\s+)?(?P<whose>(?:(?!The\s)[A-Z][\w-]{1,40}+(?:\s[A-Z][\w-]{1,40}+)?|government|state|federal|national|security|special)\s+)?"
    r"(?P<force>(?=[acdfgmnpstACDFGMNPST])"
    r"(?i:(?:security|armed|special|defen[cs]e|counter[- ]?terrorism|counter[- ]?insurgency|ground"
    r"|federal|military)\s+"
    r"(?:forces?|service|police|units?)|army|military|air\s+force|navy|troops|forces|soldiers|police|marines|paratroopers"
    r"|peshmerga|paramilitaries))\b(?!\s+(?:official|officer|spokes|statement|source|operation|base|post|campaign|commander|action))"
)
FORCES_ARABIC = re.compile(
    r"(?<!\w)[وبلف]?(?P<all>(?P<what>القوات|الجيش|الشرطة|قوات الأمن|القوات المسلحة|قوات الجيش|جهاز مكافحة الإرهاب"
    r"|الحشد الشعبي"
    r"|قيادة العمليات المشتركة|البيشمركة|القوات الحكومية|القوات الأمنية)(?:\s+(?P<whose>ال\w+?(?:ية|ي)))?)(?!\w)"
)
OF_ARABIC = {
    "الجيش": "army", "الشرطة": "police", "قوات الأمن": "security forces", "القوات المسلحة": "armed forces",
    "قوات الجيش": "army",
    "جهاز مكافحة الإرهاب": "counter terrorism service", "الحشد الشعبي": "popular mobilization forces",
    "البيشمركة": "peshmerga",
    "قيادة العمليات المشتركة": "joint operations command", "القوات الأمنية": "security forces",
}  # fmt: skip
GOVERNMENT = re.compile(
    r"\b(?=[A-Zgjrt])(?P<the>[Tt]he\s+)?(?P<whose>(?!The\s)[A-Z][\w-]{1,40}(?:\s[A-Z][\w-]{1,40})?(?:['’]s)?\s+)?(?P<word>government|regime|junta)\b(?:\s+of\s+(?P<of>[A-Z]\w+(?:\s[A-Z]\w+)?))?"
    r"(?!\s+(?:official|minister|spokes|troops|forces|soldier))"
)
GOVERNMENT_ARABIC = re.compile(
    r"(?<!\w)[وبلف]?(?P<all>(?:الحكومة|النظام|السلطات)(?:\s+(?P<whose>ال\w+?(?:ية|ي)))?)(?!\w)"
)
HEAD = 2_000  # letters
NAME = r"(?:(?:al|el|bin|ibn|abu|de|del|von|van|da|dos|ag|ould)[- ])?[A-Z][\w'’.-]*[\w]"
TITLE = (
    r"(?:(?:Acting|Deputy|Former|Interim|Vice|Prime|Interior|Defen[cs]e|Foreign|Information|Justice|Security|Army|Federal|Provincial)\s+)*"
    r"(?:President|Premier|Minister|Secretary(?:-General|\s+General|\s+of\s+(?:State|Defen[cs]e))?|Chancellor|King|Governor|Senator"
    r"|General|Gen\.|Lt\.?\s+Gen\.?|Maj\.?\s+Gen\.?|Brig\.?\s+Gen\.?|Lieutenant\s+General|Major\s+General|Brigadier(?:\s+General)?"
    r"|Colonel|Col\.|Major|Captain|Commander|Marshal|Admiral|Spokes(?:man|woman|person)|spokes(?:man|woman|person)|Ambassador|Mayor"
    r"|Sheikh|Mullah|Imam|Chief|Envoy|Director|commander|general|president|prime\s+minister|minister)"
)
PERSON = re.compile(rf"\b(?=[A-Vcgmps]){TITLE},?\s+(?P<name>{NAME}(?:\s+{NAME}){{1,3}})")
POSSESSIVE = re.compile("['’]s$")
TITLE_ARABIC = (
    r"(?:رئيس الوزراء|رئيس الحكومة|رئيس الجمهورية|الرئيس|وزير الدفاع|وزير الداخلية|وزير الخارجية|وزير|الوزير"
    r"|اللواء|العميد|العقيد|الفريق|الجنرال"
    r"|القائد|المتحدث|الناطق|الأمين العام|المبعوث|السفير|النائب|المحافظ|الشيخ|الخبير|المحلل)"
)
PERSON_ARABIC = re.compile(
    rf"(?<!\w)[وبلف]?{TITLE_ARABIC}(?:\s+(?:ال\w+ي|الركن|الأول))?\s+(?P<name>[\u0621-\u064a]{{3,}}\s+(?:[\u0621-\u064a]{{2,4}}\s+)?ال?[\u0621-\u064a]{{3,}})"
)
NOT_A_NAME = re.compile(
    r"^(باسم|في|من|على|إن|أن|إلى|عن|قال|بأن|يوم|خلال|بعد|قبل|الذي|التي|أمس|اليوم)|\s(في|من|على|إن|أن|إلى|عن|قال|بأن|يوم|خلال|بعد|قبل|الذي|التي|أمس)$"
)


def others_in(article: Article) -> list[Mention]:
    """The actors of an article that are no armed groups, with their kinds; those of no named country are its own's."""
    text = article.text
    words = words_of(text)
    gazetteer = load_gazetteer()
    own = _own_country(text, gazetteer)
    usual, starts = _usual()
    found = [
        Mention(text[start:end], start, end, *usual[name])
        for start, end, name in longest_names(text, words, starts, usual.keys())
        if " " in name or text[start:end] != text[start:end].lower()
        if not (usual[name][0].isupper() and text[start:end] != text[start:end].upper() and len(name) <= 4)
    ]
    found += [*_forces(text, own, gazetteer), *_governments(text, own, gazetteer), *_persons(text)]
    if any(each.kind == "coalition" and each.refers_to != "coalition" for each in found):
        named = next(each.refers_to for each in found if each.kind == "coalition" and each.refers_to != "coalition")
        found = [each._replace(refers_to=named) if each.refers_to == "coalition" else each for each in found]
    return found


FORCE = re.compile(
    r"\b(?=[afmnpstuAFMNPSTU])(?i:forces?|service|police|units?|army|military|navy|troops|soldiers|marines|paratroopers|peshmerga|"
    r"paramilitaries)\b"
)
RULE = re.compile(r"\b(?=[grj])(?:government|regime|junta)\b")


def _forces(text: str, own: str | None, gazetteer: Gazetteer) -> Iterator[Mention]:
    for pattern in (FORCES, FORCES_ARABIC) if has_arabic(text) else (FORCES,):
        latin = pattern is FORCES
        for found in around(FORCE, pattern, text) if latin else pattern.finditer(text):
            whose = (found["whose"] or "").strip()
            code = _people(whose, gazetteer)
            if latin and not (
                code or found["the"] or found["force"][0].isupper() or whose.lower() in ("government", "security")
            ):
                continue
            start = (
                found.start("whose")
                if latin and code and whose
                else found.start("force")
                if latin
                else found.start("all")
            )
            if latin and not code and found["the"]:
                start = found.start("the")
            force = " ".join(found["force"].lower().split()) if latin else OF_ARABIC.get(found["what"], "forces")
            yield _of_state(text, start, found.end(), force, code or own, gazetteer)


def _governments(text: str, own: str | None, gazetteer: Gazetteer) -> Iterator[Mention]:
    for pattern in (GOVERNMENT, GOVERNMENT_ARABIC) if has_arabic(text) else (GOVERNMENT,):
        latin = pattern is GOVERNMENT
        for found in around(RULE, pattern, text) if latin else pattern.finditer(text):
            named = (found["whose"] or (found["of"] if latin else None) or "").strip()
            code = _people(POSSESSIVE.sub("", named), gazetteer)
            if latin and not code and not found["the"]:
                continue
            start = (
                (found.start("whose") if code and found["whose"] else found.start()) if latin else found.start("all")
            )
            name = gazetteer.nations[of].name if (of := code or own) else None
            refers = f"Government of {name}" if name else "government"
            yield Mention(text[start : found.end()], start, found.end(), refers, "state")


def _of_state(text: str, start: int, end: int, what: str, code: str | None, gazetteer: Gazetteer) -> Mention:
    nation = gazetteer.nations[code].name if code else None
    return Mention(text[start:end], start, end, f"{what} of {nation}" if nation else what, "state_force")


def _people(word: str, gazetteer: Gazetteer) -> str | None:
    """The country of a people or of a country's name."""
    name = key(word)
    for each in (name, name.rpartition(" ")[2]):
        if each in gazetteer.peoples:
            return gazetteer.peoples[each]
        for entry in gazetteer.exact.get(each, ()):
            if entry.kind == "country":
                return entry.country
    return None


def _own_country(text: str, gazetteer: Gazetteer) -> str | None:
    """The country that the head of a text speaks of most, by its names and places."""
    counts: Counter[str] = Counter()
    head = [word for word in words_of(text) if word.end <= HEAD]
    for start, _, name in longest_names(text, head, gazetteer.starts, gazetteer.exact):
        codes = {entry.country for entry in gazetteer.exact[name] if entry.country}
        if len(codes) == 1 and not gazetteer.ambiguous.get(name):
            counts.update({code: 2 if start < 200 else 1 for each in codes for code in each.split("/")})
    return max(counts, key=lambda code: counts[code]) if counts else None


def _persons(text: str) -> Iterator[Mention]:
    for found in PERSON.finditer(text):
        yield Mention(found["name"], found.start("name"), found.end("name"), found["name"], "person")
    for found in PERSON_ARABIC.finditer(text) if has_arabic(text) else ():
        if not NOT_A_NAME.search(found["name"]):
            yield Mention(found["name"], found.start("name"), found.end("name"), found["name"], "person")


@cache
def _usual() -> tuple[Mapping[str, tuple[str, str]], Mapping[str, Set[str]]]:
    usual = {
        key(name): (refers, kind)
        for kind, named in tables()["others"].items()
        for refers, names in named.items()
        for name in names
    }
    return usual, first_words(usual)
