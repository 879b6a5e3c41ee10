"""The benchmarks run, and print what they say they print."""

import json
import sys

import pytest
from lxml import etree

from engine.api import UserId, VerifyHistory
from engine.storage.tables.metadata import metadata
from tests.benchmarks import growth, inbox, loop, models, steps, timers, web, workers
from tests.benchmarks.bench import complete, first_task, furnished, start
from tests.benchmarks.filler import fill
from tests.support.rows import count

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


def test_the_web_prints_every_figure(capsys, monkeypatch):
    small = ("--cases", "40", "--rounds", "1", "--people", "2", "--seconds", "1")
    figures = printed(capsys, monkeypatch, web, *small)
    assert (figures["name"], figures["db"], figures["cases"]) == ("web", "sqlite", 40)
    assert figures["tasks"] == 80  # eight at each of ten desks
    assert set(figures["page_p95_ms"]) == {
        "home",
        "inbox",
        "task",
        "case",
        "cases",
        "search",
        "filter",
    }
    assert all(each > 0 for each in figures["page_p95_ms"].values())
    assert figures["rps"] > 0
    assert figures["errors"] == 0


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


def test_growth_prints_every_figure(capsys, monkeypatch, store_url):
    options = ("--cases", "60", "--seeds", "20", "--db", store_url)
    figures = printed(capsys, monkeypatch, growth, *options)
    assert (figures["name"], figures["cases"]) == ("growth", 60)
    assert figures["ratio_full_to_empty"] > 0


def test_the_inbox_prints_every_figure(capsys, monkeypatch, store_url):
    options = ("--tasks", "480", "--seeds", "18", "--rounds", "1", "--db", store_url)
    figures = printed(capsys, monkeypatch, inbox, *options)
    assert (figures["name"], figures["tasks"]) == ("inbox", 480)
    assert figures["p95_ms"] > 0


def test_timers_act_once_and_every_figure_is_printed(capsys, monkeypatch, store_url):
    options = ("--pending", "60", "--due", "20", "--seconds", "1", "--seeds", "10")
    figures = printed(capsys, monkeypatch, timers, *options, "--db", store_url)
    assert (figures["name"], figures["pending"], figures["due"]) == ("timers", 60, 20)
    assert (figures["lost"], figures["twice"]) == (0, 0)
    assert figures["late_p99_s"] >= 0


def test_one_worker_and_two_print_every_figure(capsys, monkeypatch, postgres):
    options = ("--steps", "60", "--seeds", "10", "--db", postgres())
    figures = printed(capsys, monkeypatch, workers, *options)
    assert (figures["name"], figures["db"], figures["steps"]) == ("workers", "postgresql", 60)
    # So few steps are done between two looks: how much faster two are, only many can say.
    assert figures["speedup"] >= 0
    assert figures["steps_per_s_1"] > 0
    assert figures["steps_per_s_2"] > 0
    assert figures["peak_mb"] > 0


def test_a_filled_store_holds_whole_cases_that_go_on(store_url):
    with furnished(store_url) as station:
        fresh, further = start(station), start(station)
        complete(station, first_task(station, further), "t1")
        fill(station.database, 7)
        with station.database.reading() as db:
            rows = {table.name: count(db, table) for table in metadata.sorted_tables}
        whole = station.engine.query(VerifyHistory(actor=UserId("auditor")))
        # Case 7 is a copy of case 1: its first task can be done, and the next case is the eighth.
        done = complete(station, first_task(station, 7), "t1")
        assert (fresh, further, start(station)) == (1, 2, 8)
    assert (whole.chains, whole.touched) == (8, ())  # those of the cases and the station's
    assert (rows["case_"], rows["task"]) == (7, 10)  # four cases at t1, three at t2 with t1 done
    assert done.next_task.case == 7
