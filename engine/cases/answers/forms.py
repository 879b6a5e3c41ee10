"""Forms for the browser, and forms that were filled in, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.cases.answers.shelf import Shelf, people
from engine.cases.errors import UnknownForm, UnknownProcess
from engine.cases.ports import ReadUnit
from engine.cases.queries import StartForm
from engine.cases.records import CaseRecord, TaskRecord
from engine.cases.views import Answer, AnsweredForm, FormView
from engine.definitions.definitions import Kind
from engine.feel.wire import loads
from engine.history.events import CaseStarted, TaskCompleted
from engine.identity.context import Context

_YES_NO = {"en": ("yes", "no"), "zh": ("是", "否")}
_LABELS = ("label", "dateLabel", "timeLabel")
_SEPARATOR = {"en": ", ", "zh": "、"}


def form_view(
    shelf: Shelf,
    context: Context[ReadUnit],
    at: tuple[TaskRecord, CaseRecord],
    language: str,
) -> FormView:
    """Return a task's form with the case's values filled in."""
    task, case = at
    form, _ = shelf.catalogue.form(context.unit.definitions, case.station, task.form or "")
    process = shelf.catalogue.process(task.definition, task.process)
    return FormView(
        key=task.form or "",
        process=task.process,
        process_name=process.name_in(language),
        schema=form.schema_in(language),
        data=form.initial(
            shelf.variables(case, task.id.instance, context.now), shelf.calendar.zone
        ),
    )


class ReadStartForm:
    """Answers `StartForm`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: StartForm, context: Context[ReadUnit]) -> FormView:
        """Return the application form of a process."""
        store, station = context.unit.definitions, context.actor.station
        definition = store.latest(station, Kind.PROCESS, query.process)
        if definition is None:
            raise UnknownProcess(query.process)
        process = self._shelf.catalogue.process(definition.id, query.process)
        if process.start_form is None:
            raise UnknownProcess(query.process)
        form, _ = self._shelf.catalogue.form(store, station, process.start_form)
        return FormView(
            key=process.start_form,
            process=query.process,
            process_name=process.name_in(query.language),
            schema=form.schema_in(query.language),
            data=form.initial({}, self._shelf.calendar.zone),
        )


def answered_forms(
    shelf: Shelf, context: Context[ReadUnit], case: CaseRecord, language: str
) -> tuple[AnsweredForm, ...]:
    """Return every form that was filled in for a case, latest first."""
    kinds = (CaseStarted.kind, TaskCompleted.kind)
    events = context.unit.history.of_case(case.id, kinds)
    named = people(context, [event.actor for event in events], language)
    names = _element_names(shelf, case, context, language)
    found = []
    schemas = _Schemas(shelf, context, language)
    for event in reversed(events):
        answers = _answers(schemas, loads(event.data))
        if answers and event.actor:
            found.append(
                AnsweredForm(
                    title=names.get(event.instance or 0, event.element or ""),
                    element=event.element or "",
                    by=named[event.actor],
                    at=event.at,
                    answers=answers,
                )
            )
    return tuple(found)


def _element_names(
    shelf: Shelf, case: CaseRecord, context: Context[ReadUnit], language: str
) -> dict[int, str]:
    """Return the names of a case's tasks by instance; 0 is the process itself."""
    process = shelf.catalogue.process(case.definition, case.process)
    starts = (e for e in process.elements.values() if e.type == "startEvent" and not e.parent)
    names = {0: next((start.name_in(language) for start in starts), process.name_in(language))}
    for task in context.unit.tasks.all_of(case.id):
        element = shelf.element(task.definition, task.process, task.element)
        names[task.id.instance] = element.name_in(language)
    return names


class _Schemas:
    """Forms in one language, each looked up once."""

    def __init__(self, shelf: Shelf, context: Context[ReadUnit], language: str) -> None:
        self._shelf = shelf
        self._context = context
        self.language = language
        self._known: dict[str, Sequence[Mapping[str, Any]] | None] = {}

    def components(self, key: str) -> Sequence[Mapping[str, Any]] | None:
        """Return the components of a form; None when no such form is deployed any more."""
        if key not in self._known:
            store, station = self._context.unit.definitions, self._context.actor.station
            try:
                form, _ = self._shelf.catalogue.form(store, station, key)
            except UnknownForm:
                self._known[key] = None
            else:
                self._known[key] = form.schema_in(self.language).get("components", ())
        return self._known[key]


def _answers(schemas: _Schemas, data: Mapping[str, Any]) -> tuple[Answer, ...]:
    values, key = data.get("values") or {}, data.get("form")
    if not key or not values:
        return ()
    components = schemas.components(key)
    if components is None:
        components = [{"type": "textfield", "key": name} for name in values]
    return tuple(_labelled(components, values, schemas.language))


def _labelled(
    components: Sequence[Mapping[str, Any]], values: Mapping[str, Any], language: str
) -> Iterator[Answer]:
    for component in components:
        if component.get("type") == "group":
            path = component.get("path")
            inner = values.get(path, {}) if path else values
            yield from _labelled(component.get("components", ()), inner, language)
            continue
        key = component.get("key") or component.get("path")
        value = values.get(key) if isinstance(key, str) else None
        if key and value is not None and value != "" and value != []:
            label = str(next(filter(None, map(component.get, _LABELS)), key))
            yield Answer(key=key, label=label, shown=in_words(value, component, language))


def in_words(value: Any, component: Mapping[str, Any], language: str) -> str:  # noqa: ANN401
    """Return a value as its form shows it: an option's label, a list's rows, plain numbers."""
    if isinstance(value, bool):
        return _YES_NO[language][0 if value else 1]
    if isinstance(value, list):
        return _rows_in_words(value, component, language)
    if isinstance(value, dict):
        parts = _labelled(component.get("components", ()), value, language)
        return _SEPARATOR[language].join(f"{a.label} {a.shown}" for a in parts)
    for option in component.get("values", ()):
        if option.get("value") == value:
            return str(option.get("label") or value)
    return _plain(value)


def _rows_in_words(rows: list[Any], component: Mapping[str, Any], language: str) -> str:
    words = [in_words(row, component, language) for row in rows]
    nested = any(isinstance(row, dict) for row in rows)
    return "\n".join(words) if nested else _SEPARATOR[language].join(words)


def _plain(value: Any) -> str:  # noqa: ANN401  any scalar FEEL value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
