"""A case with a task, behind its pages."""

import pytest

from tests.integration.web.screen import Screen


@pytest.fixture
def small(small):
    small.case = small.start()
    small.task = small.open_tasks(small.case)["draft"]
    return small


@pytest.fixture
def screen(small):
    return lambda login="manager", language="en": Screen(small.app, login, language)
