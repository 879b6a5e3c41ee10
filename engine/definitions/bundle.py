"""A set of files on its way to be deployed: all read and checked together, or refused together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from engine.definitions.decision_files import checkpoints_of, decisions_of
from engine.definitions.definitions import Kind, NewDefinition
from engine.definitions.diagrams.reader import read
from engine.definitions.forms import check_form
from engine.definitions.lint import Known, lint
from engine.definitions.problems import Problem, errors
from engine.kernel.errors import YekuoError
from engine.kernel.xml import UnreadableFile

MAX_FILES: Final = 500
MAX_BYTES: Final = 30_000_000
"""Of all files together."""

TIME_LIMITS: Final = "time-limits"
"""The decision that knows the time limits (ARCHITECTURE, "Time limits")."""

_KINDS: Final = {
    ".bpmn": Kind.PROCESS,
    ".bpmn20.xml": Kind.PROCESS,
    ".dmn": Kind.DECISION,
    ".dmn11.xml": Kind.DECISION,
    ".form": Kind.FORM,
}
# A name that is one file's in a folder on any machine, and safe to show.
_NAME = re.compile(r"(?!\.)[\w .()@+,=\-]{1,150}(?:/(?!\.)[\w .()@+,=\-]{1,150}){0,9}")


@dataclass
class DeploymentRefused(YekuoError):
    """Files that may not be deployed; nothing of them is. `problems` holds the warnings too."""

    problems: tuple[Problem, ...]


class Refusal(Protocol):
    """An element the runner would not execute as drawn; the reason ends "The element …"."""

    @property
    def element(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def reason(self) -> str:
        """Why."""
        ...


CompilerCheck = Callable[[bytes], Sequence[Refusal]]
"""What the runner itself says of a BPMN file that the linter let through."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deployable:
    """One process, decision or form that a file defines. `digest` is SHA-256 of the file, in hex.

    `names` are its names by language (`zh`, `en`); `stage` and `start_form` are a process's.
    """

    kind: Kind
    key: str
    name: str
    resource: str
    digest: str
    names: Mapping[str, str] = field(default_factory=dict)
    version_tag: str | None = None
    stage: str | None = None
    start_form: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Files that belong together, and what they define."""

    files: Mapping[str, bytes]
    deployables: tuple[Deployable, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Whether any problem is an error."""
        return bool(errors(self.problems))

    def new_definitions(self) -> tuple[NewDefinition, ...]:
        """Return what would be entered into the store."""
        return tuple(
            NewDefinition(
                kind=made.kind,
                key=made.key,
                version_tag=made.version_tag,
                name=made.name,
                resource=made.resource,
                digest=made.digest,
                content=self.files[made.resource],
            )
            for made in self.deployables
        )


def bundle(
    files: Mapping[str, bytes], known: Known | None = None, check: CompilerCheck | None = None
) -> Bundle:
    """Return a bundle that may be deployed; see `inspect`. Raises DeploymentRefused."""
    found = inspect(files, known, check)
    if found.refused:
        raise DeploymentRefused(found.problems)
    return found


def inspect(
    files: Mapping[str, bytes], known: Known | None = None, check: CompilerCheck | None = None
) -> Bundle:
    """Read and check files together, by name; what is wrong stands in the bundle's `problems`.

    `known` is what is deployed already: a diagram may refer to it or to another file of the bundle.
    Never raises for what a file holds.
    """
    problems = list(_of_the_whole(files))
    if problems:
        return Bundle(files={}, deployables=(), problems=tuple(problems))
    made: list[Deployable] = []
    for name, content in files.items():
        found, wrong = _READERS[_kind(name) or Kind.FORM](name, content)
        made += found
        problems += wrong
    problems += _twice(made)
    whole = (known or Known()).and_also(_defined(made, files))
    for name, content in files.items():
        if _kind(name) is Kind.PROCESS:
            problems += _of_diagram(name, content, whole, check)
    return Bundle(files=dict(files), deployables=tuple(made), problems=tuple(problems))


def _kind(name: str) -> Kind | None:
    return next((kind for end, kind in _KINDS.items() if name.lower().endswith(end)), None)


def _of_the_whole(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What makes reading any further needless."""
    if not files:
        yield Problem(code="bundle-empty")
    if len(files) > MAX_FILES:
        yield Problem(code="bundle-files", data={"limit": MAX_FILES})
        return
    if sum(len(content) for content in files.values()) > MAX_BYTES:
        yield Problem(code="bundle-size", data={"limit": MAX_BYTES})
    for name in files:
        if not _NAME.fullmatch(name):
            yield Problem(code="file-name", data={"shown": ascii(name[:100])})
        elif _kind(name) is None:
            yield Problem(code="file-kind", file=name)


def _processes(name: str, content: bytes) -> tuple[list[Deployable], list[Problem]]:
    try:
        found = read(content, name)
    except UnreadableFile:
        return [], []  # the linter says why
    digest = hashlib.sha256(content).hexdigest()
    return [
        Deployable(
            kind=Kind.PROCESS,
            key=process.id,
            name=process.name or process.id,
            resource=name,
            digest=digest,
            names=_names(process.properties),
            version_tag=process.version_tag,
            stage=process.properties.get("stage"),
            start_form=process.start_form,
        )
        for process in found.values()
    ], []


def _decisions(name: str, content: bytes) -> tuple[list[Deployable], list[Problem]]:
    found, problems = decisions_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    return [
        Deployable(
            kind=Kind.DECISION,
            key=decision.key,
            name=decision.name or decision.key,
            resource=name,
            digest=digest,
            version_tag=decision.version_tag,
        )
        for decision in found
    ], problems


def _form(name: str, content: bytes) -> tuple[list[Deployable], list[Problem]]:
    form, problems = check_form(content, name)
    if form is None:
        return [], list(problems)
    properties = form.schema.get("properties")
    made = Deployable(
        kind=Kind.FORM,
        key=form.id,
        name=form.name,
        resource=name,
        digest=hashlib.sha256(content).hexdigest(),
        names=_names(properties if isinstance(properties, dict) else {}),
    )
    return [made], list(problems)


_READERS: Mapping[Kind, Callable[[str, bytes], tuple[list[Deployable], list[Problem]]]] = {
    Kind.PROCESS: _processes,
    Kind.DECISION: _decisions,
    Kind.FORM: _form,
}


def _names(properties: Mapping[str, object]) -> dict[str, str]:
    given = ((key.partition(":"), value) for key, value in properties.items())
    return {
        language: value
        for (name, _, language), value in given
        if name == "name" and language and isinstance(value, str)
    }


def _twice(made: Iterable[Deployable]) -> Iterator[Problem]:
    first: dict[tuple[Kind, str], Deployable] = {}
    for found in made:
        earlier = first.setdefault((found.kind, found.key), found)
        if earlier is not found:
            data = {"kind": found.kind.value, "key": found.key, "other": earlier.resource}
            yield Problem(code="key-twice", file=found.resource, element=found.key, data=data)


def _defined(made: Iterable[Deployable], files: Mapping[str, bytes]) -> Known:
    keys: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    checkpoints = None
    for found in made:
        keys[found.kind].add(found.key)
        if found.kind is Kind.DECISION and found.key == TIME_LIMITS:
            checkpoints = checkpoints_of(files[found.resource], TIME_LIMITS)
    return Known(
        forms=frozenset(keys[Kind.FORM]),
        decisions=frozenset(keys[Kind.DECISION]),
        processes=frozenset(keys[Kind.PROCESS]),
        forms_beside=frozenset(keys[Kind.FORM]),
        decisions_beside=frozenset(keys[Kind.DECISION]),
        files_beside=frozenset(name for name in files if _kind(name) is Kind.FORM),
        checkpoints=checkpoints,
    )


def _of_diagram(
    name: str, content: bytes, known: Known, check: CompilerCheck | None
) -> Iterator[Problem]:
    """The linter's problems; when nothing is wrong there, the runner's."""
    found = lint(name, content, known)
    yield from found
    if check is None or errors(found):
        return
    for refusal in check(content):
        yield Problem(
            code="cannot-run",
            file=name,
            element=refusal.element,
            name=refusal.name,
            data={"reason": refusal.reason},
        )
