"""Diagrams written for Camunda 7: `${…}` and `#{…}` become FEEL before anything is executed.

Where an expression is evaluated at all stands here, for the linter, which refuses what has no
counterpart, and for the reader, which hands FEEL to everyone else. The file itself stays as drawn.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from engine.definitions.diagrams.names import BPMN, CAMUNDA, camunda
from engine.feel.errors import JuelError
from engine.feel.juel import is_mixed, translate_juel

_OPENING: Final = re.compile(r"[$#]\{")

VALUES: Final = frozenset(
    {"conditionExpression", "completionCondition", "loopCardinality", "condition", "script"}
    | {"loopCondition"}
    | {"collection", "sourceExpression", "errorExpression"}
)
"""Texts and attributes whose value is no text: around `${…}` nothing else may stand there."""

BODIES: Final = frozenset(
    {"conditionExpression", "completionCondition", "loopCardinality", "condition", "script"}
    | {"loopCondition"}
    | {"timeDate", "timeDuration", "timeCycle", "inputParameter", "outputParameter"}
    | {"value", "entry"}
)
"""Elements whose text is evaluated."""

COMPUTED: Final = frozenset(
    {"assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority"}
    | {"formRef", "decisionRef", "topic", "calledElement", "calledElementVersion"}
    | {"decisionRefVersion", "decisionRefVersionTag", "defaultValue"}
    | {"calledElementVersionTag", "collection", "sourceExpression", "errorMessage"}
    | {"expression"}
)
"""Attributes that are evaluated; of messages and signals the name is too."""


def has_juel(text: str | None) -> bool:
    """Whether `${` or `#{` stands in a text, be it behind a backslash."""
    return text is not None and _OPENING.search(text) is not None


def is_computed(tag: etree._Element, attribute: str) -> bool:
    """Whether an attribute, by its name without prefix, is evaluated when a case comes there."""
    kind = etree.QName(tag).localname
    if attribute == "formRef":
        return kind == "userTask"  # a case begins with its form: there is nothing to compute it by
    return attribute in COMPUTED or (attribute == "name" and kind in ("message", "signal"))


def feel_of(of: str, text: str) -> str:
    """Return the FEEL for a text that holds JUEL, `of` being its element or attribute.

    Raises:
        JuelError: something has no counterpart, or the text around it is not allowed there.
    """
    objects = frozenset({"externalTask"}) if of == "errorExpression" else frozenset[str]()
    if of in VALUES or text.lstrip().startswith("="):
        at = is_mixed(text)
        if at is not None:
            reason = "Nothing may stand around ${…} here: a text is not what is needed."
            raise JuelError(position=at, reason=reason)
    return translate_juel(text, objects)


def kind_of(tag: etree._Element, attribute: str) -> str:
    """Return what an attribute is called here: one name can mean several things."""
    is_rule = tag.tag == camunda("errorEventDefinition") and attribute == "expression"
    return "errorExpression" if is_rule else attribute


def into_feel(root: etree._Element) -> None:
    """Write FEEL, with a leading `=`, for every JUEL text of a file that is evaluated.

    What cannot be translated stays as it is: the linter refuses it, and no FEEL begins with `${`.
    """
    for tag in root.iter(etree.Element):
        name = etree.QName(tag)
        if name.namespace not in (BPMN, CAMUNDA):
            continue
        if name.localname in BODIES and has_juel(tag.text) and len(tag) == 0:
            tag.text = _feel(name.localname, tag.text or "")
        for attribute, value in tag.attrib.items():
            plain = str(attribute).removeprefix(camunda(""))
            if has_juel(str(value)) and is_computed(tag, plain):
                tag.set(attribute, _feel(kind_of(tag, plain), str(value)))


def _feel(of: str, text: str) -> str:
    try:
        return f"= {feel_of(of, text)}"
    except JuelError:
        return text
