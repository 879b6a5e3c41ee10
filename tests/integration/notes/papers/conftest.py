"""A case whose papers lie in a folder of their own."""

import pytest

from tests.support.stations import MODELS, TUESDAY, SmallStation


@pytest.fixture
def small(furnished, tmp_path):
    opened = SmallStation(furnished(MODELS, TUESDAY), files=tmp_path / "files")
    yield opened
    opened.station.close()
