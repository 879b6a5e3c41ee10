"""The clocks in the diagrams: where they run, who is warned, and what makes them stand still."""

import pytest

from tests.workflows.bpmn import BPMN, CAMUNDA, TASKS, elements, flows, properties

REASONS = {
    "customer-papers",
    "customer-confirmation",
    "customer-works",
    "customer-rectification",
    "customer-payment",
    "customer-signature",
}
# The five checkpoints of a high-voltage case, and the activity that is just their span.
CHECKPOINTS = {
    "supply-plan-reply": ("hv-connection", "supply-plan"),
    "design-review": ("design-review", "review-design"),
    "intermediate-inspection": ("intermediate-inspection", "inspect-concealed-works"),
    "completion-inspection": ("completion-inspection", "inspect-works"),
    "energise": ("build-connection", "energise"),
}
# What the customer does, recorded by the manager, and what we wait for meanwhile.
CUSTOMERS = {
    "record-papers": "customer-papers",
    "record-confirmation": "customer-confirmation",
    "record-designer": "customer-works",
    "record-drawings": "customer-works",
    "record-contractor": "customer-works",
    "record-inspection-request": "customer-works",
    "record-concealed-rectification": "customer-rectification",
    "record-completion": "customer-works",
    "record-rectification": "customer-rectification",
    "record-payment": "customer-payment",
    "record-signature": "customer-signature",
}


def test_the_five_checkpoints_stand_on_just_the_activity_of_their_span(diagrams):
    found = {
        properties(element)["timeLimit"]: (name, element.get("id"))
        for name, element in elements(diagrams, *TASKS)
        if "timeLimit" in properties(element)
    }
    assert found == CHECKPOINTS


@pytest.mark.parametrize("checkpoint", CHECKPOINTS)
def test_a_checkpoint_warns_the_manager_and_asks_the_director_without_stopping_the_step(
    diagrams, checkpoint
):
    name, activity = CHECKPOINTS[checkpoint]
    root = diagrams[name]
    led = {}
    for event in root.iter(f"{BPMN}boundaryEvent"):
        timer = event.find(f"{BPMN}timerEventDefinition/{BPMN}timeDate")
        if event.get("attachedToRef") == activity and timer is not None:
            assert event.get("cancelActivity") == "false"
            (flow,) = flows(root, "sourceRef")[event.get("id")]
            led[timer.text] = flow.get("targetRef")
    assert set(led) == {f'warning("{checkpoint}")', f'due("{checkpoint}")'}
    tasks = {task.get("id"): task for task in root.iter(f"{BPMN}userTask")}
    urge, explain = (tasks[led[f'{word}("{checkpoint}")']] for word in ("warning", "due"))
    assert urge.get(f"{CAMUNDA}assignee") == "= manager"
    assert "director" in explain.get(f"{CAMUNDA}candidateGroups").split(",")
    ends = {end.get("id") for end in root.iter(f"{BPMN}endEvent")}
    for task in (urge, explain):
        (flow,) = flows(root, "sourceRef")[task.get("id")]
        assert flow.get("targetRef") in ends


def test_clocks_stand_still_for_just_what_the_customer_does(diagrams):
    found = {
        element.get("id"): properties(element)["clockStop"]
        for _, element in elements(diagrams, *TASKS)
        if "clockStop" in properties(element)
    }
    assert found == CUSTOMERS
    assert set(found.values()) <= REASONS


def test_what_the_customer_does_stands_in_his_lane(diagrams):
    for root in diagrams.values():
        for lane in root.iter(f"{BPMN}lane"):
            members = {node.text for node in lane.iterfind(f"{BPMN}flowNodeRef")}
            for customers in members & set(CUSTOMERS):
                assert lane.get("id") == "lane-customer", customers
