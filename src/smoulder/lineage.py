"""Known armed groups: what each is called, and how it relates to others, from a checked-in file and the user's own."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

from smoulder.errors import BadInput

INVERSE = {
    "renamed_from": "renamed_to",
    "successor_of": "predecessor_of",
    "splinter_of": "split_into",
    "merged_into": "merger_of",
}
# What a group went on as, and what it came from. A splinter is another group.
BECAME = ("renamed_to", "predecessor_of", "merged_into")
CAME_FROM = ("renamed_from", "successor_of", "merger_of")
SAME = ("alias_of", "renamed_to", "renamed_from")  # another name of the whole group
GROUP_KEYS = {"name", "ucdp", "ucdp_name", "gtd", "aliases", "lineage", "state"}
LINK_KEYS = {"relation", "other", "from", "source"}
STATE_KEYS = {"as", "of", "from", "until", "source"}
OF_STATE = ("government", "army")
SINCE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)

Link = TypedDict("Link", {"relation": str, "group": str, "from": str | None, "source": str})
"""How a group relates to another; `from` is an ISO date of the precision known, None if unknown."""


class State(NamedTuple):
    """A time in which a group was a government or a part of an army, and what it does counts as the state's.

    part: of OF_STATE; country: of which; since, until: ISO, as exact as is known; until None: to this day.
    """

    part: str
    country: str
    since: str
    until: str | None
    source: str


class Known(NamedTuple):
    """A group of a lineage file: `names` are its name and aliases, `links` and `states` those written with it."""

    name: str
    ucdp: str | None
    ucdp_name: str | None
    names: tuple[str, ...]
    links: tuple[Link, ...]
    states: tuple[State, ...] = ()


@dataclass(frozen=True, eq=False)  # itself a key: the names made of it are kept
class Lineage:
    """Known groups by name; the way to a name from a folded alias or a UCDP id; links of each in both directions."""

    groups: Mapping[str, Known]
    by_name: Mapping[str, str]
    by_ucdp: Mapping[str, str]
    kin: Mapping[str, tuple[Link, ...]]


@lru_cache(1 << 14)  # names are folded again and again
def fold(text: str) -> str:
    """The letters and digits of a text, of any script, without case, accents and a leading "the".

    >>> fold("Túpac Amaru"), fold("M-19"), fold("The Da'esh") == fold("Daesh")
    ('tupacamaru', 'm19', True)
    """
    if text.isascii() and text.isalnum():  # most words
        return text.lower()
    plain = ARTICLE.sub("", text if text.isascii() else unicodedata.normalize("NFKD", text))
    return "".join(filter(str.isalnum, plain)).casefold()


def load_lineage(own: Path | None = None) -> Lineage:
    """The lineage that ships with smoulder, and over it the user's own file.

    A group that both files name has the names and links of both; where they contradict each other the own file wins.
    Raises BadInput, naming file and group, for a file that cannot be read or breaks the form its head describes.
    """
    shipped = Path(str(files("smoulder") / "lineage.toml"))
    groups: dict[str, Known] = {}
    by_name: dict[str, str] = {}
    by_ucdp: dict[str, str] = {}
    for path in [shipped, own] if own else [shipped]:
        read = _read(path)
        by_name |= _index(path, ((name, known.name) for known in read for name in {*map(fold, known.names)}))
        by_ucdp |= _index(path, ((known.ucdp, known.name) for known in read if known.ucdp))
        groups |= {known.name: _over(groups.get(known.name), known) for known in read}
        for name, other in ((known.name, link["group"]) for known in read for link in known.links):
            where = f"{path}: group '{name}'"
            _insist(other in groups and other != name, where, f"'{other}' is no other group; add a [[group]] for it")
    return Lineage(groups, by_name, by_ucdp, _both_ways(groups))


def reached(
    name: str, relations: Iterable[str], lineage: Lineage, began: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Where links of some relations lead from a group, over any number of steps: the day they open, and how.

    began: the day of each group's first event, ISO; a link without a date opens on that of the younger group, and not
    while that was never seen. The day is "" for always, else as exact as it is known. The relation is that of the
    first step that is no renaming; the group itself is its own alias.
    """
    found: dict[str, tuple[str, str]] = {}
    ways = [("", 0, name, "alias_of")]
    pushed = 0
    while ways:
        since, _, each, relation = heappop(ways)
        if each in found:
            continue
        found[each] = since, relation
        for link in lineage.kin[each]:
            younger = link["group"] if link["relation"] in BECAME else each
            opens = link["from"] or began.get(younger)
            if link["relation"] in relations and opens is not None:
                pushed += 1  # of ways that open together the shorter one comes first
                how = link["relation"] if relation in SAME else relation
                heappush(ways, (max(since, opens), pushed, link["group"], how))
    return found


def _both_ways(groups: Mapping[str, Known]) -> dict[str, tuple[Link, ...]]:
    """The links of each group in both directions, oldest first, those without a date last."""
    links: dict[str, list[Link]] = {name: list(known.links) for name, known in groups.items()}
    for name, known in groups.items():
        for link in known.links:
            links[link["group"]].append({**link, "relation": INVERSE[link["relation"]], "group": name})
    return {name: tuple(sorted(each, key=lambda link: link["from"] or "9999")) for name, each in links.items()}


def _over(shipped: Known | None, own: Known) -> Known:
    if shipped is None:
        return own
    return Known(
        own.name,
        own.ucdp or shipped.ucdp,
        own.ucdp_name or shipped.ucdp_name,
        tuple(dict.fromkeys([*shipped.names, *own.names])),
        tuple({link["group"]: link for link in [*shipped.links, *own.links]}.values()),
        own.states or shipped.states,
    )


def _index(path: Path, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, name in pairs:
        _insist(word not in found, f"{path}: group '{name}'", f"shares '{word}' with '{found.get(word)}'")
        found[word] = name
    return found


def _read(path: Path) -> list[Known]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise BadInput(f"{path} cannot be read as a lineage file: {why}.") from None
    listed = tables.get("group")
    _insist(set(tables) == {"group"} and isinstance(listed, list), str(path), "must hold [[group]] entries only")
    read = [_group_from(f"{path}: group {number}", table) for number, table in enumerate(tables["group"], 1)]
    _index(path, ((known.name, f"{number}") for number, known in enumerate(read, 1)))
    return read


def _group_from(where: str, table: object) -> Known:
    group = _table(where, table, GROUP_KEYS)
    name = _text(where, group, "name")
    where = f"{where} ('{name}')"
    ucdp = group.get("ucdp")
    _insist(ucdp is None or type(ucdp) is int, where, f"ucdp must be a whole number, found {ucdp!r}")
    return Known(
        name,
        None if ucdp is None else str(ucdp),
        _text(where, group, "ucdp_name") if "ucdp_name" in group else None,
        (name, *(_text(where, {key: each}, key) for key in ("gtd", "aliases") for each in _list(where, group, key))),
        tuple(_link_from(where, link) for link in _list(where, group, "lineage")),
        tuple(_state_from(where, state) for state in _list(where, group, "state")),
    )


def _link_from(where: str, table: object) -> Link:
    link = _table(where, table, LINK_KEYS)
    relation = _text(where, link, "relation")
    _insist(relation in INVERSE, where, f"relation '{relation}' must be one of {', '.join(INVERSE)}")
    return {
        "relation": relation,
        "group": _text(where, link, "other"),
        "from": _date(where, link, "from") if "from" in link else None,
        "source": _text(where, link, "source"),
    }


def _state_from(where: str, table: object) -> State:
    state = _table(where, table, STATE_KEYS)
    part = _text(where, state, "as")
    _insist(part in OF_STATE, where, f"as '{part}' must be one of {', '.join(OF_STATE)}")
    until = _date(where, state, "until") if "until" in state else None
    since = _date(where, state, "from")
    _insist(until is None or until >= since, where, f"until {until} lies before from {since}")
    return State(part, _text(where, state, "of"), since, until, _text(where, state, "source"))


def _date(where: str, table: Mapping[str, object], key: str) -> str:
    text = _text(where, table, key)
    fits = SINCE.fullmatch(text) is not None
    _insist(fits, where, f'{key} = "{text}" must be a date written as "2013", "2013-04" or "2013-04-08"')
    return text


def _table(where: str, table: object, keys: set[str]) -> dict[str, object]:
    unknown = sorted(set(table) - keys) if isinstance(table, dict) else [repr(table)]
    _insist(not unknown, where, f"unknown {', '.join(unknown)}; the keys are {', '.join(sorted(keys))}")
    return cast(dict[str, object], table)


def _list(where: str, table: Mapping[str, object], key: str) -> list[object]:
    listed = table.get(key, [])
    _insist(isinstance(listed, list), where, f"{key} must be a list in square brackets, found {listed!r}")
    return cast(list[object], listed)


def _text(where: str, table: Mapping[str, object], key: str) -> str:
    text = table.get(key)
    _insist(isinstance(text, str) and bool(fold(text)), where, f"{key} must be a text in quotes, found {text!r}")
    return str(text)


def _insist(fine: bool, where: str, what: str) -> None:
    if not fine:
        raise BadInput(f"{where}: {what}.")
