import pytest

from tests.unit.definitions.diagrams import around, found, properties, user_task

TIMER = """<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition id="t">{}
</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("timeDuration", "PT1H"),
        ("timeDuration", "P1Y2M10DT2H30M"),
        ("timeDuration", "P2W"),
        ("timeDuration", '= duration("PT1H")'),
        ("timeDate", "2026-03-01T08:00:00+08:00"),
        ("timeDate", 'date and time("2026-03-01T08:00:00")'),
        ("timeCycle", "R3/PT10M"),
        ("timeCycle", "R/2026-03-01T08:00:00/P1D"),
        ("timeCycle", "0 0/5 * * * ?"),
        ("timeDuration", "${wait}"),
        ("timeDuration", "PT${hours}H"),
        ("timeCycle", "R3/PT${hours}H"),
    ],
)
def test_a_timer_is_iso_8601_or_feel(kind, text):
    assert found(around(TIMER.format(f"<bpmn:{kind}>{text}</bpmn:{kind}>"))) == []


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("", "timer-missing"),
        ("<bpmn:timeDate />", "timer-missing"),
        ("<bpmn:timeDate>2026-13-01</bpmn:timeDate>", "timer"),
        ("<bpmn:timeDuration>P1H</bpmn:timeDuration>", "timer"),
        ("<bpmn:timeDuration>PT</bpmn:timeDuration>", "timer"),
        ("<bpmn:timeCycle>R3/10M</bpmn:timeCycle>", "timer"),
        ("<bpmn:timeDate>0 0/5 * * * ?</bpmn:timeDate>", "timer"),
        ("<bpmn:timeDuration>one hour +</bpmn:timeDuration>", "feel"),
        ("<bpmn:timeDuration>${now.plusHours(1)}</bpmn:timeDuration>", "juel"),
        ("<bpmn:timeCycle>R3/${a.b()}</bpmn:timeCycle>", "juel"),
    ],
)
def test_a_timer_that_is_no_time_is_refused(inside, code):
    assert found(around(TIMER.format(inside))) == [("error", code, "x")]


def boundary(inside, attributes=""):
    return around(
        user_task(properties(timeLimit="reply"))
        + f'<bpmn:boundaryEvent id="b" attachedToRef="x" {attributes}>{inside}</bpmn:boundaryEvent>'
        + '<bpmn:endEvent id="e" /><bpmn:sequenceFlow id="g" sourceRef="b" targetRef="e" />',
        '<bpmn:message id="m" name="gone" /><bpmn:error id="er" errorCode="no" />'
        '<bpmn:timerEventDefinition id="shared"><bpmn:timeDuration>PT1H</bpmn:timeDuration>'
        '</bpmn:timerEventDefinition><bpmn:message id="unnamed" />',
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<bpmn:timerEventDefinition><bpmn:timeDate>due("reply")</bpmn:timeDate>'
        "</bpmn:timerEventDefinition>",
        '<bpmn:messageEventDefinition messageRef="m" />',
        '<bpmn:errorEventDefinition errorRef="er" />',
        "<bpmn:errorEventDefinition />",
        "<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>",
    ],
)
def test_boundary_events_of_known_kinds_are_let_through(inside):
    assert found(boundary(inside)) == []


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("", "event-missing"),
        ("<bpmn:messageEventDefinition />", "event-name"),
        ('<bpmn:messageEventDefinition messageRef="other" />', "event-name"),
        ("<bpmn:conditionalEventDefinition />", "event-name"),
        ("<bpmn:linkEventDefinition />", "event-kind"),
        ("<bpmn:terminateEventDefinition />", "event-kind"),
        ("<bpmn:eventDefinitionRef>nowhere</bpmn:eventDefinitionRef>", "event-reference"),
        (
            '<bpmn:messageEventDefinition messageRef="m" /><bpmn:timerEventDefinition />',
            "events-several",
        ),
    ],
)
def test_boundary_events_that_are_incomplete_are_refused(inside, code):
    assert ("error", code, "b") in found(boundary(inside))


def test_a_compensation_event_leads_to_its_handler_by_an_association():
    element = (
        user_task()
        + '<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:compensateEventDefinition />'
        '</bpmn:boundaryEvent><bpmn:task id="undo" isForCompensation="true" />'
        '<bpmn:association id="a" sourceRef="b" targetRef="undo" />'
    )
    assert found(around(element)) == []


def test_the_code_of_a_caught_error_may_become_a_variable():
    inside = '<bpmn:errorEventDefinition errorRef="er" camunda:errorCodeVariable="code" />'
    assert found(boundary(inside)) == []


def test_a_message_without_a_name_is_refused():
    inside = '<bpmn:messageEventDefinition messageRef="unnamed" />'
    assert found(boundary(inside)) == [("error", "event-name", "unnamed")]


def test_a_time_limit_nobody_has_is_a_warning():
    inside = (
        '<bpmn:timerEventDefinition><bpmn:timeDate>warning("replay")</bpmn:timeDate>'
        "</bpmn:timerEventDefinition>"
    )
    assert found(boundary(inside)) == [("warning", "checkpoint-unknown", "b")]
