"""Words about a name that tell whether it is a place here: "town of", "in", "district", and titles of persons."""

import re
from functools import cache, lru_cache

from smoulder.lexicon import one_of

# Words after a name that are part of it, and what they make of it.
FEATURES = {
    "city": "city", "town": "town", "village": "village", "province": "province", "governorate": "province",
    "state": "province", "region": "region", "oblast": "province", "department": "province", "county": "province",
    "district": "district", "agency": "district", "municipality": "district", "valley": "valley", "gorge": "valley",
    "forest": "forest", "forests": "forest", "jungle": "forest", "jungles": "forest", "reserve": "forest",
    "desert": "desert", "badia": "desert", "mountain": "mountains", "mountains": "mountains", "hills": "mountains",
    "highlands": "mountains", "river": "river", "basin": "region", "delta": "region", "island": "island",
    "islands": "island", "archipelago": "island", "peninsula": "region", "lake": "lake", "pocket": "pocket",
    "enclave": "pocket", "triangle": "region", "camp": "camp",
    "quarter": "district", "suburb": "district",
    "neighbourhood": "district", "neighborhood": "district", "plateau": "mountains", "plain": "region",
    "marshes": "region", "corridor": "region", "governorates": "province", "provinces": "province",
}  # fmt: skip
# Words before a name that say what it is; "of", "with" and "the" may stand between.
KINDS = frozenset(
    """town city village district province state governorate region suburb capital port camp island outskirts north
    south east west northern southern eastern western central border borders frontier towns cities villages districts
    provinces suburbs hamlet hamlets quarter neighbourhood neighborhood valley forest forests hills mountains plateau
    plain stronghold bastion enclave crossing airport heights northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern""".split()
)
# Words before a name that say where something is or goes.
WHERE = frozenset(
    """in at near from to into around outside inside across throughout toward towards through between within over of and
    off reached entered left retook captured seized control against leaving about on above below behind beyond via
    besieged besieging recaptured liberated stormed storming overran shelled shelling bombed bombing evacuated fled
    fleeing holds held hold retake capture recapture seize take took lost abandoned surrounded encircled storm enter
    reach outside approaching approached encircling capturing retaking seizing entering""".split()
)
LINKS = frozenset(("the", "of", "with"))
KINDS_ARABIC = """مدينة بلدة قرية محافظة ولاية إقليم منطقة قضاء ناحية مخيم ريف جزيرة نهر شمال جنوب شرق غرب شمالي جنوبي
    شرقي غربي وسط دولة العاصمة عاصمة حدود مطار جبال جبل وادي صحراء حي ممر بلدتي مدينتي ضفة ضفاف ضفتي
    مديرية ضاحية بلدات معقل معقله ثكنة قاعدة جبهة جرود سهل هضبة غابات غابة معبر قريتي أحياء مدن قرى تخوم
    مشارف أطراف محيط ضواحي""".split()
WHERE_ARABIC = """في من إلى الى قرب نحو باتجاه بين داخل خارج عبر حول على عن لدى سكان أهالي سقوط تحرير استعادة دخول حصار
    قصف اقتحام معركة معارك دخلت دخلوا غادر غادرت استعاد استعادت اقتحم اقتحمت حررت سوى بعد فوق تجاه صوب
    طريق كامل وراء خلف مقاتلي متمردي مسلحي نازحي شيوخ وجهاء مختار رئيس نائب والي عمدة مستشفى سوق""".split()
TITLES = frozenset(
    """mr mrs ms dr president general gen colonel col major captain lieutenant sheikh minister secretary senator king
    prince princess pope sir lord saint st judge justice professor commander ambassador governor mayor imam mullah coach
    brigadier sergeant marshal admiral chief leader spokesman spokeswoman envoy emir""".split()
)
LAST = re.compile(r"([A-Za-z]+)\.?\s+$")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds, where = (one_of(words, any_case=True) for words in (KINDS, WHERE))
    kinds_arabic, where_arabic = ("|".join(words) for words in (KINDS_ARABIC, WHERE_ARABIC))
    strong = rf"\b({kinds})\s+(of\s+|with\s+)?(the\s+)?$|(?<!\w)[وفبل]?({kinds_arabic})\s+[وبلف]?$"
    weak = rf"\b({where})\s+(the\s+)?$|(?<!\w)[وفبل]?({where_arabic})\s+$|(?<!\w)[وفبل]{{1,2}}$"
    return re.compile(strong, re.IGNORECASE), re.compile(weak, re.IGNORECASE)


def kind_before(text: str, start: int) -> re.Match[str] | None:
    """A word before a name that says what it is, in English as group 1: "town of"."""
    before, last = _before(text, start)
    return _patterns()[0].search(before) if last is None or last in KINDS or last in LINKS else None


def where_before(text: str, start: int) -> bool:
    """Whether a word before a name says where something is or goes: "in", "near the"."""
    before, last = _before(text, start)
    return (last is None or last in WHERE or last in LINKS) and bool(_patterns()[1].search(before))


def titled(text: str, start: int) -> bool:
    """Whether a title stands before a name: "President"."""
    return _before(text, start)[1] in TITLES


@lru_cache(64)  # a name is asked for a title, for what it is and for where
def _before(text: str, start: int) -> tuple[str, str | None]:
    """What stands before a name, and its last word in small letters: None if that is no Latin one, "" if none is."""
    before = text[max(0, start - 30) : start]
    words = before[-16:].rstrip()
    last = words.rpartition(" ")[2].removesuffix(".")
    if last.isascii() and last.isalpha() and before[-1:].isspace():
        return before, last.lower()
    if before[-1:].isspace() and (found := LAST.search(before[-16:])):
        return before, found[1].lower()
    return before, "" if before.rstrip()[-1:].isascii() else None
