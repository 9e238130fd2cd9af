"""Who is meant: a group by id, name, alias or misspelling, and what it came from.

A misspelling is accepted only when one group fits it: word by word, the first letter kept, short words exact, and the
whole at least 88% alike. Whatever else is close is offered, never chosen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from smoulder.errors import BadInput
from smoulder.lineage import BECAME, CAME_FROM, Known, Lineage, Link, State, fold, reached
from smoulder.months import first_day, month_id
from smoulder.types import Group

ACRONYM = re.compile(r"\(([^\s()]*[A-Z][^\s()]*[A-Z0-9][^\s()]*)\)")  # "(FARC)", "(LeT)", "(M-19)", but not "(Chile)"
ALIKE = 88  # percent: the least a misspelling has in common with the name it stands for
WORTH_OFFERING = 70  # percent


class Ambiguous(BadInput):
    """A name fits several groups; the message lists them."""


class Kin(NamedTuple):
    """What a group is under another name: how, and since what day, "" for always, else as exact as it is known.

    later: the group went on as it; else it came from it, or both are names of one time.
    """

    group: Group
    relation: str
    since: str
    later: bool

    @property
    def month(self) -> int:
        """The first month in which the two are one."""
        return month_id(date.fromisoformat(self.since + "0001-01-01"[len(self.since) :]))

    @property
    def counts_from(self) -> int | None:
        """The first month whose events are also the group's, None for all of them: what it came from, it was."""
        return self.month if self.later else None


def find(text: str, groups: Sequence[Group], lineage: Lineage) -> Group:
    """The one group that is meant by an id, a name, an alias or a misspelling.

    groups: what the store holds. Raises Ambiguous with the candidates when several fit, and BadInput, with the nearest
    names, when none does or when the group is known but not in the store.
    """
    text = text.strip()
    sought = fold(text)
    if not sought:
        raise BadInput("No group named: give an id, a name or an alias.")
    folded = [fold(group.name) for group in groups]
    for hits in (
        [group for group in groups if group.key == text],
        [group for group in groups if group.name.strip() == text],
        [group for group, name in zip(groups, folded, strict=True) if name == sought],
    ):
        if hits:
            return _only(text, hits)
    held = _held(groups, folded, lineage)
    hits = [group for group in groups if sought in map(fold, ACRONYM.findall(group.name))]
    if name := lineage.by_name.get(sought):
        if not (meant := _meant(name, held, lineage)):
            raise _not_held(text, name, groups, held, lineage)
        hits += meant
    return _only(text, hits) if hits else _misspelt(text, groups, held, lineage)


def search(text: str, groups: Sequence[Group], lineage: Lineage, limit: int = 20) -> list[Group]:
    """The groups whose id, name or alias is nearest to a text, best first; for an empty text the first ones."""
    sought = fold(text)
    if not sought:
        return list(groups[:limit])
    held = _held(groups, [fold(group.name) for group in groups], lineage)
    spelt = [(spelling, group) for spelling, fits in _spellings(groups, held, lineage) for group in fits]
    best: dict[Group, float] = {group: 102.0 for group in groups if group.key == text.strip()}
    for (_, group), score in zip(spelt, _likeness(text, [spelling for spelling, _ in spelt]), strict=True):
        if score >= WORTH_OFFERING:
            best[group] = max(score, best.get(group, 0))
    return sorted(best, key=lambda group: (-best[group], len(group.name), group.name))[:limit]


def aliases_of(group: Group, lineage: Lineage) -> tuple[str, ...]:
    """What else a group is called, without the name it bears here."""
    known = _known(group, fold(group.name), lineage)
    if known is None:
        return ()
    spelt = {fold(name): name for name in reversed(known.names) if lineage.by_name[fold(name)] == known.name}
    return tuple(spelt[name] for name in reversed(spelt) if name != fold(group.name))


def kin(group: Group, lineage: Lineage) -> tuple[Link, ...]:
    """The links of a group in both directions, oldest first, those without a date last."""
    known = _known(group, fold(group.name), lineage)
    return () if known is None else lineage.kin[known.name]


def states(group: Group, lineage: Lineage) -> tuple[State, ...]:
    """When a group was a government or a part of an army.

    UCDP's name does without the id here, if one group alone is called so: no event is counted by it.
    """
    name = fold(group.name)
    called = [each for each in lineage.groups.values() if each.ucdp_name and fold(each.ucdp_name) == name]
    known = _known(group, name, lineage) or (called[0] if len(called) == 1 else None)
    return () if known is None else known.states


def first_months(monthly: pl.DataFrame) -> dict[Group, int]:
    """The groups of monthly counts (columns key, name and month) by name, each with the month of its first event."""
    first = monthly.group_by("key", "name").agg(pl.col("month").min()).sort("name", "key")
    return {Group(key, name): month for key, name, month in first.select("key", "name", "month").iter_rows()}


def other_names(seen: Mapping[Group, int], lineage: Lineage) -> dict[str, list[Kin]]:
    """The groups of the store that a group is under another name, in order of time: by the key of each that has any.

    seen: the store's groups, each with the month of its first event. Aliases, renamings, successions and mergers are
    followed over any number of steps, back to what a group came from and on to what it became, but not on and back
    again: of two groups that joined a third, neither is the other. A splinter is another group.
    """
    held = _held(list(seen), [fold(group.name) for group in seen], lineage)
    began = {name: str(first_day(min(map(seen.__getitem__, groups)))) for name, groups in held.items()}
    found: dict[str, list[Kin]] = {}
    for name, groups in held.items():
        came, became = (reached(name, relations, lineage, began) for relations in (CAME_FROM, BECAME))
        ways = {other: min(way[other] for way in (came, became) if other in way) for other in came | became}
        for group in groups:
            kin = [
                Kin(each, relation, since, later=other not in came)
                for other, (since, relation) in ways.items()
                for each in held.get(other, ())
                if each != group
            ]
            if kin:
                found[group.key] = sorted(kin, key=lambda each: (each.since, each.group.name))
    return found


def with_kin(monthly: pl.DataFrame, lineage: Lineage) -> pl.DataFrame:
    """Monthly counts in which an event counts for every name that the group behind it had borne by that month.

    monthly: columns key, name, country, month, events, fatalities_best. From the month of a link on, each of the two
    has the events of both, so that a renaming or a merger ends neither; before it they are strangers, so that no month
    of any row tells of a link to come. What is first seen as another name of a row already there has no row of its
    own, and a row keeps the name it was first seen by: to name it for what it became would tell the future too.
    So of groups that merged each goes on with the same events: draw intervals by `family`. A fight between two
    names of one group counts twice.
    """
    seen = first_months(monthly)
    kin = other_names(seen, lineage)
    kept: set[str] = set()
    shares: list[tuple[str, str, str, int]] = []
    for group in sorted((group for group in seen if group.key in kin), key=lambda group: (seen[group], group)):
        if not any(each.group.key in kept and each.month <= seen[group] for each in kin[group.key]):
            kept.add(group.key)
            shares.append((group.key, group.key, group.name, seen[group]))
            shares += [(each.group.key, group.key, group.name, each.month) for each in kin[group.key]]
    columns = {"of": pl.String(), "key": pl.String(), "name": pl.String(), "since": monthly["month"].dtype}
    counted = (
        monthly.rename({"key": "of"})
        .drop("name")
        .join(pl.DataFrame(shares, schema=columns, orient="row"), on="of")
        .filter(pl.col("month") >= pl.col("since"))
        .group_by("key", "name", "country", "month")
        .agg(pl.when(pl.col(each).count() > 0).then(pl.col(each).sum()) for each in ("events", "fatalities_best"))
    )
    alone = monthly.filter(~pl.col("key").is_in(list(kin)))
    return pl.concat([alone, counted.select(alone.columns)]).sort("key", "country", "month")


def family(group: Group, lineage: Lineage) -> str:
    """One name for all groups that were ever joined, whatever the day and through however many others."""
    known = _known(group, fold(group.name), lineage)
    always = dict.fromkeys(lineage.groups, "")
    return group.name if known is None else min(reached(known.name, (*BECAME, *CAME_FROM), lineage, always))


def _known(group: Group, folded: str, lineage: Lineage) -> Known | None:
    """The lineage's entry of a group. An id alone does not do: another source may count its groups from 1."""
    if name := lineage.by_ucdp.get(group.key):
        known = lineage.groups[name]
        if folded in map(fold, (known.ucdp_name or known.name, *known.names)):
            return known
    name = lineage.by_name.get(folded)
    return lineage.groups[name] if name else None


def _held(groups: Sequence[Group], folded: Sequence[str], lineage: Lineage) -> dict[str, list[Group]]:
    """The store's groups by their name in the lineage."""
    held: dict[str, list[Group]] = {}
    for group, name in zip(groups, folded, strict=True):
        if known := _known(group, name, lineage):
            held.setdefault(known.name, []).append(group)
    return held


def _meant(name: str, held: Mapping[str, list[Group]], lineage: Lineage) -> list[Group]:
    """The store's groups of this name in the lineage, or else of the names that it had before or after."""
    if name in held:
        return held[name]
    names = [name]
    for each in names:  # grows while it is walked
        names += [
            link["group"]
            for link in lineage.kin[each]
            if link["relation"] in ("renamed_from", "renamed_to") and link["group"] not in names
        ]
    return [group for each in names for group in held.get(each, [])]


def _misspelt(text: str, groups: Sequence[Group], held: Mapping[str, list[Group]], lineage: Lineage) -> Group:
    spellings = list(_spellings(groups, held, lineage))
    alike = process.extract(
        fold(text), [fold(spelling) for spelling, _ in spellings], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
    )
    meant = [spellings[row] for _, _, row in alike if _slips(text, spellings[row][0])]
    for spelling, fits in meant:
        if not fits:
            raise _not_held(text, lineage.by_name[fold(spelling)], groups, held, lineage)
    if meant:
        return _only(text, [group for _, fits in meant for group in fits])
    near = search(text, groups, lineage, limit=3)
    raise BadInput(f"No group '{text}' in the store" + (f"; did you mean {_listed(near)}?" if near else "."))


def _spellings(
    groups: Sequence[Group], held: Mapping[str, list[Group]], lineage: Lineage
) -> Iterator[tuple[str, list[Group]]]:
    """Every name and alias, and the store's groups that it means (none: the group is known, but not held)."""
    for group in groups:
        yield group.name, [group]
    for known in lineage.groups.values():
        fits = _meant(known.name, held, lineage)
        for name in known.names:
            if lineage.by_name[fold(name)] == known.name:
                yield name, fits


def _slips(text: str, name: str) -> bool:
    """Whether two texts differ by slips of the pen only.

    Word by word: none in up to four letters (Iran is not Iraq) or in a number, one in up to nine, two in more, and none
    in the first letter (Gambia is not Zambia). Where the words are cut differently, one letter more or less in all.
    """
    if re.findall(r"\d", text) != re.findall(r"\d", name):
        return False
    ours, theirs = ([fold(word) for word in re.findall(r"[^\W_]+", each)] for each in (text, name))
    if len(ours) != len(theirs):
        return len(fold(text)) != len(fold(name)) and OSA.distance(fold(text), fold(name)) == 1
    for one, other in zip(ours, theirs, strict=True):
        longest = max(len(one), len(other))
        if one[:1] != other[:1] or OSA.distance(one, other) > (longest > 4) + (longest > 9):
            return False
    return True


def _likeness(text: str, names: Sequence[str]) -> list[float]:
    """0..101 for each name: the same 101, begins so 100, holds it 99, else how alike they look."""
    sought, scores = fold(text), []
    alike = process.cdist([text.casefold()], [name.casefold() for name in names], scorer=fuzz.token_ratio)[0]
    for name, score in zip(map(fold, names), alike.tolist(), strict=True):
        if name == sought:
            score = 101.0
        elif len(sought) > 2 and sought in name:
            score = 100.0 if name.startswith(sought) else 99.0
        scores.append(score)
    return scores


def _only(text: str, hits: Sequence[Group]) -> Group:
    fits = tuple(dict.fromkeys(hits))
    if len(fits) == 1:
        return fits[0]
    raise Ambiguous(f"'{text}' fits several groups: {_listed(fits)}; give the id or full name of one.")


def _not_held(
    text: str, name: str, groups: Sequence[Group], held: Mapping[str, list[Group]], lineage: Lineage
) -> BadInput:
    ucdp = lineage.groups[name].ucdp
    said = f"'{text}' is {name}{f' (UCDP {ucdp})' if ucdp else ''}, which the store does not hold"
    if other := [group for group in groups if group.key == ucdp]:
        return BadInput(f"{said} by this name: its id {ucdp} is '{other[0].name}'; give the id if that one is meant.")
    related = dict.fromkeys(group for link in lineage.kin[name] for group in held.get(link["group"], []))
    return BadInput(f"{said}; it holds the related {_listed(tuple(related))}." if related else f"{said}.")


def _listed(groups: Sequence[Group]) -> str:
    return ", ".join(group.name if group.key == group.name else f"{group.key} ({group.name})" for group in groups)
