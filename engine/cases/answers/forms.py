"""Forms for the browser, and forms that were filled in, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.cases.answers.shelf import Shelf, people
from engine.cases.beginning.common import require_starter
from engine.cases.errors import UnknownForm, UnknownProcess
from engine.cases.ports.reading import ReadUnit
from engine.cases.queries import StartForm
from engine.cases.records import CaseRecord, TaskRecord
from engine.cases.views.tasks import Answer, AnsweredForm, FormView
from engine.definitions.definitions import Kind
from engine.definitions.forms import Form
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
    form = shelf.catalogue.task_form(context.unit.definitions, task)
    process = shelf.catalogue.process(task.definition, task.process)
    return FormView(
        key=task.form or "",
        process=task.process,
        process_name=process.name_in(language),
        schema=form.schema_in(language),
        data=form.initial(
            shelf.variables(case, task.id.instance, context.now), shelf.calendar.zone, context.now
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
        require_starter(context, process, query.action)
        form = self._shelf.catalogue.start_form(store, station, definition.id, query.process)
        if form is None:
            raise UnknownProcess(query.process)
        return FormView(
            key=process.start_form or "",
            process=query.process,
            process_name=process.name_in(query.language),
            schema=form.schema_in(query.language),
            data=form.initial({}, self._shelf.calendar.zone, context.now),
        )


def answered_forms(
    shelf: Shelf, context: Context[ReadUnit], case: CaseRecord, language: str
) -> tuple[AnsweredForm, ...]:
    """Return every form that was filled in for a case, latest first."""
    kinds = (CaseStarted.kind, TaskCompleted.kind)
    events = context.unit.history.of_case(case.id, kinds)
    named = people(context, [event.actor for event in events], language)
    asked = _Asked(shelf, context, case, language)
    found = []
    for event in reversed(events):
        task = asked.tasks.get(event.instance or 0)
        answers = _answers(asked, task, loads(event.data))
        if answers and event.actor:
            found.append(
                AnsweredForm(
                    title=asked.title(task),
                    element=event.element or "",
                    by=named[event.actor],
                    at=event.at,
                    answers=answers,
                )
            )
    return tuple(found)


class _Asked:
    """The forms of one case's tasks and of its beginning, each looked up once."""

    def __init__(
        self, shelf: Shelf, context: Context[ReadUnit], case: CaseRecord, language: str
    ) -> None:
        self._shelf = shelf
        self._context = context
        self._case = case
        self.language = language
        self.tasks = {task.id.instance: task for task in context.unit.tasks.all_of(case.id)}
        self._known: dict[tuple[object, ...], Sequence[Mapping[str, Any]] | None] = {}

    def title(self, task: TaskRecord | None) -> str:
        """Return what the element with the form is called; None is where the case began."""
        if task is not None:
            element = self._shelf.element(task.definition, task.process, task.element)
            return element.name_in(self.language)
        process = self._shelf.catalogue.process(self._case.definition, self._case.process)
        return (process.initial or process).name_in(self.language)

    def components(self, task: TaskRecord | None) -> Sequence[Mapping[str, Any]] | None:
        """Return the components of a form; None when it is not deployed any more."""
        place = None if task is None else (task.definition, task.process, task.element, task.form)
        key = place or ()
        if key not in self._known:
            try:
                form = self._form(task)
            except UnknownForm:
                form = None
            shown = None if form is None else form.schema_in(self.language).get("components", ())
            self._known[key] = shown
        return self._known[key]

    def _form(self, task: TaskRecord | None) -> Form | None:
        store, case = self._context.unit.definitions, self._case
        if task is not None:
            return self._shelf.catalogue.task_form(store, task)
        return self._shelf.catalogue.start_form(store, case.station, case.definition, case.process)


def _answers(asked: _Asked, task: TaskRecord | None, data: Mapping[str, Any]) -> tuple[Answer, ...]:
    values = data.get("values") or {}
    if not data.get("form") or not values:
        return ()
    components = asked.components(task)
    if components is None:
        components = [{"type": "textfield", "key": name} for name in values]
    return tuple(_labelled(components, values, asked.language))


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
