"""The benchmarks run, and print what they say they print."""

import json
import sys

import pytest
from lxml import etree

from tests.benchmarks import loop, models, steps

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def printed(capsys, monkeypatch, benchmark, *options):
    monkeypatch.setattr(sys, "argv", ["benchmark", "--json", *options])
    benchmark.main()
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_steps_print_every_figure(capsys, monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    figures = printed(capsys, monkeypatch, steps, "--turns", "1", "--db", url)
    assert (figures["name"], figures["db"], figures["steps"]) == ("steps", "sqlite", 60)
    wanted = {
        "steps_per_s", "floor_steps_per_s", "ratio_wall", "ratio_cpu", "bytes_per_case",
        "start_floors",
    }  # fmt: skip
    assert wanted <= set(figures)
    assert all(figures[name] > 0 for name in wanted)


def test_the_loop_prints_every_figure(capsys, monkeypatch):
    figures = printed(capsys, monkeypatch, loop, "--rounds", "75")
    assert (figures["name"], figures["rounds"]) == ("loop", 75)
    assert figures["ratio_last_to_50"] > 0


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            models.ten_steps(),
            {
                "startEvent": 1, "userTask": 12, "exclusiveGateway": 1, "parallelGateway": 2,
                "boundaryEvent": 3, "endEvent": 5, "sequenceFlow": 21,
            },
        ),
        (
            models.loop(),
            {"startEvent": 1, "exclusiveGateway": 2, "userTask": 1, "endEvent": 1,
             "sequenceFlow": 5},
        ),
    ],
)  # fmt: skip
def test_the_processes_have_these_elements_and_no_others(text, kinds):
    (process,) = etree.fromstring(text)
    found = [child.tag.removeprefix(BPMN) for child in process]
    counted = {kind: found.count(kind) for kind in set(found) - {"extensionElements"}}
    assert counted == kinds


def test_a_form_takes_ten_values_of_about_260_bytes():
    given = models.payload("t5", 77)
    assert len(given) == 10
    assert 230 <= len(json.dumps(given)) <= 320
