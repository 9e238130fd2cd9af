"""The same hindcast here, on processes and on a Dask cluster: the same file, byte for byte."""

import hashlib

import numpy as np
import pytest
from distributed import LocalCluster

from smoulder.errors import BadInput
from smoulder.hindcast import hindcast_return
from smoulder.months import last_day
from smoulder.runners import runner
from smoulder.types import Panel

START, MONTHS = 109, 240


def world(seed=3, units=60):
    rng = np.random.default_rng(seed)
    awake = np.cumsum(rng.random((units, MONTHS)) < 0.05, axis=1) % 2 == 0
    values = (rng.random((units, MONTHS)) < rng.beta(1, 3, (units, 1))) * awake
    shown = np.ones((units, MONTHS), dtype=bool)
    names = tuple(f"unit {number}" for number in range(units))
    return Panel(values.astype(np.int32), shown, names, START, "events", last_day(START + MONTHS - 1))


def digest(panel, folder, workers=1, cluster=None):
    out = folder / "forecasts.parquet"
    with runner(workers, cluster) as where:
        hindcast_return(
            panel, origins=range(START + 130, START + 200, 6), horizons=[12, 36], vintage="simulated", out=out,
            runner=where,
        )  # fmt: skip
    return hashlib.sha256(out.read_bytes()).hexdigest()


def test_processes_and_a_dask_cluster_write_the_same_file(tmp_path):
    panel = world()
    here = digest(panel, tmp_path)
    assert digest(panel, tmp_path, workers=2) == here
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        assert digest(panel, tmp_path, cluster=cluster.scheduler_address) == here
    other = world(seed=4)
    assert digest(other, tmp_path) != here


def test_a_cluster_that_is_not_there_is_one_sentence(monkeypatch):
    monkeypatch.setattr("smoulder.runners.PATIENCE", 0.5)
    with pytest.raises(BadInput, match=r"tcp://127\.0\.0\.1:9 cannot be reached"), runner(1, "tcp://127.0.0.1:9"):
        pass
