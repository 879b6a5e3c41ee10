"""What `camunda:inputOutput` and the performers of BPMN 2.0 say, as texts to be evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.definitions.diagrams.model import Parameter
from engine.definitions.diagrams.names import bpmn, camunda, local, text_of
from engine.feel.data.text import quoted

_OWNER: Final = re.compile(r"(?:(user|group)\(([^()]*)\)|([^(),]+))")


class _Unreadable(ValueError):
    """A nested definition that cannot be executed; its text is the tag."""


def parameter(tag: etree._Element) -> Parameter:
    """Return an input or output parameter; a list or map becomes a FEEL list or context."""
    name = tag.get("name", "")
    nested = next(tag.iterchildren(etree.Element), None)
    if nested is None:
        return Parameter(name=name, text=text_of(tag))
    try:
        return Parameter(name=name, text=_feel(nested))
    except _Unreadable as error:
        return Parameter(name=name, text=None, unreadable=str(error))


def _feel(tag: etree._Element) -> str:
    children = list(tag.iterchildren(etree.Element))
    if tag.tag == camunda("list"):
        return f"[{', '.join(_feel(child) for child in children)}]"
    if tag.tag == camunda("map") and all(child.tag == camunda("entry") for child in children):
        entries = [f"{quoted(child.get('key', ''))}: {_feel(child)}" for child in children]
        return f"{{{', '.join(entries)}}}"
    if not is_feel_script(tag) and tag.tag not in (camunda("value"), camunda("entry")):
        raise _Unreadable(local(tag))
    if children:
        return _feel(children[0])
    text = text_of(tag).removeprefix("=").strip()
    return f"({text})" if text else "null"


def is_feel_script(tag: etree._Element) -> bool:
    """Return whether a nested definition is a script in FEEL that stands in the diagram."""
    language = tag.get("scriptFormat", "").strip().lower()
    return tag.tag == camunda("script") and language == "feel" and not tag.get("resource")


def performers(tag: etree._Element) -> dict[str, str]:
    """Return assignee and candidates of a user task as `humanPerformer` and `potentialOwner` say.

    An owner is a group unless written `user(…)` (Camunda 7, "User Assignment").
    """
    found: dict[str, str] = {}
    for text in _expressions(tag, "humanPerformer"):
        found["assignee"] = text
    owners = [one for text in _expressions(tag, "potentialOwner") for one in _OWNER.findall(text)]
    users = [name.strip() for kind, name, _ in owners if kind == "user"]
    groups = [(plain or name).strip() for kind, name, plain in owners if kind != "user"]
    for attribute, names in (("candidateUsers", users), ("candidateGroups", groups)):
        if any(names):
            found[attribute] = ",".join(name for name in names if name)
    return found


def _expressions(tag: etree._Element, role: str) -> Iterator[str]:
    path = f"{bpmn(role)}/{bpmn('resourceAssignmentExpression')}/{bpmn('formalExpression')}"
    for found in tag.iterfind(path):
        if text := text_of(found):
            yield text


def computed_performers(tag: etree._Element) -> bool:
    """Whether a performer is an expression, which only the camunda attributes can be."""
    roles = ("humanPerformer", "potentialOwner")
    texts = [text for role in roles for text in _expressions(tag, role)]
    return any(text.startswith("=") or "{" in text for text in texts)
