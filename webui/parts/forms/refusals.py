"""A form whose values were refused: the sentences stand at its fields, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

from flask.typing import ResponseReturnValue

from engine.api import FormRejected
from webui.parts.forms.field_errors import at_fields
from webui.shared.errors.problems import problem, render
from webui.shared.errors.table import answer_for


class Unfit(Exception):
    """What stands in a field cannot be taken as it is."""

    def __init__(self, field: str, sentence: object) -> None:
        """Say which field, and what is said at it."""
        super().__init__(field)
        self.field = field
        self.sentence = str(sentence)


def form_refused(error: FormRejected) -> ResponseReturnValue:
    """Return the answer to a refused form: each field's path with its sentence."""
    status, sentence = answer_for(error)
    return render(replace(problem(status, sentence), fields=at_fields(error.errors)))
