"""Forms (form-js JSON): read once, shown in the reader's language, checked again on the server.

`read_form` makes a `Form`; `Form.validate` decides what a submission means in typed FEEL values,
`Form.initial` and `Form.schema_in` are what the browser gets. The server's verdict stands.
`reading` reads what designers wrote, `submissions` decides on what people sent.
"""

from engine.definitions.forms.form import Form, check_form, form_from, read_form
from engine.definitions.forms.submissions.verdict import (
    Accepted,
    FieldError,
    Rejected,
    UnreadableForm,
)
from engine.definitions.forms.words import FieldWords, words_in

__all__ = [
    "Accepted",
    "FieldError",
    "FieldWords",
    "Form",
    "Rejected",
    "UnreadableForm",
    "check_form",
    "form_from",
    "read_form",
    "words_in",
]
