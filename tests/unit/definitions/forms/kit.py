"""Small makers of form-js JSON for the tests beside this."""

import json

from engine.definitions.forms import Accepted, Rejected, read_form


def form(*components, **header):
    """A form of these components; ids are made from their keys."""
    schema = {
        "type": "default",
        "id": "form",
        "executionPlatform": "Camunda Platform",
        "schemaVersion": 19,
        "components": [_with_id(component) for component in components],
        **header,
    }
    return read_form(json.dumps(schema).encode())


def _with_id(component):
    made = {"id": "id-" + str(component.get("key") or component.get("path")), **component}
    if "components" in component:
        made["components"] = [_with_id(inner) for inner in component["components"]]
    return made


def field(kind, key="x", **more):
    return {"type": kind, "key": key, **more}


def accepted(made, submitted, variables=None, **more):
    verdict = made.validate(submitted, variables or {}, **more)
    assert isinstance(verdict, Accepted), verdict
    return verdict.values


def refused(made, submitted, variables=None, **more):
    """The refusals as {name: code}."""
    verdict = made.validate(submitted, variables or {}, **more)
    assert isinstance(verdict, Rejected), verdict
    return {error.name: error.code for error in verdict.errors}
