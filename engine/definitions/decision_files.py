"""What a DMN file defines, and what is wrong with it in the linter's terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.decisions import DecisionFileError, DecisionModel, load
from engine.definitions.problems import Problem
from engine.definitions.table_findings import findings_of
from engine.kernel.xml import UnreadableFile, parse_xml

_VERSION_TAG = "{http://camunda.org/schema/1.0/dmn}versionTag"
_TEXT = re.compile(r'"([^"\\]*)"')
_TEXTS = re.compile(r'"[^"\\]*"(?:\s*,\s*"[^"\\]*")*')


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDecision:
    """One decision of a DMN file."""

    key: str
    name: str
    version_tag: str | None


def decisions_of(file: str, raw: bytes) -> tuple[list[FoundDecision], list[Problem]]:
    """Return a DMN file's decisions and its problems. Never raises for what the file holds."""
    try:
        root = parse_xml(raw, file)
        model = load(raw)
    except UnreadableFile as error:
        return [], [_unreadable(file, error, error.column)]
    except DecisionFileError as error:
        return [], [_unreadable(file, error)]
    tags = {tag.get("id", ""): tag for tag in root.iter(etree.Element)}
    found = [
        FoundDecision(key=key, name=name, version_tag=_attribute(tags.get(key), _VERSION_TAG))
        for key, name in model.decisions
    ]
    problems = _problems(file, model, tags) or list(findings_of(file, model, tags))
    if not found and not problems:
        problems = [Problem(code="decision-none", file=file)]
    return found, problems


def checkpoints_of(raw: bytes, decision: str) -> frozenset[str] | None:
    """Return the checkpoints a table of time limits has rows for; None if it is not in the file.

    They are the texts in the cells of its input column `checkpoint`. A cell that tests anything
    else makes it impossible to say which are known: None too. Raises UnreadableFile.
    """
    root = parse_xml(raw)
    for tag in root.iter("{*}decision"):
        table = tag.find("{*}decisionTable")
        if tag.get("id") == decision and table is not None:
            return _column(table, "checkpoint")
    return None


def _column(table: etree._Element, name: str) -> frozenset[str] | None:
    texts = [(found.text or "").strip() for found in table.iterfind("{*}input/*/{*}text")]
    if name not in texts:
        return None
    found: set[str] = set()
    for rule in table.iterfind("{*}rule"):
        cell = rule.findall("{*}inputEntry/{*}text")[texts.index(name)]
        if not _TEXTS.fullmatch((cell.text or "").strip()):
            return None
        found.update(_TEXT.findall(cell.text or ""))
    return frozenset(found)


def _problems(file: str, model: DecisionModel, tags: Mapping[str, etree._Element]) -> list[Problem]:
    return [
        Problem(
            code="decision",
            file=file,
            element=problem.place.owner or None,
            name=problem.place.owner_name,
            data={
                "reason": problem.code,
                "detail": problem.detail,
                "part": problem.place.element_id or problem.place.element,
            },
            line=_line(tags, problem.place.element_id or problem.place.owner),
        )
        for problem in model.problems
    ]


def _line(tags: Mapping[str, etree._Element], identity: str) -> int:
    tag = tags.get(identity)
    return 0 if tag is None else tag.sourceline or 0


def _attribute(tag: etree._Element | None, name: str) -> str | None:
    return None if tag is None else tag.get(name)


def _unreadable(file: str, error: UnreadableFile | DecisionFileError, column: int = 0) -> Problem:
    data = {"detail": error.detail, "limit": error.detail}
    return Problem(code=error.reason, file=file, data=data, line=error.line, column=column)
