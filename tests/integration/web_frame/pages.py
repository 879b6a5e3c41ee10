"""Pages that use the frame's scripts the way the audiences' pages do."""

import threading
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template_string, request

HERE = Path(__file__).resolve().parent
DIAGRAM = (HERE / "diagram.bpmn").read_text("utf-8")

MARKS = {
    "elements": [
        {"id": "survey", "state": "done"},
        {"id": "plan", "state": "active", "tokens": 2, "note": "<b>Li</b>, since 2026-03-09"},
        {"id": "late", "state": "late", "tokens": 1},
        {"id": "far", "state": "unreached"},
        {"id": "gone-since", "state": "done"},
    ],
    "flows": ["f1", "f2"],
}

FORM = {
    "type": "default",
    "schemaVersion": 19,
    "components": [
        {
            "type": "textfield",
            "key": "customer",
            "label": "Customer",
            "validate": {"required": True},
        },
        {
            "type": "number",
            "key": "capacity_kva",
            "label": "Capacity (kVA)",
            "validate": {"max": 4000},
        },
        {"type": "datetime", "subtype": "date", "key": "wanted_on", "dateLabel": "Wanted on"},
        {
            "type": "dynamiclist",
            "path": "sources",
            "label": "Power sources",
            "showOutline": True,
            "defaultRepetitions": 2,
            "components": [{"type": "textfield", "key": "line", "label": "Line"}],
        },
    ],
}

PAGE = (HERE / "page.html").read_text("utf-8")
DONE = "{% extends 'shared/base.html' %}{% block content %}Done{% endblock %}"


class Pages:
    """The pages, what was sent to them, and what they answer to the form."""

    def __init__(self):
        self.sent = []
        self.answer = ({"redirect": "/done"}, 200)
        self.hold = threading.Event()
        self.hold.set()
        self.blueprint = Blueprint("pages", __name__)
        for path, view, method in (
            ("/form", self.form, "GET"),
            ("/diagram.bpmn", self.diagram, "GET"),
            ("/done", self.done, "GET"),
            ("/send", self.send, "POST"),
            ("/part", self.part, "POST"),
        ):
            self.blueprint.add_url_rule(path, view.__name__, view, methods=[method])

    def form(self):
        data = {"capacity_kva": 800}
        return render_template_string(PAGE, form=FORM, data=data, marks=MARKS)

    def diagram(self):
        return Response(DIAGRAM, mimetype="application/xml")

    def done(self):
        return render_template_string(
            "{% extends 'shared/base.html' %}{% block content %}Done{% endblock %}"
        )

    def send(self):
        self.sent.append(request.json)
        self.hold.wait(5)
        body, status = self.answer
        return jsonify(body), status

    def part(self):
        return "<b>swapped</b>"
