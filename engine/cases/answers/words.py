"""The words of a case: labels and options of its forms, what its decision tables call values.

Words are names, so the newest version of a form or table counts; what a decision was told in an
older version is filled in from that version where the newest has no word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.cases.answers.history import VARIABLES_OF_PEOPLE, definitions_of
from engine.cases.answers.shelf import Shelf, people
from engine.cases.errors import UnknownForm
from engine.cases.ports.reading import ReadUnit
from engine.cases.records import CaseRecord
from engine.cases.views.words import Code, Named, Vocabulary
from engine.decisions import ColumnWords
from engine.definitions.definitions import Definition, Kind
from engine.definitions.diagrams.model import Element
from engine.definitions.forms import FieldWords, words_in
from engine.identity.context import Context
from engine.kernel.ids import DefinitionId

_MOST_VERSIONS = 20
"""Of how many older versions of decisions a page of events asks for the words."""

Told = tuple[str, int]
"""A decision and its version, as an event names them."""


_Place = tuple[str, bool, str]
"""A column: of which decision, whether an output, and its name."""


class _Gathered:
    """Words in the making: what is said first counts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.labels: dict[str, str] = {}
        self.words: dict[str, dict[Code, str]] = {}
        self.columns: dict[_Place, ColumnWords] = {}
        self.own: dict[_Place, dict[Code, str]] = {}
        self.single: dict[str, str] = {}
        self.decided: dict[str, str] = {}
        self.decisions: dict[str, str] = {}

    def form(self, fields: Iterable[FieldWords]) -> None:
        for field in fields:
            self.variable(field.name, field.label, field.words)

    def table(self, decision: str, name: str, columns: Sequence[ColumnWords]) -> None:
        self.decisions.setdefault(decision, name)
        for column in columns:
            place = decision, column.is_output, column.name
            self.columns.setdefault(place, column)
            own = self.own.setdefault(place, {})
            for code, words in column.words.items():
                if self.language in words:
                    own.setdefault(code, words[self.language])
            if column.is_output and column.name:
                self.variable(column.name, column.label, own)
        outputs = [column.name for column in columns if column.is_output]
        if len(outputs) == 1:
            self.single.setdefault(decision, outputs[0])

    def variable(self, name: str, label: str, words: Mapping[Code, str]) -> None:
        if label:
            self.labels.setdefault(name, label)
        known = self.words.setdefault(name, {})
        for code, word in words.items():
            known.setdefault(code, word)

    def vocabulary(self) -> Vocabulary:
        names = {**self.words, **self.labels}
        return Vocabulary(
            variables={
                name: Named(label=self.labels.get(name, ""), words=self.words.get(name, {}))
                for name in names
            },
            inputs=self._columns(outputs=False),
            outputs=self._columns(outputs=True),
            single=self.single,
            decided=self.decided,
            decisions=self.decisions,
        )

    def _columns(self, *, outputs: bool) -> dict[tuple[str, str], Named]:
        """Return columns with their own words, else those of the variable they are about."""
        return {
            (decision, name): Named(
                label=column.label,
                words={**self._behind(column.variable), **self.own[place]},
            )
            for place, column in self.columns.items()
            for decision, is_output, name in [place]
            if is_output is outputs
        }

    def _behind(self, path: str) -> Mapping[Code, str]:
        """Return the words of what a column is about: a part of a decision's answer, a variable."""
        holder, _, last = path.rpartition(".")
        decision = self.decided.get(holder.rpartition(".")[2])
        answered = self.own.get((decision, True, last)) if decision else None
        return answered or self.words.get(last, {})


def words_of(
    shelf: Shelf,
    context: Context[ReadUnit],
    case: CaseRecord,
    language: str,
    told: Iterable[Told] = (),
) -> Vocabulary:
    """Return the words of a case; `told` are decisions that events tell of, with their versions."""
    gathered = _Gathered(language)
    newest = {
        kind: {one.key: one for one in context.unit.definitions.all_latest(case.station, kind)}
        for kind in (Kind.FORM, Kind.DECISION)
    }
    asked = list(_elements(shelf, context, case))
    for definition, element in asked:
        at = definition, element
        gathered.form(_fields(shelf, context, case, at, language, newest[Kind.FORM]))
    rules = [element for _, element in asked if "decisionRef" in element.attributes]
    for element in rules:
        found = newest[Kind.DECISION].get(element.attributes["decisionRef"])
        if found is not None:
            _decide(shelf, gathered, found, element)
    for found in _told(context, case, told, newest[Kind.DECISION]):
        _tables(shelf, gathered, found)
    _people(context, case, gathered)
    return gathered.vocabulary()


def _people(context: Context[ReadUnit], case: CaseRecord, gathered: _Gathered) -> None:
    """Take in the names of the people whom variables name by their logins."""
    held = {name: case.variables.get(name) for name in VARIABLES_OF_PEOPLE}
    logins = {name: login for name, login in held.items() if isinstance(login, str)}
    named = people(context, logins.values(), gathered.language)
    for name, login in logins.items():
        if login in named:
            gathered.variable(name, "", {login: named[login].name})


def _elements(
    shelf: Shelf, context: Context[ReadUnit], case: CaseRecord
) -> Iterator[tuple[DefinitionId, Element]]:
    """Give what has a form or takes a decision, of every process the case has been in."""
    for key, definition in definitions_of(shelf, context, case).items():
        for element in shelf.catalogue.process(definition, key).elements.values():
            if element.form is not None or "decisionRef" in element.attributes:
                yield definition, element


def _fields(
    shelf: Shelf,
    context: Context[ReadUnit],
    case: CaseRecord,
    at: tuple[DefinitionId, Element],
    language: str,
    newest: Mapping[str, Definition],
) -> tuple[FieldWords, ...]:
    """Return the words of an element's form; none of one that is computed or not deployed."""
    link, name = at[1].form, at[1].form_name
    if link is None or name is None or name.startswith("="):
        return ()
    if link.key is not None and link.binding == "latest":
        found = newest.get(link.key)
        return shelf.catalogue.form_words(found.id, language) if found is not None else ()
    try:
        form = shelf.catalogue.form_at(context.unit.definitions, case.station, at, name)
    except UnknownForm:
        return ()
    return words_in(form, language)


def _decide(shelf: Shelf, gathered: _Gathered, found: Definition, element: Element) -> None:
    """Take in the words of a decision, and of the variable its answer goes to."""
    _tables(shelf, gathered, found)
    name = element.attributes.get("resultVariable")
    if not name:
        return
    output = gathered.single.get(found.key, "")
    own = gathered.own.get((found.key, True, output), {}) if output else {}
    gathered.variable(name, found.name, own)
    gathered.decided.setdefault(name, found.key)


def _tables(shelf: Shelf, gathered: _Gathered, found: Definition) -> None:
    for table in shelf.catalogue.tables(found.id):
        gathered.table(table.decision, table.name, table.columns)


def _told(
    context: Context[ReadUnit],
    case: CaseRecord,
    told: Iterable[Told],
    newest: Mapping[str, Definition],
) -> Iterator[Definition]:
    """Give the decisions that events tell of: the newest versions, then the older ones told."""
    wanted = list(dict.fromkeys(told))[:_MOST_VERSIONS]
    for key in dict.fromkeys(key for key, _ in wanted):
        if key in newest:
            yield newest[key]
    for key, version in wanted:
        if key not in newest or newest[key].version != version:
            store = context.unit.definitions
            found = store.numbered(case.station, Kind.DECISION, key, version)
            if found is not None:
                yield found
