"""Who holds what, from events alone: maps by month, how the land changed, and land set against danger."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from smoulder import maps
from smoulder.figures import NARROW, WIDE, Figure, Table, month_name, number
from smoulder.maps.control import control_map, key
from smoulder.sections import EMPTY, Section, described, join, listed, paragraph, table

ORDER = 41
SMALL = 330  # pixels of a small map
CAUTION = (
    "Told from recorded events alone, by tables learned from simulated wars: where nobody records events, nothing is"
    " known, and a place where a group fights is not always one it holds."
)


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Absent without a territory part."""
    part = assessment.get("territory")
    if not part:
        return None
    title = f"What {part['group']} holds"
    body = [paragraph(each, "chance" if each == part["sentence"] else "") for each in sentences(part)]
    body += [paragraph(CAUTION, "note"), frames(part), by_year(part), over_time(part), areas(part), scores(part)]
    return Section("territory", title, join(body))


def sentences(part: Mapping[str, Any]) -> list[str]:
    """The answer in words: land against danger, where it fought, how much ground now, how much cannot be told."""
    now = part["now"]
    told = part["units"] - part["never_told"]
    ground, held = now["held_or_contested"], now["held"]
    land = [
        f"By the model it held or contested about {spread(ground)} of {number(told)} {units(part)} of which events"
        f" told something at the end of {month_name(now['month'])}, and held about {spread(held)} (80% intervals)."
    ]
    land += changed(part)
    unknown = now["likeliest"].get("unknown")
    if unknown is not None:
        land.append(
            f"Of {number(unknown)} of these the events tell too little to say who holds them now, and of"
            f" {number(part['never_told'])} others they never told."
        )
    return [each for each in (part["sentence"] or "", " ".join(fought(part)), " ".join(land)) if each]


def units(part: Mapping[str, Any]) -> str:
    """What the units are."""
    return "polygons" if part.get("shapes") else "cells of half a degree"


def changed(part: Mapping[str, Any]) -> list[str]:
    """How the land changed: since its peak where there is one, else since the data begin."""
    if part["declined"]:
        return [f"How the land changed cannot be told. {part['declined']}"]
    change = part["change"]["since_peak"]
    if not change:
        return ["Its ground is as large now as it ever was."]
    fallen, peak, begin = change["held_or_contested"], part["peak"], part["begin"]
    if part["peak_told"]:
        first = f"Its ground was largest in {month_name(peak['month'])}, about {spread(peak['held_or_contested'])}"
    else:
        first = (
            "When its ground was largest cannot be told, perhaps before the data begin; in"
            f" {month_name(begin['month'])} it was about {spread(begin['held_or_contested'])}"
        )
    found = [first + (f"; since then it {moved(fallen)}." if fallen else ".")]
    year = part["change"]["since_year"]
    if year and year["held_or_contested"]:
        found.append(f"Within the last year it {moved(year['held_or_contested'])}.")
    return found


def fought(part: Mapping[str, Any]) -> list[str]:
    """Where it fought for ground, by counts of events alone; nothing without two whole years."""
    years, since = part["fronts"]["years"], part["fronts"]["since"]
    if len(years) < 2 or not since or not since["fought"]:
        return []
    now, first = years[-1], years[0]
    counts = [f"in {number(each['fought'])} in the year to {month_name(each['to'])}" for each in years[-3:]]
    counts[0] = counts[0].replace(" in the year", f" {units(part)} in the year")
    found = [
        f"It fought for ground, with fights in {part['fronts']['fixed_months']} months of a year or more,"
        f" {listed(counts)}."
    ]
    silent = since["silent"]
    found.append(
        f"Of the {number(since['fought'])} of the year to {month_name(since['year'])}, {number(since['still'])} are"
        f" fought over still; {number(silent)} saw no event of it in the last {since['quiet_months']} months"
        + (f"; in {number(since['watched'])} of these somebody else's events were seen." if silent else ".")
    )
    if now["moved_km"] and now["areas"] and first["areas"]:
        found.append(
            f"The middle of its events lies {number(round(now['moved_km'], -1))} km from that of the year to"
            f" {month_name(first['to'])}; the most were in {shares(first)} then, and are in {shares(now)} now."
        )
    return [*found, *titles(years)]


def shares(year: Mapping[str, Any]) -> str:
    """The provinces with most of a year's events."""
    return listed([f"{each['area']} ({each['share']:.0%})" for each in year["areas"][:2]])


def titles(years: Sequence[Mapping[str, Any]]) -> list[str]:
    """How often titles of reports tell who wins ground, year by year; nothing where they never do."""
    ours, theirs = (
        [sum(year["told"][kind] for kind in kinds) for year in years[-3:]]
        for kinds in (("taken", "advance"), ("retaken", "retreat"))
    )
    if not sum(ours) + sum(theirs):
        return []
    return [
        f"Titles of reports tell in {listed(list(map(number, theirs)))} events of these years that opponents won or"
        f" held the place, and in {listed(list(map(number, ours)))} that it did."
    ]


def spread(values: Mapping[str, float]) -> str:
    """A count with its interval."""
    return f"{number(values['median'])} ({number(values['low80'])} to {number(values['high80'])})"


def moved(values: Mapping[str, float]) -> str:
    """A share lost with its interval, or that it is not clear which way it went.

    >>> moved({"median": 0.6, "low80": 0.4, "high80": 0.8})
    'fell by 60% (40% to 80%)'
    >>> moved({"median": 0.1, "low80": -0.4, "high80": 0.5})
    'may have fallen or grown (from 50% less to 40% more)'
    """
    low, high = values["low80"], values["high80"]
    if low >= 0:
        return f"fell by {values['median']:.0%} ({low:.0%} to {high:.0%})"
    if high <= 0:
        return f"grew by {-values['median']:.0%} ({-high:.0%} to {-low:.0%})"
    return f"may have fallen or grown (from {high:.0%} less to {-low:.0%} more)"


def frames(part: Mapping[str, Any]) -> Markup:
    """Maps of some months: all beside each other, or one large; without a script, and on paper all of them."""
    shown, states, shapes = part["frames"], part["states"], part.get("shapes")
    known, name = part.get("known") or {}, "territory"
    inputs, stage = [], []
    for number_, choice in enumerate(["all", *(each["month"] for each in shown)]):
        words = "All months" if choice == "all" else month_name(choice)
        inputs.append(
            Markup('<input type="radio" name="{0}-month" id="{0}-{1}"{2}><label for="{0}-{1}">{3}</label>').format(
                name, number_, Markup(" checked") if not number_ else EMPTY, words
            )
        )
    for number_, each in enumerate(shown):
        svg = control_map(
            each["units"], states, known.get(each["month"], {}), shapes, f"{name}-{number_}", SMALL, each["fought"]
        )
        words = month_name(each["month"]) + (", its largest ground" if each["peak"] else "")
        about = number(each["held_or_contested"]["median"])
        there = f" (about {about} held or contested, {number(len(each['fought']))} fought over)"
        figure = Figure(svg, svg, words, seen(each, states), Table((), ()))
        drawing = described(svg, figure, f"{name}-map-{number_}")
        stage.append(Markup("<figure>{}<figcaption><b>{}</b>{}</figcaption></figure>").format(drawing, words, there))
    unknown = "unknown" in states
    legends = join(
        Markup('<div class="{}">{}</div>').format(kind, legend(width, kind, polygons=bool(known), unknown=unknown))
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
    )
    note = (
        "Shade: chance that the group holds or contests a unit, by a model. Black squares: fights in four months or"
        f" more of the year to that month, counted and not judged. {maps.DISCLAIMER} Boundaries: Natural Earth."
    )
    if part["kept_out"]:
        kept = [f"{number(count)} events: {reason}" for reason, count in part["kept_out"].items()]
        note += f" Not drawn: {listed(kept)}."
    return Markup(
        '<div class="frames" role="group" aria-label="Maps by month">{}<div class="stage">{}</div></div>{}{}'
    ).format(join(inputs), join(stage), legends, paragraph(note, "note"))


def legend(width: int, kind: str, *, polygons: bool, unknown: bool) -> Markup:
    """The key of the maps, spoken as one picture."""
    svg = key(width, polygons=polygons, unknown=unknown)
    words = "Darker: a higher chance that the group is there. Lines: contested ground. Dots: mostly unknown."
    return described(svg, Figure(svg, svg, "Key of the maps", words, Table((), ())), f"territory-key-{kind}")


def seen(frame: Mapping[str, Any], states: list[str]) -> str:
    """A map in words."""
    rows = [dict(zip(states, shares, strict=True)) for shares in frame["units"].values()]
    there = [sum(v for state, v in row.items() if state not in ("opponent", "unknown")) for row in rows]
    dark = sum(1 for row in rows if row.get("unknown", 0) >= 0.5)
    may = sum(1 for each in there if 0.15 <= each < 0.5)
    even = sum(1 for each in there if each >= 0.5)
    return (
        f"Map, {month_name(frame['month'])}: in {even} of {len(rows)} units the chance that the group holds or contests"
        f" the ground is a half or more, in {may} it is 15% to 50%; {dark} are mostly unknown."
        f" It fought over {len(frame['fought'])} in the year to that month."
    )


def by_year(part: Mapping[str, Any]) -> Markup:
    """Counts of events by year, the newest first."""
    head = ("Year to", "Events", "Cells", "Fought over", "Told: gains", "Told: losses", "Moved, km", "Most events in")
    sides = (("taken", "advance"), ("retaken", "retreat"))
    rows = tuple(
        (
            month_name(year["to"]), number(year["events"]), number(year["cells"]), number(year["fought"]),
            *(number(sum(year["told"][kind] for kind in kinds)) for kinds in sides),
            "–" if year["moved_km"] is None else number(round(year["moved_km"])),
            shares(year) if year["areas"] else "–",
        )
        for year in reversed(part["fronts"]["years"])
    )  # fmt: skip
    return table(Table(head, rows), "Where it fought, by counts of events", "numbers words-last") if rows else EMPTY


def over_time(part: Mapping[str, Any]) -> Markup:
    """Expected ground by month, under a fold."""
    rows = tuple(
        (month_name(row["month"]), *(f"{row[each]:.1f}" for each in ("held_or_contested", "held", "unknown")))
        for row in part["months"]
    )
    told = table(Table(("Month", "Held or contested", "Held", "Unknown share"), rows), "Units expected", "numbers")
    return Markup("<details><summary>The numbers by month</summary>{}</details>").format(told)


def areas(part: Mapping[str, Any]) -> Markup:
    """Where: provinces by expected units."""
    states = [state for state in part["states"] if state != "opponent"]
    rows = tuple(
        (each["area"], str(each["units"]), *(f"{each[state]:.1f}" for state in states)) for each in part["areas"]
    )
    head = ("Area", "Units", *(state.replace("_", " ").replace("group", "held").capitalize() for state in states))
    return table(Table(head, rows), f"Units expected in {month_name(part['now']['month'])}, by area", "numbers")


def scores(part: Mapping[str, Any]) -> Markup:
    """How models do against the polygons that were given, if any."""
    if not part.get("scores"):
        return EMPTY
    rows = tuple(
        (row["model"], row["target"], str(row["cases"]), *(f"{row[each]:.3f}" if row[each] is not None else "-"
         for each in ("brier", "log_score", "auc")))
        for row in part["scores"]
    )  # fmt: skip
    head = ("Model", "Chance that it", "Cases", "Brier", "Log score", "AUC")
    return table(Table(head, rows), "Against the polygons that were given (lower is better, but for AUC)", "numbers")
