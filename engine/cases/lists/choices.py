"""What a filter offers: processes in use, their tasks, customer managers."""

from __future__ import annotations

from engine.cases.answers.shelf import Shelf
from engine.cases.ports.reading import ReadUnit
from engine.cases.queries import FilterChoices
from engine.cases.views.choices import Choices, ProcessChoice, StepChoice
from engine.cases.views.people import Person
from engine.definitions.definitions import Kind
from engine.definitions.diagrams.model import Process
from engine.identity.context import Context
from engine.identity.users import MANAGERS
from engine.kernel.alphabet import name_key


class ReadChoices:
    """Answers `FilterChoices`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: FilterChoices, context: Context[ReadUnit]) -> Choices:
        """Return the choices, each kind by name."""
        language, station = query.language, context.actor.station
        found = [
            self._choice(self._shelf.catalogue.process(definition.id, definition.key), language)
            for definition in context.unit.definitions.all_latest(station, Kind.PROCESS)
        ]
        managers = [
            Person(login=user.id, name=user.name_in(language))
            for user in context.unit.people.with_roles(MANAGERS)
        ]
        return Choices(
            processes=tuple(sorted(found, key=lambda choice: name_key(choice.name))),
            managers=tuple(sorted(managers, key=lambda person: name_key(person.name))),
        )

    @staticmethod
    def _choice(process: Process, language: str) -> ProcessChoice:
        steps = [
            StepChoice(process=process.id, element=element.id, name=element.name_in(language))
            for element in process.elements.values()
            if element.type == "userTask"
        ]
        steps.sort(key=lambda step: name_key(step.name))
        return ProcessChoice(key=process.id, name=process.name_in(language), steps=tuple(steps))
