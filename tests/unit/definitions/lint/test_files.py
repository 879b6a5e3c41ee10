"""A file as a whole: what cannot be read, which process is meant, ids, places, floods."""

import pytest

from engine.definitions.lint import lint
from tests.unit.definitions.diagrams import (
    HEAD,
    PROCESS,
    around,
    found,
    process,
    user_task,
)


def test_ids_are_used_once():
    assert ("error", "id-twice", "end") in found(
        around('<bpmn:task id="x" /><bpmn:task id="end" />')
    )
    assert ("error", "id-missing", "p") in found(around('<bpmn:task id="x" /><bpmn:task />'))


def test_a_file_without_an_executable_process_is_refused():
    raw = f'{HEAD}<bpmn:process id="p" /></bpmn:definitions>'.encode()
    assert found(raw) == [("error", "not-executable", "p")]
    assert found(f"{HEAD}</bpmn:definitions>".encode()) == [("error", "not-executable", None)]


def test_the_only_process_with_elements_is_executed_when_nothing_is_said():
    said = process('<bpmn:startEvent id="s" />', opening='<bpmn:process id="p">')
    assert ("warning", "executable-unsaid", "p") in found(said)
    empty = said.replace(b"</bpmn:definitions>", b'<bpmn:process id="q" /></bpmn:definitions>')
    assert ("warning", "executable-unsaid", "p") in found(empty)


@pytest.mark.parametrize(
    "other",
    [
        '<bpmn:process id="q"><bpmn:startEvent id="t" /></bpmn:process>',
        '<bpmn:process id="q" isExecutable="false" />',
    ],
)
def test_which_of_several_processes_is_meant_has_to_be_said(other):
    said = process('<bpmn:startEvent id="s" />', opening='<bpmn:process id="p">')
    raw = said.replace(b"</bpmn:definitions>", f"{other}</bpmn:definitions>".encode())
    assert found(raw) == [("error", "not-executable", "p")]


def test_a_process_without_time_to_live_is_a_warning():
    opening = '<bpmn:process id="p" isExecutable="true">'
    inside = (
        '<bpmn:startEvent id="s" /><bpmn:endEvent id="e" />'
        '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" />'
    )
    assert found(process(inside, opening=opening)) == [("warning", "history-ttl", "p")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"{}", "not-xml"),
        (b"<a/>", "not-bpmn"),
        (b"<!DOCTYPE a><a/>", "dtd"),
        (b"\xff\xff", "encoding"),
        (b" " * 5_000_001, "too-large"),
    ],
)
def test_what_cannot_be_read_is_one_problem(raw, code):
    problems = lint("a.bpmn", raw)
    assert [problem.code for problem in problems] == [code]
    assert str(problems[0]).startswith("a.bpmn")


def test_no_flood_of_warnings_hides_an_error():
    tasks = "".join(f'<bpmn:task id="t{at}" camunda:asyncBefore="true" />' for at in range(2_000))
    assert ("error", "java", "x") in found(
        around(f'<bpmn:serviceTask id="x" camunda:class="a.B" />{tasks}')
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'encoding="UTF-8"', b""),
        (b'encoding="UTF-8"', b'encoding="us-ascii"'),
        (b"<?xml", b"\xef\xbb\xbf<?xml"),
        (b"\n", b"\r\n"),
    ],
)
def test_places_are_right_however_the_file_is_written(old, new):
    raw = around(user_task(assignee="= 业扩 +")).replace(old, new)
    (problem,) = lint("a.bpmn", raw)
    line = raw.decode().splitlines()[problem.line - 1]
    assert line[: problem.column - 1].endswith("= 业扩 +")


@pytest.mark.parametrize("who", ["candidateStarterUsers", "candidateStarterGroups"])
def test_who_may_start_is_known_before_a_case_is(who):
    flow = '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" />'
    body = f'<bpmn:startEvent id="s" /><bpmn:endEvent id="e" />{flow}'
    for names, expected in (("li, wang", []), ("${li}", [("error", "not-computed", "p")])):
        opening = PROCESS.replace('id="p"', f'id="p" camunda:{who}="{names}"')
        assert found(process(body, opening=opening)) == expected
