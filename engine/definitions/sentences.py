"""English for every code a `Problem` may carry; other languages are made from these by the web."""

from __future__ import annotations

from typing import Final

_FILES: Final = {
    "empty": "The file is empty.",
    "too-large": "The file is larger than {limit} bytes.",
    "encoding": "The file is not written in UTF-8 ({detail}).",
    "dtd": "The file has a document type declaration; entities are not allowed.",
    "not-xml": "The file is not well-formed XML: {detail}",
    "too-deep": "The file is nested too deeply.",
    "not-bpmn": "The file is not a BPMN diagram (its root is {detail}).",
    "not-json": "The file is not JSON: {detail}",
}

_FORMS: Final = {
    "form-shape": "This is not a form-js form: {detail}",
    "form-id-missing": "The form has no id.",
    "form-platform": "The form was made for {platform}; forms of Camunda Platform are expected.",
    "form-version": "The form's schema version {version} is newer than {known}.",
    "field-type": "A component of type {type} cannot be used.",
    "field-key": "The field has no key.",
    "field-key-bad": 'The key "{key}" is not a name.',
    "field-twice": 'The key "{key}" is used twice.',
    "field-id-twice": "The id is used twice.",
    "field-options": "The field offers nothing to choose from.",
    "field-option": "An option has no value.",
    "field-number": '"{property}" is not a number: {value}',
    "field-value": '"{property}" cannot be {value}.',
    "field-pattern": 'The pattern "{pattern}" cannot be used: {detail}',
    "field-expression": '"{property}" is not a FEEL expression: {detail}',
    "form-size": "The form has more than {limit} components or is nested too deeply.",
}

SENTENCES: Final = {**_FILES, **_FORMS}
