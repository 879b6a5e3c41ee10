"""The `yekuo` command on a station of its own."""

from contextlib import closing

import pytest
from click.testing import CliRunner

from engine.bootstrap import Settings, open_station
from webui.cli.main import main


@pytest.fixture
def yekuo(tmp_path):
    """`yekuo("verify")` runs a command on the station in this test's folder."""

    def run(*arguments):
        given = [*map(str, arguments), "--data", str(tmp_path / "station")]
        return CliRunner().invoke(main, given, prog_name="yekuo")

    return run


@pytest.fixture
def enter(yekuo):
    """`enter("anna", "designer")` enters a person with a role."""

    def run(login, role):
        done = yekuo(
            "create-user", login, "--name", login, "--role", role, "--password", "a long one"
        )
        assert done.exit_code == 0, done.output

    return run


@pytest.fixture
def staffed(enter, tmp_path):
    """Anna designs, Bo directs; returns what opens their station anew."""
    enter("anna", "designer")
    enter("bo", "director")
    database = f"sqlite:///{tmp_path / 'station' / 'station.sqlite3'}"
    return lambda: closing(open_station(Settings(database=database)))
