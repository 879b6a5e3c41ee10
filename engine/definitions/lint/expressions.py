"""Rules about texts that are evaluated: FEEL is read, JUEL translated, what is wrong has its place.

Conditions are FEEL, a leading `=` allowed. Attributes and mappings are FEEL when they begin with
`=`, else literals, but for mappings that name variables (ADR 0013). Anywhere,
`${…}` and `#{…}` is JUEL: translated to FEEL, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine import feel
from engine.definitions.diagrams.juel import feel_of, has_juel, into_feel, is_computed, kind_of
from engine.definitions.diagrams.mappings import is_feel_script
from engine.definitions.diagrams.names import BPMN, CAMUNDA, camunda, is_bpmn, local
from engine.definitions.diagrams.plain import names_in
from engine.definitions.diagrams.reader import extension
from engine.definitions.lint.allowed import ATTRIBUTES, HINTS
from engine.definitions.lint.places import Place
from engine.definitions.lint.source import Source, Tag
from engine.feel.errors import JuelError
from engine.feel.plain import Meaning, Names, plain

_CHECKPOINT: Final = re.compile(r"""\b(?:due|warning)\s*\(\s*"([^"]*)"\s*\)""")
_FEEL_NAMES: Final = ("", "feel", "juel", "http://www.omg.org/spec/feel/20140401")
_ALWAYS_FEEL: Final = ("sourceExpression", "errorExpression")
_MAPPED: Final = [camunda(tag) for tag in ("inputParameter", "outputParameter", "value", "entry")]
_CONDITIONS: Final = (
    *("conditionExpression", "completionCondition", "loopCardinality", "loopCondition"),
    "condition",
)
_OF_EXTENSIONS: Final = {
    **dict.fromkeys(("in", "out"), frozenset({"source", "target"})),
    "errorEventDefinition": frozenset({"expression"}),
}
"""Attributes of extension elements that may be evaluated."""
_NOTED: Final = {
    Meaning.TEXT: "mapping-text",
    Meaning.OPEN: "mapping-open",
    Meaning.COMPUTED: "mapping-computed",
}
"""What is said of a mapping's plain text; numbers and the like are clear."""
_NEVER: Final = frozenset({"id", "name", "versionTag", "targetNamespace", "exporter"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text to be read, and where its characters stand; `of` names it to the designer."""

    tag: Tag
    of: str
    text: str
    at: Callable[[int], Place]
    is_feel: bool
    """Else only when it begins with `=`."""
    kind: str
    """The name of the tag or attribute."""
    is_computed: bool = True
    """Whether it is evaluated at all."""


def texts_are_readable(source: Source) -> None:
    """Every text that is evaluated can be read as FEEL."""
    for found in (*_bodies(source), *_scripts(source), *_attributes(source)):
        check(source, found)
    drawn = deepcopy(source.root)
    into_feel(drawn)
    known = names_in(drawn)
    for found in _mappings(source):
        _mapping(source, found, known)


def check(source: Source, found: Text) -> None:
    """Note what is wrong with a text that may be an expression."""
    if has_juel(found.text):
        _juel(source, found)
        return
    text = found.text.strip()
    if not found.is_feel and not text.startswith("="):
        return
    if not found.is_computed:
        source.error(found.tag, "not-computed", found.at(0), of=found.of, text=_short(text))
        return
    offset = len(found.text) - len(found.text.lstrip()) + text.startswith("=")
    try:
        feel.parse(text.removeprefix("="))
    except feel.FeelSyntaxError as error:
        source.error(
            found.tag,
            "feel",
            found.at(offset + error.position),
            of=found.of,
            text=_short(text),
            expected=error.expected,
            found=error.found[:50],
        )
    except feel.FeelLimitExceeded as error:
        source.error(found.tag, "feel-limit", found.at(0), of=found.of, detail=str(error))
    else:
        _checkpoints(source, found)


def _mapping(source: Source, found: Text, known: Names) -> None:
    """Say what the text of a mapping is taken for where a designer could mean something else."""
    text = found.text.strip()
    if has_juel(text) or text.startswith("="):
        check(source, found)
        return
    meant = plain(text, known)
    code = _NOTED.get(meant.meaning)
    if code is None:
        return
    if meant.meaning is Meaning.COMPUTED:
        _checkpoints(source, found)
    try:
        feel.parse(meant.feel)
    except feel.FeelLimitExceeded as error:  # a text can be too long, too
        source.error(found.tag, "feel-limit", found.at(0), of=found.of, detail=str(error))
    names = ", ".join(meant.names)[:80]
    data = {"of": found.of, "text": _short(text), "names": names}
    source.warning(found.tag, code, found.at(0), **data)


def _juel(source: Source, found: Text) -> None:
    """Refuse JUEL that has no counterpart in FEEL, or stands where nothing is computed."""
    if not found.is_computed:
        text = _short(found.text)
        source.error(found.tag, "not-computed", found.at(0), of=found.of, text=text)
        return
    try:
        feel.parse(feel_of(found.kind, found.text))
    except JuelError as error:
        place = found.at(min(error.position, len(found.text)))
        source.error(found.tag, "juel", place, of=found.of, reason=error.reason[:200])
    except feel.FeelError as error:
        source.error(found.tag, "juel", found.at(0), of=found.of, reason=str(error)[:200])


def _checkpoints(source: Source, found: Text) -> None:
    """A time limit that is asked for is one that an element of the file has."""
    for asked in _CHECKPOINT.finditer(found.text):
        if asked[1] not in source.time_limits:
            place = found.at(asked.start(1))
            source.warning(found.tag, "checkpoint-unknown", place, checkpoint=asked[1][:100])


def body(source: Source, tag: Tag, of: str) -> Text:
    """Return the FEEL text that stands inside a tag."""
    return Text(
        tag=tag,
        of=of,
        text=tag.text or "",
        at=lambda offset: source.places.text(tag, offset),
        is_feel=True,
        kind=local(tag),
    )


def _bodies(source: Source) -> Iterator[Text]:
    for tag in source.all(*_CONDITIONS):
        language = (tag.get("language") or "").strip()
        if language.lower() not in _FEEL_NAMES:
            source.error(tag, "language", of=local(tag), language=language[:50])
        elif not (tag.text or "").strip():
            source.error(tag, "text-empty", of=local(tag))
        else:
            yield body(source, tag, local(tag))


def _scripts(source: Source) -> Iterator[Text]:
    """Scripts of tasks and of parameters, those in FEEL."""
    nested = (
        tag
        for holder in source.all("extensionElements")
        for tag in holder.iter(camunda("script"))
        if is_feel_script(tag)
    )
    for tag in source.all("script"):
        parent = tag.getparent()
        if parent is not None and (parent.get("scriptFormat") or "").strip().lower() == "feel":
            yield body(source, tag, "script")
    for tag in nested:
        yield body(source, tag, "script")


def _attributes(source: Source) -> Iterator[Text]:
    """Attributes of elements and their definitions, also of messages and signals (their names)."""
    roots = [tag for tag in source.root.iterchildren() if is_bpmn(tag) and local(tag) != "process"]
    for tag in (*source.all("*"), *roots):
        for full, value in tag.attrib.items():
            qualified = etree.QName(full)
            name = qualified.localname
            ours = name in ATTRIBUTES.get(local(tag), ()) or qualified.namespace != CAMUNDA
            known = ours and qualified.namespace in (None, BPMN, CAMUNDA)
            if known and not _is_plain(tag, name):
                yield attribute(source, tag, name, str(value))
        for kind, names in _OF_EXTENSIONS.items():
            for inner in extension(tag, kind):
                for name in names:
                    if given := inner.get(name):
                        yield attribute(source, inner, name, given)


def _is_plain(tag: Tag, name: str) -> bool:
    """Whether an attribute is a name for people, or without effect, as another rule says."""
    is_event_name = name == "name" and local(tag) in ("message", "signal", "linkEventDefinition")
    return name in HINTS or name == "formKey" or (name in _NEVER and not is_event_name)


def attribute(source: Source, tag: Tag, name: str, value: str) -> Text:
    """Return an attribute's value, by its name without prefix, as a text that may be evaluated."""
    return Text(
        tag=tag,
        of=name,
        text=value,
        at=lambda offset: source.places.attribute(tag, name, offset),
        is_feel=kind_of(tag, name) in _ALWAYS_FEEL,
        kind=kind_of(tag, name),
        is_computed=is_computed(tag, name),
    )


def _mappings(source: Source) -> Iterator[Text]:
    for holder in source.all("extensionElements"):
        for mapping in holder.iterfind(camunda("inputOutput")):
            for tag in mapping.iter(*_MAPPED):
                if len(tag) == 0 and (tag.text or "").strip():
                    yield body(source, tag, tag.get("name") or tag.get("key") or local(tag))
        for mapping in holder.iterchildren(camunda("in"), camunda("out")):
            if (mapping.get("sourceExpression") or "").strip():
                given = mapping.get("sourceExpression", "")
                yield attribute(source, mapping, "sourceExpression", given)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
