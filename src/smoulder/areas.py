"""Areas: the world, a country, a first-level province of a country, or a box."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from smoulder.errors import BadInput

NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*"
BOX = re.compile(f"{NUMBER},{NUMBER},{NUMBER},{NUMBER}")


@dataclass(frozen=True)
class Area:
    """Where to look; at most one of admin1 and box is set, and admin1 needs its country.

    box: west, south, east, north in degrees.
    """

    country: str | None = None
    admin1: str | None = None
    box: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        if self.box is not None:
            west, south, east, north = self.box
            if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
                raise BadInput(f"The box {self} is empty or off the map: write WEST,SOUTH,EAST,NORTH in degrees.")
        if self.admin1 is not None and self.country is None:
            raise BadInput(f"The province '{self.admin1}' needs its country: write COUNTRY/PROVINCE.")

    def __str__(self) -> str:
        if self.box is not None:
            return ",".join(f"{edge:g}" for edge in self.box)
        return "/".join(part for part in (self.country, self.admin1) if part) or "world"


WORLD = Area()


def parse_area(text: str) -> Area:
    """Read `world`, `COUNTRY`, `COUNTRY/PROVINCE` or `WEST,SOUTH,EAST,NORTH`.

    >>> str(parse_area("Syria/Raqqa")), parse_area("35,32,42.5,37.5").box
    ('Syria/Raqqa', (35.0, 32.0, 42.5, 37.5))
    """
    if text.strip().casefold() in ("", "world"):
        return WORLD
    if match := BOX.fullmatch(text):
        west, south, east, north = map(float, match.groups())
        return Area(box=(west, south, east, north))
    country, _, admin1 = (part.strip() for part in text.partition("/"))
    return Area(country=country, admin1=admin1 or None)


def resolve(area: Area, known: Mapping[str, Sequence[str]]) -> Area:
    """The area with country and province spelt as the data spell them.

    known: the countries of the data with their provinces. Raises BadInput with the nearest names if one is not there.
    """
    if area.country is None:
        return area
    country = _pick(area.country, list(known), "country")
    admin1 = _pick(area.admin1, list(known[country]), f"province of {country}") if area.admin1 else None
    return Area(country, admin1)


def _pick(text: str, names: Sequence[str], what: str) -> str:
    """The one name that is the text: as a whole, or its part before or within brackets ("Russia (Soviet Union)")."""
    wanted = text.casefold().strip()
    whole = [name for name in names if name.casefold() == wanted]
    parts = [name for name in names if wanted in {part.strip(" )").casefold() for part in name.split("(")}]
    begins = [name for name in names if name.casefold().startswith(wanted + " ")]
    for found in (whole, parts, begins):
        if len(found) == 1:
            return found[0]
    near = [name for name, *_ in process.extract(text, names, limit=5)] if names else []
    raise BadInput(f"The data name no {what} '{text}'; the nearest are: {', '.join(near) or 'none'}.")
