"""Forms and decisions in the version a diagram is bound to, as Camunda 7 binds them."""

import pytest

from engine.api import (
    CaseDetail,
    DeploymentRefused,
    StartCase,
    TaskDetail,
    UnknownForm,
)
from tests.support.drawing import chain, deploy, diagram, form, table, task

PLAIN = '<bpmn:startEvent id="begun" /><bpmn:endEvent id="done" />'


def asking(attributes):
    """A process with one task `ask` whose form is bound by `attributes`."""
    return diagram(PLAIN + task("ask", attributes=attributes) + chain("begun", "ask", "done"))


def started(station, **values):
    return station.engine.execute(StartCase(actor="manager", process="main", values=values)).case


def fields(station, case, element="ask"):
    """The labels of a task's form as its doer is shown it."""
    opened = station.open_tasks(case)[element]
    view = station.engine.query(TaskDetail(actor="manager", task=opened, language="en"))
    return [component["label"] for component in view.form.schema["components"]]


def answered(station, case):
    detail = station.engine.query(CaseDetail(actor="director", case=case, language="en"))
    return [(a.label, a.shown) for found in detail.answered for a in found.answers]


def versions(station, binding):
    """Deploy the diagram with one form, then the form alone anew."""
    deploy(station, main__bpmn=asking(binding), asked__form=form("asked", "first"))
    case = started(station)
    deploy(station, asked__form=form("asked", "second"))
    return case


def test_a_form_bound_to_latest_is_the_newest_even_for_a_task_that_waits_already(small):
    case = versions(small, 'camunda:formRef="asked"')
    assert fields(small, case) == ["second"]


@pytest.mark.parametrize(
    "binding",
    [
        'camunda:formRef="asked" camunda:formRefBinding="deployment"',
        'camunda:formRef="asked" camunda:formRefBinding="version" camunda:formRefVersion="1"',
        'camunda:formKey="camunda-forms:deployment:asked.form"',
    ],
)
def test_a_bound_form_stays_what_it_was_when_a_newer_one_is_deployed(small, binding):
    case = versions(small, binding)
    assert fields(small, case) == ["first"]
    # The server checks by the same version: what only the newer form has is not taken.
    small.do(case, "ask", "manager", first="one", second="two")
    assert answered(small, case) == [("first", "one")]


def test_a_form_in_a_version_that_is_not_there_is_named_when_the_task_is_done(small):
    bound = 'camunda:formRef="asked" camunda:formRefBinding="version" camunda:formRefVersion="7"'
    deploy(small, main__bpmn=asking(bound), asked__form=form("asked", "first"))
    case = started(small)
    with pytest.raises(UnknownForm, match="asked"):
        small.do(case, "ask", "manager", first="one")
    assert list(small.open_tasks(case)) == ["ask"]


def test_what_is_bound_to_its_deployment_has_to_come_with_it(small):
    deploy(small, asked__form=form("asked", "first"), said__dmn=table("said", "one"))
    bound = 'camunda:formRef="asked" camunda:formRefBinding="deployment"'
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, main__bpmn=asking(bound))
    assert [(p.code, p.element) for p in refused.value.problems] == [("form-not-beside", "ask")]
    forms = {"waiting__form": form("waiting", "tag"), "telling__form": form("telling", "told")}
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, main__bpmn=deciding('camunda:decisionRefBinding="deployment"'), **forms)
    assert [(p.code, p.element) for p in refused.value.problems] == [
        ("decision-not-beside", "decide")
    ]


def deciding(binding):
    """A process that decides, once its task is done, by the table `said`."""
    rule = (
        '<bpmn:businessRuleTask id="decide" camunda:decisionRef="said" '
        f'camunda:resultVariable="told" camunda:mapDecisionResult="singleEntry" {binding} />'
    )
    wait = task("wait", attributes='camunda:formRef="waiting"')
    tell = task("tell", attributes='camunda:formRef="telling"')
    path = chain("begun", "wait", "decide", "tell", "done")
    return diagram(PLAIN + wait + rule + tell + path)


@pytest.mark.parametrize(
    ("binding", "told"),
    [
        ("", "three"),
        ('camunda:decisionRefBinding="latest"', "three"),
        ('camunda:decisionRefBinding="deployment"', "two"),
        ('camunda:decisionRefBinding="version" camunda:decisionRefVersion="1"', "one"),
        ('camunda:decisionRefBinding="version" camunda:decisionRefVersion="= 1 + 1"', "two"),
        ('camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="old"', "one"),
        ('camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="${tag}"', "one"),
    ],
)
def test_a_decision_is_taken_in_the_version_the_diagram_means(small, binding, told):
    deploy(small, said__dmn=table("said", "one", tag="old"))
    forms = {"waiting__form": form("waiting", "tag"), "telling__form": form("telling", "told")}
    deploy(small, main__bpmn=deciding(binding), said__dmn=table("said", "two"), **forms)
    deploy(small, said__dmn=table("said", "three"))
    case = started(small)
    small.do(case, "wait", "manager", tag="old")
    shown = small.engine.query(
        TaskDetail(actor="manager", task=small.open_tasks(case)["tell"], language="en")
    )
    assert shown.form.data == {"told": told}


def calling(key, binding=""):
    """A process that calls the process `key`."""
    call = f'<bpmn:callActivity id="call" calledElement="{key}" {binding} />'
    return PLAIN + call + chain("begun", "call", "done")


def called(waiting, tag=""):
    """The process `part`, which waits at a task that tells its versions apart."""
    inside = PLAIN + task(waiting) + chain("begun", waiting, "done")
    return diagram(inside, key="part", attributes=f'camunda:versionTag="{tag}"' if tag else "")


def bound_to(binding, **more):
    given = {"calledElementBinding": binding, **more}
    return " ".join(f'camunda:{name}="{value}"' for name, value in given.items())


@pytest.mark.parametrize(
    ("binding", "waiting"),
    [
        ("", "three"),
        (bound_to("latest"), "three"),
        (bound_to("deployment"), "two"),
        (bound_to("version", calledElementVersion="1"), "one"),
        (bound_to("versionTag", calledElementVersionTag="old"), "one"),
    ],
)
def test_a_process_is_called_in_the_version_the_diagram_means(small, binding, waiting):
    deploy(small, part__bpmn=called("one", tag="old"))
    deploy(small, main__bpmn=diagram(calling("part", binding)), part__bpmn=called("two"))
    deploy(small, part__bpmn=called("three"))
    assert list(small.open_tasks(started(small))) == [waiting]


def test_a_called_process_that_calls_means_its_own_deployment(small):
    """The deployment of the calling process, not that of the case (Camunda 7, "Call Activity")."""
    middle = diagram(calling("part", bound_to("deployment")), key="middle")
    deploy(small, middle__bpmn=middle, part__bpmn=called("beside-middle"))
    deploy(small, main__bpmn=diagram(calling("middle")), part__bpmn=called("beside-main"))
    assert list(small.open_tasks(started(small))) == ["beside-middle"]
