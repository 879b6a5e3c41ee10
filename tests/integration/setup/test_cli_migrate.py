"""`yekuo migrate` at work on a station's store."""

import pytest

from engine.api import Deploy, StartCase, UserId
from engine.spiff.rebinding.changes import _ATTRIBUTES, _SEEN
from engine.spiff.rebinding.fitting import _CHECKS
from webui.cli.acting.migrate import CHANGES, PROBLEMS

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <process id="visit" name="Visit" isExecutable="true" camunda:historyTimeToLive="P30D">
    <startEvent id="begin"/><endEvent id="end"/>
    <userTask id="go" name="Go there" camunda:candidateGroups="operations"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="go"/>
    <sequenceFlow id="f2" sourceRef="go" targetRef="end"/>
  </process>
</definitions>
"""


@pytest.fixture
def cases(staffed):
    """Two cases that run version 1; version 2 has the task by another id."""
    with staffed() as station:
        for version, text in enumerate((DIAGRAM, DIAGRAM.replace('"go"', '"went"'))):
            files = {"visit.bpmn": text.encode()}
            station.engine.execute(Deploy(actor=UserId("anna"), name=str(version), files=files))
            if version == 0:
                wish = StartCase(actor=UserId("bo"), process="visit", values={})
                return_cases = [station.engine.execute(wish).case for _ in range(2)]
    return return_cases


def test_a_plan_is_told_in_words_and_changes_nothing(yekuo, cases):
    told = yekuo("migrate", "visit", "--from", 1, "--as", "anna")
    assert told.exit_code == 0, told.output
    assert "visit, version 1 → 2: 2 running cases" in told.output
    assert "go (2 in 2 cases): CANNOT GO: there is no such element" in told.output
    assert "2 cannot be migrated: 1, 2" in told.output
    mapped = yekuo("migrate", "visit", "--from", 1, "--as", "anna", "--map", "go=went")
    assert "go (2 in 2 cases): becomes went" in mapped.output


def test_what_is_applied_is_done_once(yekuo, cases):
    wish = ("migrate", "visit", "--from", 1, "--as", "bo", "--map", "go=went")
    one = yekuo(*wish, "--case", cases[0], "--apply", "a better diagram")
    assert "1 migrated, 0 had nothing to migrate" in one.output
    rest = yekuo(*wish, "--apply", "a better diagram")
    assert "1 running cases" in rest.output
    assert "1 migrated" in rest.output
    again = yekuo(*wish, "--apply", "a better diagram")
    assert (again.exit_code, "0 migrated" in again.output) == (0, True)


def test_who_only_designs_may_plan_and_not_apply(yekuo, cases):
    wish = ("migrate", "visit", "--from", 1, "--as", "anna", "--map", "go=went")
    refused = yekuo(*wish, "--apply", "x")
    assert refused.exit_code == 1
    assert "“anna” may only plan" in refused.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--as", "nobody"), "“nobody” may not migrate"),
        (("--as", "bo", "--to", 7), "the process “visit” has no version 7."),
        (("--as", "bo", "--map", "go"), "an element is mapped as OLD=NEW"),
        (("--as", "bo", "--map", "gone=went"), "has no element “gone”"),
        (("--as", "bo", "--map", "go=gone"), "has no element “gone”"),
        (("--as", "bo", "--case", 99), "there is no case 99."),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(yekuo, cases, more, said):
    refused = yekuo("migrate", "visit", "--from", 1, *more)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_every_code_has_its_words():
    assert {"gone", "multi-instance", *(code for code, _ in _CHECKS)} == set(PROBLEMS)
    assert {*_ATTRIBUTES, *_SEEN} == set(CHANGES)
