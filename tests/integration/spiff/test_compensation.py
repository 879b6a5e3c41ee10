"""Undoing what was done: in reverse order, by scope, by activity, and in transactions."""

import pytest

from engine.spiff import check
from tests.integration.spiff.kit import Play, bpmn, each_once, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


def undoable(name: str, *, handler: str = "userTask") -> str:
    return (
        f'<userTask id="{name}"/><boundaryEvent id="on-{name}" attachedToRef="{name}">'
        f'<compensateEventDefinition/></boundaryEvent><{handler} id="undo-{name}" '
        f'isForCompensation="true"/><association id="l-{name}" sourceRef="on-{name}" '
        f'targetRef="undo-{name}"/>'
    )


def throw(tag: str, name: str, activity: str = "") -> str:
    ref = f'activityRef="{activity}"' if activity else ""
    return f'<{tag} id="{name}"><compensateEventDefinition {ref}/></{tag}>'


def play(body: str, *chains: str) -> Play:
    xml = bpmn(ENDS + body + flows(*chains))
    assert check(xml) == []
    return Play(xml).start()


def test_what_completed_last_is_undone_first_and_then_the_way_goes_on():
    case = play(
        undoable("a") + undoable("b") + undoable("c")
        + throw("intermediateThrowEvent", "back") + '<userTask id="after"/>',
        "start a b back after c fin",
    )  # fmt: skip
    case.complete("a").complete("b")
    assert case.waiting == ["undo-b"]
    case.complete("undo-b")
    assert case.waiting == ["undo-a"]
    case.complete("undo-a")
    assert case.waiting == ["after"]
    assert case.complete("after").complete("c").ended
    each_once(case.host.changes)


def test_nothing_is_undone_twice():
    case = play(
        undoable("a") + throw("intermediateThrowEvent", "one")
        + '<userTask id="m"/>' + throw("endEvent", "two"),
        "start a one m two",
    )  # fmt: skip
    case.complete("a").complete("undo-a").complete("m")
    assert case.ended
    assert case.trace.count("+undo-a") == 1


def test_one_activity_alone_can_be_undone():
    case = play(undoable("a") + undoable("b") + throw("endEvent", "back", "a"), "start a b back")
    case.complete("a").complete("b")
    assert case.waiting == ["undo-a"]
    assert case.complete("undo-a").ended


def test_the_journal_shows_the_event_and_the_handler_and_no_more():
    case = play(undoable("a", handler="task") + throw("endEvent", "back"), "start a back")
    case.complete("a")
    assert case.trace == ("+start -start +a -a +back +on-a -on-a +undo-a -undo-a -back")


def test_an_activity_that_never_completed_is_not_undone():
    case = play(
        '<parallelGateway id="f"/>' + undoable("a") + '<userTask id="m"/>'
        + throw("intermediateThrowEvent", "back") + '<endEvent id="e"/>',
        "start f a fin", "f m back e",
    )  # fmt: skip
    case.complete("m")
    assert case.waiting == ["a"]


SUB = (
    '<subProcess id="sub"><startEvent id="s"/>{}<endEvent id="e"/>'
    + flows("s a e")
    + "</subProcess>"
)


@pytest.mark.parametrize("activity", ["", "sub"])
def test_a_completed_sub_process_is_undone_by_what_is_in_it(activity):
    body = SUB.format(undoable("a")) + undoable("b") + throw("endEvent", "back", activity)
    case = play(body, "start sub b back").complete("a").complete("b")
    if not activity:
        assert case.waiting == ["undo-b"]
        case.complete("undo-b")
    assert case.waiting == ["undo-a"]
    assert case.complete("undo-a").ended
    each_once(case.host.changes)


def test_a_sub_process_with_its_own_handler_is_undone_by_that_alone():
    own = (
        '<boundaryEvent id="on-sub" attachedToRef="sub"><compensateEventDefinition/>'
        '</boundaryEvent><userTask id="undo-sub" isForCompensation="true"/>'
        '<association id="l-sub" sourceRef="on-sub" targetRef="undo-sub"/>'
    )
    case = play(SUB.format(undoable("a")) + own + throw("endEvent", "back"), "start sub back")
    case.complete("a")
    assert case.waiting == ["undo-sub"]
    assert case.complete("undo-sub").ended


def test_a_scope_is_undone_from_inside_it_alone():
    inside = undoable("a") + throw("endEvent", "back") + flows("s a back")
    inner = f'<subProcess id="sub"><startEvent id="s"/>{inside}</subProcess>'
    xml = undoable("z") + inner
    case = play(xml, "start z sub fin").complete("z").complete("a")
    assert case.waiting == ["undo-a"]
    assert case.complete("undo-a").ended


def transaction(body: str, *chains: str) -> str:
    return (
        f'<transaction id="t"><startEvent id="s"/>{body}{flows(*chains)}</transaction>'
        '<boundaryEvent id="cancelled" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>'
    )


CANCEL = '<endEvent id="stop"><cancelEventDefinition/></endEvent>'


def test_a_cancelled_transaction_undoes_what_completed_and_leaves_by_its_border():
    inner = '<parallelGateway id="f"/>' + undoable("a") + '<userTask id="b"/>' + CANCEL
    inner += '<endEvent id="e"/>'
    body = transaction(inner, "s f a stop", "f b e") + '<userTask id="sorry"/>'
    case = play(body, "start t fin", "cancelled sorry fin").complete("a")
    assert case.waiting == ["undo-a"]
    assert "xb" in case.trace
    case.complete("undo-a")
    assert case.waiting == ["sorry"]
    assert case.trace == "-undo-a -stop +cancelled -cancelled xt +sorry"
    assert case.complete("sorry").ended
    each_once(case.host.changes)


def test_a_transaction_that_is_not_cancelled_is_a_sub_process():
    inner = undoable("a") + '<endEvent id="e"/>'
    case = play(transaction(inner, "s a e"), "start t fin", "cancelled fin").complete("a")
    assert case.ended
    assert case.trace.endswith("-e -t +fin -fin")


def test_an_event_sub_process_can_undo_the_scope_it_is_drawn_in():
    esp = (
        '<subProcess id="esp" triggeredByEvent="true"><startEvent id="es">'
        '<messageEventDefinition messageRef="m1"/></startEvent>'
        + throw("endEvent", "back") + flows("es back") + "</subProcess>"
    )  # fmt: skip
    xml = bpmn(
        ENDS + undoable("a") + '<userTask id="b"/>' + esp + flows("start a b fin"),
        roots='<message id="m1" name="gone"/>',
    )
    assert check(xml) == []
    case = Play(xml).start().complete("a").receive("message", "gone")
    assert case.waiting == ["undo-a"]
    assert case.complete("undo-a").ended
    each_once(case.host.changes)
