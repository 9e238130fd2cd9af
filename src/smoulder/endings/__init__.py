"""Has the group ended, or is it only quiet? One file per model or test.

A model is a module with two functions:
`fit(pool: Panel) -> Parameters` learns from the pool, all of which is known at its end; and
`curves(parameters, panel: Panel) -> ReturnCurves` gives each unit's return curve from the panel's end.
A diagnostic is a module with `p_value(record: SightingRecord) -> float`: the chance of so long a silence were
the group still active. A p-value is never a probability that the group has ended.
Every module says Assumes: and Fails when:.
"""

from smoulder.registry import entries


def models() -> dict[str, tuple]:  # type: ignore[type-arg]
    """Every ending model by name."""
    return {}
