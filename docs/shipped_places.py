"""Make the list of places that ships: names of towns, provinces, lands, lakes, rivers and seas, by country.

`python docs/shipped_places.py TABLES SHAPES` writes src/smoulder/atlas/places.tsv.gz. TABLES holds Natural Earth's
attribute tables as CSV (ne_10m_populated_places_simple, ne_50m_populated_places, ne_10m_admin_1_states_provinces and
the physical ones: names in English and Arabic), SHAPES its layers of the same names as GeoJSON (where lands, lakes,
rivers and seas lie, and other spellings of towns). atlas/SOURCES.md names the versions.

A block for each country begins with "=" and its code; "=world" holds what every text may name, "=neighbours" the
countries that share a border with each. A row is a place: its
names joined by "|", kind, latitude, longitude, radius in km, its countries if they are others than the block's, and
points of a river. Towns stand before provinces, larger ones before smaller.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from shapely import STRtree
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import linemerge, unary_union

from smoulder.maps import countries
from smoulder.spellings import alike
from smoulder.tokens import key
from smoulder.toponyms import KM, load_gazetteer

TARGET = Path(__file__).parents[1] / "src" / "smoulder" / "atlas" / "places.tsv.gz"
KNOWN_TO_ALL = 2_000_000  # people of a city that texts of any country name
CITY = 100_000  # people
NOWHERE = {"ATA", "SGS", "FLK"}
CODES = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SOL": "SOM", "CYN": "CYP", "SDS": "SSD", "ALD": "FIN"}
PHYSICAL = {
    "Island": "island", "Island group": "island", "Range/mtn": "mountains", "Foothills": "mountains",
    "Plateau": "region", "Desert": "desert", "Pen/cape": "region", "Peninsula": "region", "Geoarea": "region",
    "Coast": "region", "Plain": "region", "Delta": "region", "Basin": "region", "Valley": "valley", "Gorge": "valley",
    "Lowland": "region", "Isthmus": "region", "Wetlands": "region", "Depression": "region", "Tundra": "region",
}  # fmt: skip
LEAST = {"island": 5, "lake": 5, "sea": 20}  # km of radius; of other lands 15
SHARE = 0.04  # of a land's area that lies in a country, for it to be one of its countries
# Words for what a province is, before or after its name; the reader knows them where they stand in a text.
ENGLISH = re.compile(
    r"^(?:Province|Department|State|Region|Republic|Governorate) of (?:the )?|\s+(?:Province|Governorate|Oblast|Region"
    r"|Prefecture|State|Voivodeship|Department|County|Krai|District|Municipality|Parish|Canton|Republic|Division|Zone|Quarter|City)$"
)
ARABIC = re.compile(
    r"^(?:ال)?(?:مقاطعة|محافظة|بلدية|ولاية|إقليم|اقليم|إدارة|منطقة|أبرشية|مديرية|كانتون|مدينة|جهة|شعبية|قسم|جمهورية|إمارة|دائرة)\s+"
    r"|\s+(?:أوبلاست|كراي)$|\s*\(.*\)|[،,].*"
)


class Row(NamedTuple):
    """A line of the list, with the countries in whose blocks it stands."""

    names: tuple[str, ...]
    kind: str
    at: tuple[float, float]
    radius: float
    codes: tuple[str, ...]
    course: tuple[tuple[float, float], ...] = ()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, their columns in small letters."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{column.lower(): value.strip() for column, value in row.items()} for row in csv.DictReader(file)]


def shapes(folder: Path, name: str) -> list[tuple[dict[str, Any], Any]]:
    """The features of a layer with their columns in small letters."""
    features = json.loads((folder / f"{name}.json").read_text("utf-8"))["features"]
    return [
        ({column.lower(): told for column, told in each["properties"].items()}, each["geometry"]) for each in features
    ]


def names(*told: str | None) -> tuple[str, ...]:
    """The names in some columns, each once by its words, none shorter than three letters."""
    found: dict[str, str] = {}
    for each in told:
        for name in re.split(r"[|;/]|,\s", each or ""):
            name = " ".join(name.split()).strip(" '’()")
            if len(name) >= 3 and (words := key(name)) and not words.isdigit():
                found.setdefault(words, name)
    return tuple(found.values())


def code(row: Mapping[str, str]) -> str:
    """The country of a row as the gazetteer calls it."""
    return CODES.get(row["adm0_a3"], row["adm0_a3"])


def towns(tables: Path, layers: Path) -> Iterator[Row]:
    """Populated places, those of most people first."""
    spelt = {
        (each["adm0_a3"], each["nameascii"]): (each["name_en"], each["gn_ascii"], each["ls_name"])
        for each, _ in shapes(layers, "ne_10m_populated_places")
    }
    arabic = {
        (each["adm0_a3"], each["nameascii"]): each["name_ar"] for each in table(tables, "ne_50m_populated_places")
    }
    rows = table(tables, "ne_10m_populated_places_simple")
    for each in sorted(rows, key=lambda row: -int(float(row["pop_max"]))):
        own = (each["adm0_a3"], each["nameascii"])
        people = int(float(each["pop_max"]))
        english = spelt.get(own, ("",))[0]
        first = english if english and alike(english, each["name"]) else each["name"]
        called = names(
            first, each["name"], each["nameascii"], each["namealt"], *spelt.get(own, ()),
            ARABIC.sub("", arabic.get(own, "")),
        )  # fmt: skip
        if code(each) in NOWHERE or not called or "station" in each["featurecla"]:
            continue
        capital = each["adm0cap"] == "1"
        kind = "city" if people >= CITY or capital else "town"
        radius = 20 if people >= 3_000_000 else 15 if people >= 1_000_000 else 10 if people >= CITY else 8
        codes = (code(each), "world") if people >= KNOWN_TO_ALL or capital else (code(each),)
        yield Row(called, kind, (float(each["latitude"]), float(each["longitude"])), radius, codes)


def provinces(tables: Path) -> Iterator[Row]:
    """First-level divisions, each as wide as an equal share of its country."""
    rows = [each for each in table(tables, "ne_10m_admin_1_states_provinces") if code(each) not in NOWHERE]
    number = Counter(code(each) for each in rows)
    nations = load_gazetteer().nations
    for each in rows:
        english = [ENGLISH.sub("", name) for name in (each["name_en"], each["name"], *each["name_alt"].split("|"))]
        called = names(*english, ARABIC.sub("", each["name_ar"]))
        if called and each["latitude"]:
            whole = nations[code(each)].radius_km if code(each) in nations else 20
            radius = min(max(whole / sqrt(number[code(each)]), 8), 300)
            yield Row(called, "province", (float(each["latitude"]), float(each["longitude"])), radius, (code(each),))


def lands(tables: Path, layers: Path) -> Iterator[Row]:
    """Lands, lakes and seas by the middle of their outlines, with the countries that they lie in."""
    atlas = [(each.code, outline(each.rings)) for each in countries()]
    tree = STRtree([each for _, each in atlas])
    for layer in ("ne_10m_geography_regions_polys", "ne_10m_lakes", "ne_10m_geography_marine_polys"):
        told = {each["name"]: each for each in table(tables, layer) if each["name"]}
        found: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for each, geometry in shapes(layers, layer):
            if each["name"] in told and geometry:
                found[each["name"], each["featurecla"]].append(shape(geometry).buffer(0))
        for (name, what), parts in found.items():
            whole = unary_union(parts)
            kind = PHYSICAL.get(what) if "regions" in layer else "lake" if "lakes" in layer else "sea"
            if kind is None or whole.is_empty or whole.bounds[3] < -60 or what == "generic":
                continue
            row = told[name]
            called = names(row.get("label", ""), name, row.get("namealt"), row.get("name_alt"),
                           row["name_en"], ARABIC.sub("", row["name_ar"]))  # fmt: skip
            middle = whole.representative_point() if kind == "region" else whole.centroid
            radius = max(sqrt(whole.area * cos(radians(middle.y)) / 3.1416) * KM, LEAST.get(kind, 15))
            near = [atlas[at] for at in tree.query(whole)]
            codes = tuple(a3 for a3, there in near if there.intersection(whole).area > SHARE * whole.area)
            codes = ("world",) if kind == "sea" else codes
            yield Row(tuple(map(titled, called)), kind, (middle.y, middle.x), min(radius, 900), codes)


def titled(name: str) -> str:
    """A name that the map writes in capitals, as texts write it."""
    return name.title() if name.isupper() else name


def outline(rings: Iterable[Any]) -> Any:
    """A country of the atlas."""
    return MultiPolygon([Polygon(ring) for ring in rings if len(ring) > 3]).buffer(0)


def rivers(tables: Path, layers: Path) -> Iterator[Row]:
    """Rivers with points along them, in the countries that they pass."""
    layer = "ne_10m_rivers_lake_centerlines"
    told = {each["name"]: each for each in table(tables, layer) if each["name"]}
    found: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for each, geometry in shapes(layers, layer):
        if each["name"] in told and geometry and each["featurecla"] in ("River", "Lake Centerline", "Canal"):
            found[each["name"], each["rivernum"]].append(shape(geometry))
    atlas = [(each.code, outline(each.rings)) for each in countries()]
    tree = STRtree([each for _, each in atlas])
    for (name, _), parts in found.items():
        whole = unary_union(parts)
        line = linemerge(whole) if whole.geom_type == "MultiLineString" else whole
        line = max(line.geoms, key=lambda part: part.length) if line.geom_type == "MultiLineString" else line
        course = tuple((lat, lon) for lon, lat in line.simplify(0.15).coords)
        middle = line.interpolate(0.5, normalized=True)
        codes = tuple(atlas[at][0] for at in tree.query(whole, predicate="intersects"))
        row = told[name]
        called = names(name, row["name_alt"], row["name_en"], row["name_ar"])
        bare = tuple(each.removesuffix(" River") for each in called)
        radius = min(max(line.length * KM / 2, 20), 600)
        if called and codes:
            yield Row(names(*called, *bare), "river", (middle.y, middle.x), radius, codes, course)


def neighbours() -> dict[str, list[str]]:
    """The countries that share a border with each."""
    outlines = {each.code: {point for ring in each.rings for point in ring} for each in countries()}
    return {
        code: [other for other, theirs in sorted(outlines.items()) if other != code and len(own & theirs) > 1]
        for code, own in sorted(outlines.items())
    }


def line_of(row: Row, block: str) -> str:
    """A row of the list."""
    others = "/".join(each for each in row.codes if each != "world")
    others = "" if others == block else others
    course = " ".join(f"{lat:.2f},{lon:.2f}" for lat, lon in row.course)
    lat, lon = (f"{each:.2f}" for each in row.at)
    return "\t".join(["|".join(row.names), row.kind, lat, lon, f"{row.radius:.0f}", others, course]).rstrip("\t")


def main(tables: Path, layers: Path) -> int:
    """Write the list."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for row in [*towns(tables, layers), *provinces(tables), *lands(tables, layers), *rivers(tables, layers)]:
        for each in row.codes:
            blocks[each].append(line_of(row, each))
    blocks["neighbours"] = [f"{each}\t{'/'.join(found)}" for each, found in neighbours().items()]
    text = "".join(f"={each}\n" + "\n".join(blocks[each]) + "\n" for each in sorted(blocks))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{sum(map(len, blocks.values()))} rows of {len(blocks)} blocks, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Say which folders: python docs/shipped_places.py TABLES SHAPES")
    sys.exit(main(*map(Path, sys.argv[1:])))
