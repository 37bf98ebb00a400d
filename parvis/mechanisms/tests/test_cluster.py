"""Counting in parts on a Dask cluster of separate processes, one of which is killed on the way, gives the count of the whole."""

import pytest

from benchmarks.cluster import OPTIONS, Losing, summarise, write
from parvis.mechanisms import registry
from parvis.mechanisms.corpus.duplicates import duplicates
from parvis.mechanisms.corpus.sketches import Sketches
from parvis.mechanisms.corpus.tests.said import texts
from parvis.mechanisms.fold import fold
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.tests.test_map import planted, summarised


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_worker_that_is_killed_changes_nothing(tmp_path):
    from distributed import Client, LocalCluster

    paths = write(tmp_path, 12, 20_000)
    alone = fold(paths, summarise)
    assert (alone.expressed, len(alone.options)) == (240_000, OPTIONS)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, memory_limit=10**9, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        losing = Losing(client, executor, len(paths))
        counted = fold(paths, summarise, on=losing)  # type: ignore[arg-type]  # it submits, which is all that is asked
    assert len(losing.killed) == 1
    assert counted == alone
    for slug in ("schulze", "irv", "scottish-stv"):
        assert registry.get(slug)(counted) == registry.get(slug)(alone)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_opinions_and_texts_summed_up_on_a_cluster_give_what_one_process_gives():
    from distributed import Client, LocalCluster

    matrix, _ = planted(240, 30, 20, 2)
    choices = matrix.choices()
    said = [*texts(), *(type(text)(ref=f"again {text.ref}", title=text.title + " !") for text in texts())]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        votes = fold([choices[at::5] for at in range(5)], summarised, on=executor)
        sketches = fold([said[at::5] for at in range(5)], Sketches.of, on=executor)
    assert opinion_map(votes).to_json() == opinion_map(matrix).to_json()
    assert duplicates(sketches) == duplicates(Sketches.of(said))
    assert len(duplicates(sketches).groups) == len(texts())
