"""The cell of a point is the same in SQL as in Python, and what has no place has no cell."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.grid import GID_SQL, gid


def cell(latitude, longitude):
    asked = GID_SQL.format(lat="lat", lon="lon")
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT {asked} FROM (SELECT ?::DOUBLE AS lat, ?::DOUBLE AS lon)", [latitude, longitude])
        return rows.fetchall()[0][0]


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_sql_and_python_agree(latitude, longitude):
    assert cell(latitude, longitude) == gid(latitude, longitude)


@pytest.mark.parametrize("place", [(None, 20.0), (20.0, None), (None, None)])
def test_without_a_coordinate_there_is_no_cell(place):
    assert cell(*place) is None
