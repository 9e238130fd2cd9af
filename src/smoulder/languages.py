"""The language of a text, by its letters and its commonest words; English and Arabic are read."""

import re
from collections import Counter

from smoulder.errors import BadInput

SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff",
    "Hebrew": "\u05d0-\u05ea",
    "Armenian": "\u0531-\u0587",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u137f",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Tamil": "\u0b80-\u0bff",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Burmese": "\u1000-\u109f",
    "Chinese or Japanese": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Korean": "\uac00-\ud7af\u1100-\u11ff",
}
LETTERS = {name: re.compile(f"[{span}]") for name, span in SCRIPTS.items()}
LETTER = re.compile(r"[^\W\d_]")
# Letters that Arabic itself does not have.
OF_ARABIC_SCRIPT = {
    "Urdu": re.compile("[\u0679\u0688\u0691\u06ba\u06d2\u06be]"),
    "Pashto": re.compile("[\u0681\u0685\u0693\u0696\u069a\u06ab\u06bc\u06cd\u06d0\u067c\u0689]"),
    "Kurdish": re.compile("[\u06d5\u0695\u06b5\u06c6\u06ce]"),
    "Persian": re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9]"),
}
COMMON = {
    "English": "the of and to in is was for on with said that by it as he from at are were has have be not his they"
    " this will had but which their an who its after more than",
    "French": "le la les des et en du un une est que dans qui pour sur au par pas plus avec ce il sont a été ont aux",
    "Spanish": "el la los las de y en un una es que por con para del se no su al lo como más fue han sus este pero",
    "Portuguese": "o os as de e em um uma que não para com do da no na se por mais dos das foi ao são à pelo",
    "German": "der die das und in den von zu mit ist des auf für im dem nicht ein eine als auch es an werden wurde",
    "Italian": "il la di e che in un una per con del della non è sono le gli dei al da nel più anche si ha",
    "Dutch": "de het een en van in is dat op te zijn met voor niet aan er om door werd bij ook",
    "Turkish": "ve bir bu da de için ile olarak olan çok daha ise gibi kadar sonra ancak tarafından",
    "Indonesian": "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh telah adalah juga",
    "Swahili": "na ya wa kwa ni katika za la kuwa cha hiyo huo hilo alisema watu baada",
    "Somali": "iyo ka ku oo ee uu ay waxaa soo la wax in ah kale sheegay",
    "Polish": "i w na z się nie do to że jest o jak przez po od za ale przy",
    "Tagalog": "ang ng sa mga na at ay para ni si hindi nang kay ito niya",
}  # fmt: skip
WORDS = {name: frozenset(words.split()) for name, words in COMMON.items()}
READ = {"English": "en", "Arabic": "ar"}
ENOUGH = 12  # words, to tell languages of one script apart


def language_of(text: str, source: str) -> str:
    """The language of a text, "en" or "ar"; raises BadInput, naming the language, for any other."""
    name = _language(text)
    if name in READ:
        return READ[name]
    raise BadInput(
        f"{source} seems to be written in {name}; English and Arabic are read: give a translation into one of them."
    )


def script_of(text: str) -> str | None:
    """The script of most letters; None where there is no letter of a known script."""
    whole = len(LETTER.findall(text))
    for name in ("Latin", "Arabic"):  # most texts are decided here
        if 2 * len(LETTERS[name].findall(text)) > whole:
            return name
    counts = {name: len(letters.findall(text)) for name, letters in LETTERS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] else None


def _language(text: str) -> str:
    script = script_of(text[:50_000])
    if script == "Arabic":
        letters = len(LETTERS["Arabic"].findall(text))
        for name, own in OF_ARABIC_SCRIPT.items():
            if len(own.findall(text)) > 0.015 * letters:
                return name
        return "Arabic"
    if script != "Latin":
        return "an unknown language" if script is None else f"{script} letters"
    words = re.findall(r"[^\W\d_]+", text[:50_000].lower())
    counts = Counter(words)
    share = {name: sum(counts[word] for word in common) / len(words) for name, common in WORDS.items()}
    best = max(share, key=lambda name: share[name])
    if best == "English" or len(words) < ENOUGH:
        return "English" if share["English"] >= 0.5 * share[best] else best
    if share["English"] >= share[best] or share[best] < 0.08:
        return "English" if share["English"] > 0.06 else "an unknown language"
    return best
