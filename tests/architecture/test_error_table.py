"""Every refusal a caller of the engine can meet has a status and a sentence on the web."""

import re
from dataclasses import fields
from datetime import UTC, datetime

import pytest

import engine.api
from engine.api import TaskId, YekuoError
from tests.fakes.people import MANAGER, PeopleEngine
from webui.app import create_app
from webui.pages import Pages
from webui.shared.errors.table import TABLE, answer_for
from webui.shared.settings import WebSettings

REFUSALS = sorted(
    (
        found
        for found in vars(engine.api).values()
        if isinstance(found, type) and issubclass(found, YekuoError) and found is not YekuoError
    ),
    key=lambda kind: kind.__name__,
)
EXAMPLES = {"task": TaskId(12, 3), "case": 12, "at": datetime(2026, 3, 9, 1, 5, tzinfo=UTC),
            "errors": {}, "obstacles": (("survey", "gone"),)}  # fmt: skip


@pytest.fixture(scope="module")
def app():
    settings = WebSettings(secret_key=b"sixteen bytes and more")
    return create_app(PeopleEngine(MANAGER), settings, Pages())


def example(kind):
    return kind(*(EXAMPLES.get(field.name, "an example") for field in fields(kind)))


def test_no_refusal_is_missing():
    assert [kind.__name__ for kind in REFUSALS if kind not in TABLE] == []


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.__name__)
def test_each_has_a_status_and_a_sentence_in_both_languages(app, kind):
    said = {}
    for language in ("en", "zh"):
        with app.test_request_context(headers={"Accept-Language": language}):
            status, said[language] = answer_for(example(kind))
        assert 400 <= status <= 503
        assert "%(" not in said[language]
    assert said["en"] != said["zh"]
    assert re.search("[一-鿿]", said["zh"])


def test_an_error_without_a_row_is_a_mistake_of_ours():
    class Unheard(YekuoError):
        pass

    with pytest.raises(LookupError, match="Unheard"):
        answer_for(Unheard())
