"""Where a hindcast runs: here, on processes of this machine or on a Dask cluster; it gives the same bits everywhere."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from smoulder.errors import BadInput
from smoulder.rolling import Runner

PATIENCE = 10  # seconds


@contextmanager
def runner(workers: int, cluster: str | None) -> Iterator[Runner | None]:
    """An executor for `rolling.forecasts`: None for one worker and no cluster.

    cluster: the address of a Dask scheduler, for example tcp://127.0.0.1:8786; it needs `smoulder[cluster]` here and
    smoulder on its workers. Raises BadInput if it cannot be reached.
    """
    if cluster is not None:
        try:
            from distributed import Client
        except ImportError as problem:
            raise BadInput("A Dask cluster needs the package 'distributed': install smoulder[cluster].") from problem
        try:
            client = Client(cluster, timeout=PATIENCE)
        except (OSError, ValueError) as problem:
            raise BadInput(f"The Dask scheduler {cluster} cannot be reached: {problem}.") from problem
        with client:
            yield client.get_executor()
    elif workers > 1:
        # spawn: a fork would copy the threads' locks of DuckDB and Polars
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
    else:
        yield None
