"""Polygons from a GeoJSON file of the user's, checked: hostile until seen to be whole, in degrees, and of sane size."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import shapely

from smoulder.errors import BadInput

LARGEST, MOST = 256 << 20, 100_000  # bytes of a file; polygons in it
DEGREES = ("crs84", "4326", "4979")  # what a crs member may name: longitude and latitude


class Shape(NamedTuple):
    """One feature: what it says of itself, and its polygon, None with the reason where it has none that can be used."""

    properties: Mapping[str, Any]
    polygon: shapely.Geometry | None
    wrong: str | None = None


def read_shapes(path: Path) -> tuple[Mapping[str, Any], list[Shape]]:
    """The members of a FeatureCollection but its features, and its features.

    Raises BadInput for a file that is no FeatureCollection of polygons in degrees, or too large; a single polygon that
    crosses itself or is no polygon is handed back with what is wrong.
    """
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise BadInput(f"{path} has more than {LARGEST >> 20} MB: cut it to the area and the dates that are asked for.")
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as why:
        raise BadInput(f"{path} is no readable GeoJSON ({why}); export it again as GeoJSON in UTF-8.") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise BadInput(f"{path} is no GeoJSON FeatureCollection: it needs a list of 'features'.")
    if len(features) > MOST:
        raise BadInput(f"{path} has {len(features):,} features; at most {MOST:,} are read: merge or cut them.")
    crs = json.dumps(found["crs"]).casefold() if found.get("crs") else "crs84"
    if not any(name in crs for name in DEGREES):
        raise BadInput(f"{path} is not in degrees (crs {crs[:80]}): write it in longitude and latitude, EPSG:4326.")
    return {key: value for key, value in found.items() if key != "features"}, list(_shapes(path, features))


def _shapes(path: Path, features: list[dict[str, Any]]) -> Iterator[Shape]:
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        geometry = feature.get("geometry")
        if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
            yield Shape(properties, None, "no polygon")
            continue
        try:
            polygon = shapely.from_geojson(json.dumps(geometry))
        except (shapely.errors.GEOSException, ValueError, TypeError):
            yield Shape(properties, None, "a polygon that cannot be read")
            continue
        if polygon.is_empty:
            yield Shape(properties, None, "an empty polygon")
            continue
        west, south, east, north = polygon.bounds
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise BadInput(
                f"Polygon {number} of {path} lies outside -180..180, -90..90 ({west:g}, {south:g}): write longitude and"
                " latitude in degrees, EPSG:4326."
            )
        if not polygon.is_valid:
            yield Shape(properties, None, "a polygon that crosses itself")
            continue
        yield Shape(properties, polygon)
