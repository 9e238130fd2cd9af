"""PRIO-GRID cells: half a degree on a side, gid 1 at the south-west corner of the world (Tollefsen et al. 2012)."""

from smoulder.errors import BadInput

COLUMNS, ROWS, SIZE = 720, 360, 0.5
GID_SQL = (  # least() takes no notice of a NULL, so that it must be asked for
    "CASE WHEN {lat} IS NOT NULL AND {lon} IS NOT NULL THEN"
    " (least(floor(({lat} + 90) * 2), 359) * 720 + least(floor(({lon} + 180) * 2), 719) + 1)::INTEGER END"
)


def gid(latitude: float, longitude: float) -> int:
    """The cell that holds a point, in degrees.

    >>> gid(34.802462, 36.707602)
    179714
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadInput(f"({latitude}, {longitude}) is no point on earth: latitude -90..90, longitude -180..180.")
    row = min(int((latitude + 90) / SIZE), ROWS - 1)
    column = min(int((longitude + 180) / SIZE), COLUMNS - 1)
    return row * COLUMNS + column + 1


def corner(cell: int) -> tuple[float, float]:
    """Latitude and longitude of a cell's south-west corner.

    >>> corner(179714)
    (34.5, 36.5)
    """
    if not 1 <= cell <= COLUMNS * ROWS:
        raise BadInput(f"{cell} is no PRIO-GRID cell: gids run from 1 to {COLUMNS * ROWS}.")
    row, column = divmod(cell - 1, COLUMNS)
    return row * SIZE - 90, column * SIZE - 180
