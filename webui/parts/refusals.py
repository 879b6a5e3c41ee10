"""A form whose values were refused: the sentences stand at its fields, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from flask.typing import ResponseReturnValue

from engine.api import FormRejected
from webui.parts.field_errors import Refused, at_fields
from webui.shared.error_table import answer_for
from webui.shared.problems import problem, render


def form_refused(error: FormRejected) -> ResponseReturnValue:
    """Return the answer to a refused form: each field's path with its sentence."""
    status, sentence = answer_for(error)
    wrong = cast("Iterable[Refused]", error.errors)
    return render(replace(problem(status, sentence), fields=at_fields(wrong)))
