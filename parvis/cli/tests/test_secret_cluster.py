"""Secret ballots verified on a Dask cluster of processes: the same report, and nothing kept of what was sent."""

import pytest

from parvis.cli.cluster import SETTINGS, cluster
from parvis.mechanisms.secrecy.tests.made import CHOOSE, Made, complete
from parvis.mechanisms.secrecy.tests.reference import tampered
from parvis.mechanisms.secrecy.verification import Verifier


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_ballots_verified_on_a_cluster_give_the_report_of_one_process(monkeypatch):
    import dask
    from distributed import LocalCluster

    monkeypatch.setattr("parvis.mechanisms.secrecy.checked.PART", 2)
    made = Made(questions=(CHOOSE,), voters=7)
    for voter in range(7):
        made.cast(voter, [voter % 2, 1, 0])
    good = complete(made, []).data
    bad = tampered(good, lambda events: events.insert(8, events[1]))
    alone = [Verifier(memoryview(data)).run() for data in (good, bad)]
    assert [report.complete for report in alone] == [True, False]
    with (
        dask.config.set(SETTINGS),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as here,
        cluster(here.scheduler_address) as executor,
    ):
        together = [Verifier(memoryview(data), on=executor).run() for data in (good, bad)]
        # What each connection keeps of what was sent is bounded: that is what made memory grow.
        streams = [*here.scheduler.stream_comms.values(), *here.scheduler.client_comms.values()]
        assert streams
        assert all(stream.recent_message_log.maxlen == SETTINGS["distributed.admin.low-level-log-length"] for stream in streams)
    assert [(report.checks, report.result) for report in together] == [(report.checks, report.result) for report in alone]
