"""Which groups a name in a text stands for, so that two names can be told to be of the same group.

"Ansar Bait al-Maqdis" and "Islamic State - Sinai Province" are; "Sikh militants" are "Sikh separatists"; groups that
were renamed are one, branches and their mothers are not.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from smoulder.lineage import SAME, Lineage, fold, reached
from smoulder.spellings import ARABIC, spelling

LONG = 8  # letters of a folded name, from where on another spelling of it is the same name
_AND = re.compile(r"\s+(?:and|or|&)\s+|[,;/()]|-(?:led|dominated)\s")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# words for fighters say nothing of whose they are: "Sikh militants" are "Sikh separatists"; nor do those beside them
_FIGHTERS = frozenset(
    "rebel rebels insurgent insurgents militant militants separatist separatists secessionist secessionists guerrilla"
    " guerrillas fighters gunmen jihadist jihadists islamists mujahideen".split()
)
_GANGS = frozenset("gang gangs bandits".split())
_BESIDE = frozenset("armed group groups faction factions forces bands movement movements units".split())


def groups_named(name: str, lineage: Lineage) -> set[str]:
    """The groups that a name stands for, by their names in the lineage under which the same organisation is known."""
    known = _known(tuple((each.name, each.names) for each in lineage.groups.values()))
    found = known.get(fold(name), frozenset())
    if not found:
        bare = _BRACKETS.sub("", name)
        kind = _people(bare).rpartition(" ")[2]  # "Kashmiri and Pakistani militants" are Kashmiri militants, too
        parts = [*_AND.split(name), *(f"{each} {kind}" for each in _AND.split(bare)), bare, name]
        found = frozenset(group for part in parts if len(fold(part)) > 1 for group in _told(part.strip(), known))
    return {same for each in found for same in (reached(each, SAME, lineage, {}) if each in lineage.groups else [each])}


def _told(name: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Groups by their name, by another spelling of it, or as the fighters of a people; else the name folded."""
    told = [fold(name), _spelt(name)]
    if people := _people(name):
        bare = people.rpartition(" ")[0]
        told += [fold(bare), _spelt(bare), people]
    return next((known[each] for each in told if each in known), frozenset({told[-1] if people else told[0]}))


def _people(name: str) -> str:
    """Whose fighters a name tells of: "sikh fighters" for "Sikh separatist groups"; nothing if it does not end so."""
    words = name.split()
    while words and words[-1].casefold() in _FIGHTERS | _GANGS | _BESIDE:
        words.pop()
    told = {word.casefold() for word in name.split()[len(words) :]}
    if not words or not told & (_FIGHTERS | _GANGS):
        return ""
    return f"{' '.join(words).casefold()} {'gangs' if told & _GANGS else 'fighters'}"


def _spelt(name: str) -> str:
    """A long name in one spelling, as "Beit" and "Bayt" are; that of a short one would be another's."""
    folded = spelling(name)
    return f"~{folded}" if len(folded) >= LONG and not ARABIC.search(name) else fold(name)


@lru_cache(4)
def _known(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, frozenset[str]]:
    """Groups by all that they are called in the lineage and in news; only initials may be those of several."""
    told = tomllib.loads((files("smoulder") / "text_names.toml").read_text("utf-8"))
    every = [(name, group) for group, names in groups for name in names]
    every += [(name, group) for table in ("groups", "beyond") for group, names in told[table].items() for name in names]
    every += [(group, group) for group in [*told["beyond"], *(each[0] for each in told["here"]["groups"])]]
    exact, close, short = dict[str, set[str]](), dict[str, set[str]](), set[str]()
    for name, group in every:
        exact.setdefault(fold(name), {group})
        close.setdefault(_spelt(name), set()).add(group)
        if people := _people(name):
            close.setdefault(people, set()).add(group)
    for rule in told["where"]:
        for name in rule["names"]:
            if name[0].isupper():
                close.setdefault(fold(name), set()).add(rule["group"])
                short |= {fold(name)} if name.isupper() else set()
    one = {name: those for name, those in close.items() if len(those) == 1 or name in short}
    return {name: frozenset(those) for name, those in {**one, **exact}.items()}
