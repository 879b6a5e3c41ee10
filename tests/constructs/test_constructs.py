"""Every construct of BPMN 2.0 that Camunda 7 executes, played through the engine's door."""

from pathlib import Path

import pytest

from engine.api import Deploy, DeploymentRefused
from tests.constructs.scenario import Play
from tests.support.stations import MODELS, TUESDAY, SmallStation
from tests.support.stores import furnish_store

HERE = Path(__file__).parent
PLAYED = sorted(path for path in HERE.glob("*/*.bpmn") if path.parent.name != "refused")
REFUSED = sorted(HERE.glob("refused/*.bpmn"))
SAMPLE = PLAYED[::12]
"""What is played on PostgreSQL too: one of twelve, from every folder."""


def name_of(path):
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    path = tmp_path_factory.mktemp("constructs") / "store.sqlite3"
    opened = SmallStation(f"sqlite:///{path}")
    yield opened
    opened.station.close()


@pytest.fixture(scope="module")
def postgres_station(postgres):
    url = postgres()
    furnish_store(url, MODELS, TUESDAY)
    opened = SmallStation(url)
    yield opened
    opened.station.close()


@pytest.mark.parametrize("file", PLAYED, ids=name_of)
def test_it_goes_as_the_standard_says(station, file):
    Play(station, file).run()


@pytest.mark.parametrize("file", SAMPLE, ids=name_of)
def test_it_goes_so_on_postgresql_too(postgres_station, file):
    Play(postgres_station, file).run()


@pytest.mark.parametrize("file", REFUSED, ids=name_of)
def test_it_is_refused_by_element_and_reason(station, file):
    """The `.steps` of a refused diagram: one line `element: words of the reason` for each error."""
    command = Deploy(actor="designer", name=file.stem, files={file.name: file.read_bytes()})
    with pytest.raises(DeploymentRefused) as refused:
        station.engine.execute(command)
    found = [(one.element or "", str(one)) for one in refused.value.problems if one.is_error]
    told = file.with_suffix(".steps").read_text("utf-8").splitlines()
    wanted = [line.split(": ", 1) for line in told if not line.startswith("#")]
    assert [element for element, _ in found] == [element for element, _ in wanted], found
    for (_, sentence), (_, words) in zip(found, wanted, strict=True):
        assert words in sentence


def test_every_diagram_has_its_steps():
    assert len(PLAYED) >= 100
    for path in (*PLAYED, *REFUSED):
        assert path.with_suffix(".steps").is_file(), path


def test_a_trace_that_is_not_as_told_is_noticed(station, tmp_path):
    model = HERE / "tasks" / "user-task.bpmn"
    copy = tmp_path / "user-task.bpmn"
    copy.write_bytes(model.read_bytes())
    for wrong in ("start\n| +start -start", "start\nopen b", "start\nended", "start\ndo b"):
        copy.with_suffix(".steps").write_text(wrong, "utf-8")
        with pytest.raises(pytest.fail.Exception):
            Play(station, copy).run()
