"""Maps of who holds what: the chance that a group holds or contests each unit in a month, as SVG that prints."""

from collections.abc import Mapping, Sequence

from markupsafe import escape

from smoulder.grid import SIZE, corner
from smoulder.maps import LEFT, Frame, Ring, countries, cut, disputed, path, slide, squeeze, unsettled

SHADES = ((0.75, "sh5"), (0.5, "sh4"), (0.3, "sh3"), (0.15, "sh2"), (0.05, "sh1"))  # from a chance on: a class
WORDS = {"sh5": "75% or more", "sh4": "50 to 75%", "sh3": "30 to 50%", "sh2": "15 to 30%", "sh1": "5 to 15%"}
CONTESTED_FROM, UNKNOWN_FROM = 0.4, 0.5  # shares of an answer from which on a unit is hatched
ROW, SWATCH = 21, 15
MARK, FOUGHT = 6, "fought over that year"  # pixels of the square of a unit, and what it says


def view(rings: Sequence[Ring], width: int) -> Frame:
    """The frame around rings, with a margin; at least three degrees across."""
    lons = [lon for ring in rings for lon, _ in ring]
    lats = [lat for ring in rings for _, lat in ring]
    margin = 0.04 * max(max(lons) - min(lons), max(lats) - min(lats), 3.0) + 0.1
    wide = max(max(lons) - min(lons) + 2 * margin, 3.0)
    tall = max(max(lats) - min(lats) + 2 * margin, 0.55 * wide * squeeze(min(lats), max(lats)))
    west, east = slide((max(lons) + min(lons)) / 2, wide, 180)
    south, north = slide((max(lats) + min(lats)) / 2, tall, 90)
    return Frame(west, south, east, north, width)


def outline(unit: str, shapes: Mapping[str, Sequence[Ring]] | None) -> Sequence[Ring]:
    """The rings of a unit: a polygon of the user's, else the PRIO-GRID cell of that number."""
    if shapes is not None:
        return shapes[unit]
    south, west = corner(int(unit))
    return [[(west, south), (west + SIZE, south), (west + SIZE, south + SIZE), (west, south + SIZE)]]


def control_map(
    units: Mapping[str, Sequence[float]],
    states: Sequence[str],
    known: Mapping[str, str],
    shapes: Mapping[str, Sequence[Ring]] | None,
    name: str,
    width: int,
    fought: Sequence[str] = (),
) -> str:
    """One month. units: each one's shares of states; known: who a map of the user's says holds it, where it does.

    fought: units that are marked as fought over.
    """
    rings = {unit: outline(unit, shapes) for unit in units}
    frame = view([ring for each in rings.values() for ring in each], width)
    lands = [(each, cut(each.rings, frame)) for each in (*countries(), *disputed())]
    parts = [
        f'<svg viewBox="{LEFT} 0 {width - LEFT} {frame.height:.0f}" width="{width - LEFT}"'
        f' height="{frame.height:.0f}">',
        patterns(name),
        f'<rect class="sea" x="{LEFT}" width="{width - LEFT}" height="{frame.height:.1f}"/>',
    ]
    parts += [f'<path class="land" d="{path(found, frame)}"/>' for each, found in lands if each.code and found]
    for unit, shares in units.items():
        parts += cell(path(rings[unit], frame), dict(zip(states, shares, strict=True)), known.get(unit), name)
    for unit in fought:
        parts.append(mark(rings[unit], frame))
    for each, found in lands:
        if found:
            style = "contested" if unsettled(each) else "border"
            parts.append(f'<path class="{style}" d="{path(found, frame)}"/>')
    edge = f'<rect class="edge" x="{LEFT}" width="{width - LEFT}" height="{frame.height:.1f}"/>'
    return "".join([*parts, edge, "</svg>"])


def cell(shape: str, share: Mapping[str, float], known: str | None, name: str) -> list[str]:
    """A unit: shaded by the chance that the group is there, hatched where contested, dotted where unknown."""
    there = sum(share.get(state, 0.0) for state in ("group", "contested_group", "contested", "contested_opponent"))
    style = next((each for least, each in SHADES if there >= least), "sh0")
    parts = [f'<path class="unit {style}" d="{shape}"/>']
    if share.get("contested", 0) >= CONTESTED_FROM:
        parts.append(f'<path style="fill:url(#{name}-hatch)" d="{shape}"/>')
    if share.get("unknown", 0) >= UNKNOWN_FROM:
        parts.append(f'<path style="fill:url(#{name}-dots)" d="{shape}"/>')
    if known in ("group", "contested"):
        parts.append(f'<path class="known" d="{shape}"/>')
    return parts


def mark(rings: Sequence[Ring], frame: Frame) -> str:
    """A small square in the middle of a unit."""
    across, up = zip(*(frame.place(point) for ring in rings for point in ring), strict=True)
    return square((min(across) + max(across)) / 2, (min(up) + max(up)) / 2)


def square(x: float, y: float) -> str:
    """The square that marks a unit that was fought over, around a point."""
    return f'<rect class="fought" x="{x - MARK / 2:.1f}" y="{y - MARK / 2:.1f}" width="{MARK}" height="{MARK}"/>'


def patterns(name: str) -> str:
    """Lines for what is contested and dots for what is unknown: they survive a grey printer."""
    return (
        f'<defs><pattern id="{name}-hatch" width="5" height="5" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0,0V5" style="stroke:var(--ink)" stroke-width="1.3"/></pattern>'
        f'<pattern id="{name}-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<circle cx="3" cy="3" r="0.9" style="fill:var(--muted)"/></pattern></defs>'
    )


def key(width: int, *, polygons: bool, unknown: bool) -> str:
    """The key of the maps, once for all of them."""
    name = f"key-{width}"  # of its own: what refers to a drawing that is not shown is not drawn
    entries = [(f'<rect class="unit {style}"', WORDS[style]) for _, style in SHADES]
    entries.append(('<rect class="unit sh0"', "under 5%"))
    entries.append((f'<rect style="fill:url(#{name}-hatch)"', "contested: 40% or more"))
    entries.append(('<rect class="unit sh0"', FOUGHT))
    if unknown:
        entries.append((f'<rect style="fill:url(#{name}-dots)"', "mostly unknown"))
    if polygons:
        entries.append(('<rect class="known"', "held or contested on the map that was given"))
    columns = max(1, width // 180)
    rows = -(-len(entries) // columns)
    parts = [f'<svg viewBox="0 0 {width} {rows * ROW}" width="{width}" height="{rows * ROW}" font-size="12">']
    parts.append(patterns(name))
    for place, (swatch, words) in enumerate(entries):
        x, y = place % columns * (width // columns), place // columns * ROW
        at = f'x="{x + 1}" y="{y + 2}" width="{SWATCH + 8}" height="{SWATCH}"'
        parts.append(f'{swatch} {at}/><rect class="swatch" {at}/>')
        if words == FOUGHT:
            parts.append(square(x + 1 + (SWATCH + 8) / 2, y + 2 + SWATCH / 2))
        parts.append(f'<text x="{x + SWATCH + 15}" y="{y + 14}">{escape(words)}</text>')
    return "".join([*parts, "</svg>"])
