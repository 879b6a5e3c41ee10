"""The decision tables that yekuo comes with name themselves and their sources in both languages."""

import re

import pytest
from flask_babel import force_locale
from lxml import etree

from tests.conftest import ROOT
from webui.parts.designed import asked, decision, source_of

DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
TABLES = sorted((ROOT / "workflows" / "decisions").glob("*.dmn"))
CHINESE = re.compile(r"[一-鿿]")
LATIN = re.compile(r"[A-Za-z]{3}")


def rows(path):
    """Each rule of a table as what it puts into its outputs, by the outputs' names."""
    for table in etree.parse(path).iter(f"{DMN}decisionTable"):
        names = [output.get("name") for output in table.findall(f"{DMN}output")]
        for rule in table.findall(f"{DMN}rule"):
            said = [entry.findtext(f"{DMN}text") for entry in rule.findall(f"{DMN}outputEntry")]
            yield dict(zip(names, said, strict=True))


def sources():
    return sorted(
        {
            (row["source"].strip('"'), row["edition"].strip('"'))
            for path in TABLES
            for row in rows(path)
            if "source" in row
        }
    )


@pytest.fixture
def reading(app):
    def told(language, what, *asked):
        with app.test_request_context("/"), force_locale(language):
            return what(*asked)

    return told


@pytest.mark.parametrize(("source", "edition"), sources())
def test_a_source_is_told_in_the_readers_language_and_names_its_edition_once(
    reading, source, edition
):
    chinese = reading("zh_Hans_CN", source_of, source, edition)
    assert CHINESE.search(chinese)
    assert not LATIN.search(chinese)
    assert reading("en", source_of, source, edition) == source


def test_a_source_of_a_stations_own_is_told_as_written_with_its_edition(reading):
    assert reading("zh_Hans_CN", source_of, "Our promise", "2027") == "Our promise · 2027"
    assert reading("en", source_of, "", "2027") == "2027"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_decision_is_called_in_the_readers_language(reading, path):
    for one in etree.parse(path).iter(f"{DMN}decision"):
        chinese = reading("zh_Hans_CN", decision, one.get("name"))
        assert CHINESE.search(chinese)
        assert not LATIN.search(chinese)
        assert reading("en", decision, one.get("name")) == one.get("name")
    assert reading("zh_Hans_CN", decision, "Ours") == "Ours"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_what_a_decision_asks_for_is_named_in_the_readers_language(reading, path):
    labels = [one.get("label") for one in etree.parse(path).iter(f"{DMN}input")]
    assert labels
    for label in labels:
        assert re.search("[一-鿿]", reading("zh_Hans_CN", asked, label)), label
        assert reading("en", asked, label) == label
    assert reading("zh_Hans_CN", asked, "Ours") == "Ours"
