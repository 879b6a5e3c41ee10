from tests.conftest import need
from tests.soak.outages import database_goes_away, disk_is_full
from tests.support.postgres import binaries, cluster


def test_a_database_that_goes_away_and_returns_loses_nothing(tmp_path):
    need(binaries(), "PostgreSQL (Debian: apt install postgresql)")
    with cluster() as fresh:
        seen = database_goes_away(tmp_path, fresh, times=2, cases=3)
    assert (seen["told"], seen["faults"]) == (2, 2)
    assert seen["cases"] == 9


def test_a_full_disk_loses_nothing_and_needs_no_new_start(tmp_path):
    seen = disk_is_full(tmp_path, times=2, cases=3)
    assert (seen["told"], seen["faults"]) == (2, 2)
    assert seen["cases"] == 9
