"""The cache of definitions, and stored tokens that do not fit."""

import threading
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.tokens.runner import State
from engine.feel import wire
from engine.kernel.errors import YekuoError
from engine.kernel.ids import DefinitionId
from engine.kernel.xml import UnreadableFile
from engine.spiff import SpiffRunner, check
from engine.spiff.errors import CannotExecute, NoSuchProcess, UnreadableState
from engine.spiff.parsing.library import Library
from tests.integration.spiff.kit import Files, RememberingHost, bpmn, flows

ONE = DefinitionId(1)
XML = bpmn('<startEvent id="start"/><userTask id="a"/><endEvent id="fin"/>' + flows("start a fin"))


def state(tokens: bytes, process: str = "main") -> State:
    return State(definition=ONE, process=process, tokens=tokens, variables={})


def test_a_definition_is_parsed_once():
    files = Files(XML)
    library = Library(files)
    assert library.get(ONE, "main") is library.get(ONE, "main")
    assert files.asked == 1


def test_the_least_recently_used_definition_makes_room():
    files = Files(XML, XML, XML)
    library = Library(files, size=2)
    for number in (1, 2, 1, 3, 1):
        library.get(DefinitionId(number), "main")
    assert files.asked == 3
    library.get(DefinitionId(2), "main")
    assert files.asked == 4


def test_a_process_the_file_does_not_have():
    with pytest.raises(NoSuchProcess) as error:
        Library(Files(XML)).get(ONE, "other")
    assert (error.value.definition, error.value.process) == (ONE, "other")


def test_what_cannot_be_executed_is_refused_when_it_is_loaded_too():
    odd = bpmn('<startEvent id="start"/><complexGateway id="x"/>' + flows("start x"))
    with pytest.raises(CannotExecute):
        Library(Files(odd)).get(ONE, "main")


@pytest.mark.parametrize("xml", [b"", b"x", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_no_diagram_is_refused(xml):
    with pytest.raises(UnreadableFile):
        check(xml)


def test_many_threads_run_cases_on_one_runner():
    files = Files(XML)
    runner = SpiffRunner(files)
    gate = threading.Barrier(8)
    ends: list[bool] = []
    failures: list[BaseException] = []

    def work() -> None:
        gate.wait()
        try:
            for _ in range(30):
                host = RememberingHost(files)
                case = runner.start(ONE, "main", {}, host)
                blob = case.encode()
                again = runner.load(state(blob), host)
                again.complete(3, {"x": Decimal(1)})
                ends.append(again.ended and again.variables == {"x": 1})
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ends == [True] * 240


@pytest.mark.parametrize(
    "rows",
    [
        5,
        [],
        [1],
        [2, 3, []],
        [1, 3, 5],
        [1, 3, [[1]]],
        [1, 3, [[1, None, ""], [2, 9, "a"]]],
        [1, 3, [[1, None, ""], [2, 1, "no-such-element"]]],
        [1, 3, [[1, None, "", 5]]],
        [1, 3, [[1, None, "", {"d": 1, "p": "no-such-process"}]]],
    ],
)
def test_tokens_that_do_not_fit_are_refused(rows):
    files = Files(XML)
    with pytest.raises(YekuoError):
        SpiffRunner(files).load(state(wire.dumps(rows)), RememberingHost(files))


@given(st.binary(max_size=60))
def test_no_bytes_make_loading_crash(tokens):
    files = Files(XML)
    with pytest.raises(UnreadableState):
        SpiffRunner(files).load(state(tokens), RememberingHost(files))


def test_an_ended_case_can_be_loaded():
    files = Files(XML)
    runner, host = SpiffRunner(files), RememberingHost(files)
    case = runner.start(ONE, "main", {"x": 1}, host)
    case.complete(3, {})
    again = runner.load(
        State(definition=ONE, process="main", tokens=case.encode(), variables=case.variables), host
    )
    assert again.ended
    assert again.variables == {"x": 1}
