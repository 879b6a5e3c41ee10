"""Reads the test cases of the DMN Technology Compatibility Kit and compares answers with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from lxml import etree

from engine.decisions import DecisionFileError, DecisionModel, UnknownDecision, load
from engine.decisions.reading.xml import children, tag_of
from engine.feel import FeelLimitExceeded, evaluate
from engine.kernel.clock import SystemClock

VARIABLE = "DMN_TCK"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
PLACES = Decimal("1e-8")


@dataclass(frozen=True)
class Case:
    level: str
    theme: str
    label: str
    asked: str
    inputs: dict[str, object]
    expected: object
    passed: bool
    found: object

    @property
    def is_value(self) -> bool:
        return self.expected is not None


def folder() -> Path | None:
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def run_all(root: Path) -> Iterator[Case]:
    for level in sorted(root.glob("compliance-level-*")):
        for theme in sorted(path for path in level.iterdir() if path.is_dir()):
            yield from run_theme(level.name, theme)


def run_theme(level: str, theme: Path) -> Iterator[Case]:
    for file in sorted(theme.glob("*.xml")):
        tests = etree.parse(
            str(file), etree.XMLParser(remove_comments=True, remove_pis=True)
        ).getroot()
        model = _model(theme, next(children(tests, "modelName")).text.strip())
        for case in children(tests, "testCase"):
            yield from _run(level, theme.name, model, case)


def _model(theme: Path, name: str) -> DecisionModel | None:
    others = []
    try:
        for path in sorted(theme.glob("*.dmn")):
            if path.name != name:
                others.append(load(path.read_bytes()))
        return load((theme / name).read_bytes(), others)
    except DecisionFileError:
        return None


def _run(level, theme, model, case) -> Iterator[Case]:
    inputs = {node.get("name"): value_of(node) for node in children(case, "inputNode")}
    for node in children(case, "resultNode"):
        asked = case.get("invocableName") or node.get("name")
        expected = value_of(next(children(node, "expected"), None))
        found: object = None
        try:
            if model is not None:
                found = model.evaluate(asked, inputs, now=SystemClock().now()).value
        except (UnknownDecision, FeelLimitExceeded) as error:
            found = None if expected is None else error
        if case.get("invocableName") and isinstance(found, dict) and node.get("name") in found:
            found = found[node.get("name")]
        yield Case(
            level=level,
            theme=theme,
            label=f"{theme}/{case.get('id')}/{node.get('name')}",
            asked=asked,
            inputs=inputs,
            expected=expected,
            passed=model is not None and alike(found, expected),
            found=found,
        )


def value_of(node) -> object:
    """The value inside an `inputNode`, `expected`, `item` or `component`."""
    if node is None or node.get(f"{XSI}nil") == "true":
        return None
    components = list(children(node, "component"))
    if components:
        return {part.get("name"): value_of(part) for part in components}
    for inner in children(node, "value", "list"):
        if tag_of(inner) == "list":
            if inner.get(f"{XSI}nil") == "true":
                return None
            return [value_of(item) for item in children(inner, "item")]
        return _scalar(inner)
    return None


def _scalar(node) -> object:
    if node.get(f"{XSI}nil") == "true":
        return None
    text = "".join(node.itertext())
    kind = node.get(f"{XSI}type", "xsd:string").rpartition(":")[2]
    stripped = text.strip()
    match kind:
        case "string":
            return text
        case "boolean":
            return stripped in ("true", "1")
        case "date" | "time" | "dateTime" | "duration":
            word = {"dateTime": "date and time"}.get(kind, kind)
            return evaluate(f'{word}("{stripped}")', {})
        case _:
            return Decimal(stripped)


def alike(found: object, expected: object) -> bool:
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None:
        return found is expected
    if isinstance(expected, Decimal):
        return isinstance(found, Decimal) and _near(found, expected)
    if isinstance(expected, list):
        same_size = isinstance(found, list) and len(found) == len(expected)
        return same_size and all(map(alike, found, expected))
    if isinstance(expected, dict):
        same_keys = isinstance(found, dict) and {_squeezed(k) for k in found} == {
            _squeezed(k) for k in expected
        }
        by_key = {_squeezed(k): v for k, v in found.items()} if same_keys else {}
        return same_keys and all(alike(by_key[_squeezed(k)], v) for k, v in expected.items())
    if isinstance(expected, (time, datetime)):
        return _moment(found, expected)
    return type(found) is type(expected) and found == expected


def _squeezed(name: str) -> str:
    return "".join(name.split())


def _near(found: Decimal, expected: Decimal) -> bool:
    if not (found.is_finite() and expected.is_finite()):
        return False
    return abs(found - expected) <= max(PLACES, abs(expected) * PLACES)


def _moment(found: object, expected: time | datetime) -> bool:
    if type(found) is not type(expected):
        return False
    return found == expected and (found.tzinfo is None) == (expected.tzinfo is None)
