"""The `yekuo` command on a station of its own."""

import shutil
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


@pytest.fixture(scope="session")
def entered(tmp_path_factory):
    """`entered(folder, enter)` lays a station with Anna, who designs, and Bo, who directs.

    Tables from the first version on and passwords kept as they should be take a second: once.
    """
    kept = tmp_path_factory.mktemp("staffed") / "station"

    def lay(folder, enter):
        if kept.exists():
            shutil.copytree(kept, folder)
            return
        enter("anna", "designer")
        enter("bo", "director")
        shutil.copytree(folder, kept)

    return lay


@pytest.fixture
def staffed(entered, enter, tmp_path):
    """Anna designs, Bo directs; returns what opens their station anew."""
    entered(tmp_path / "station", enter)
    database = f"sqlite:///{tmp_path / 'station' / 'station.sqlite3'}"
    return lambda: closing(open_station(Settings(database=database)))
