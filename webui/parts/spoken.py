"""Variables and their values in the reader's words: the designer's, else the trade's, else as kept.

What a form or a decision table calls a value is said first; a code of the domain that they leave
unnamed is in `codes`. The code itself goes along, for whoever checks the word against the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.api import NO_WORDS, Named, Vocabulary
from webui.parts.codes import BY_NAME, VARIABLES, word
from webui.parts.designed import DECISIONS, INPUTS, asked
from webui.parts.values import LONGEST, joined, paired, words

_NOTHING = Named()


class Said(str):
    """Words for something; `code` is what is kept of it where that is another text, else empty.

    `is_code`: there were no words, the text is the code itself.
    """

    code: str
    is_code: bool

    def __new__(cls, text: str, code: str = "", *, is_code: bool = False) -> Said:
        """Say `text` for `code`."""
        said = super().__new__(cls, text)
        said.code = code if code != text else ""
        said.is_code = is_code
        return said

    def cut(self, longest: int) -> Said:
        """Return no more than so many characters of the words, and of the code."""
        code = self.code
        return Said(_cut(self, longest), code and _cut(code, longest), is_code=self.is_code)


def _cut(text: str, longest: int) -> str:
    return str(text) if len(text) <= longest else f"{text[:longest]}…"


@dataclass(frozen=True, slots=True)
class Speech:
    """Speaks of the data of one case."""

    known: Vocabulary = NO_WORDS

    def label(self, name: str) -> Said:
        """Return what a variable is called."""
        label = self._labelled(name)
        return Said(label, name) if label else Said(name, is_code=True)

    def _labelled(self, name: str) -> str:
        """Return the form's or the table's label, else the engine's own."""
        given = self._variable(name).label
        if not given:
            return word(VARIABLES, name) if name in VARIABLES else ""
        return word(DECISIONS if given in DECISIONS else INPUTS, given)

    def decision(self, decision: str) -> Said:
        """Return what a decision is called."""
        name = self.known.decisions.get(decision)
        return Said(word(DECISIONS, name), decision) if name else Said(decision, is_code=True)

    def value(self, name: str, value: object) -> Said:
        """Return the value of a variable."""
        decision = self.known.decided.get(name)
        if decision is not None and not isinstance(value, str):
            return self.output(decision, value)
        return self._said(name, value, self._variable(name))

    def output(self, decision: str, value: object) -> Said:
        """Return what a decision gave; a context by its outputs' names."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            each = [self.output(decision, one) for one in value]
            return Said(joined(each)[:LONGEST], words(value))
        if isinstance(value, Mapping):
            said = paired(self._outputs(decision, value))
            return Said(said[:LONGEST], words(value))
        name = self.known.single.get(decision, "")
        return self._said(name, value, self.known.outputs.get((decision, name), _NOTHING))

    def _outputs(self, decision: str, value: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        for name, each in value.items():
            named = self.known.outputs.get((decision, name)) or self._variable(name)
            yield asked(named.label) or name, self._said(name, each, named)

    def input(self, decision: str, label: str, value: object) -> tuple[Said, Said]:
        """Return what a decision asked for, and what it was told."""
        named = self.known.inputs.get((decision, label), _NOTHING)
        return Said(asked(label), label), self._said(label, value, named)

    def _variable(self, name: str) -> Named:
        return self.known.variables.get(name, _NOTHING)

    def _said(self, name: str, value: object, named: Named) -> Said:
        return Said(self._words(name, value, named)[:LONGEST], words(value))

    def _words(self, name: str, value: object, named: Named) -> str:
        if isinstance(value, Mapping):
            return paired((self.label(n), self.value(n, each)) for n, each in value.items())
        if isinstance(value, Sequence) and not isinstance(value, str):
            return joined(self._words(name, each, named) for each in value)
        return _word(name, value, named) or words(value)


def _word(name: str, value: object, named: Named) -> str:
    """Return the word for one value, nothing when it has none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return ""
    given = named.words.get(value if isinstance(value, str) else Decimal(value))
    if given:
        return given
    found = BY_NAME.get(name, {}).get(value) if isinstance(value, str) else None
    return str(found) if found else ""
