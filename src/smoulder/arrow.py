"""A DuckDB result as a Polars frame."""

from typing import Protocol

import polars as pl


class Exportable(Protocol):
    """What exports itself as an Arrow stream, as a DuckDB result does."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class _Stream:
    def __init__(self, result: Exportable) -> None:
        self.result = result

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.result.__arrow_c_stream__(requested_schema)


def frame(result: Exportable) -> pl.DataFrame:
    """The rows of a result, all of them.

    Polars keeps the class of what it is given, and all that the class refers to, until after the interpreter's end,
    where DuckDB's own class would complain on stderr; so it is given a class that knows nothing of DuckDB.
    """
    return pl.DataFrame(_Stream(result))
