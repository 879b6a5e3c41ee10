"""Why something cannot go on, in the reader's language.

The engine's own reasons come as a code with data and are worded here. What an expression, a handler
or a worker outside said has no code: it is shown as it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from engine.api import Why


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Why, in words; `language` is theirs, empty when it is the reader's."""

    words: str
    language: str


def said(message: str, why: object) -> Said:
    """Return a message in the reader's language, if the engine knows what it says.

    `why` are code and data as an incident or an event has them; a code of another version, or one
    whose data are not all there, is told by the message.
    """
    if isinstance(why, Mapping):
        sentence = WORDS.get(str(why.get("why")))
        data = {str(name): str(value) for name, value in why.items()}
        try:
            if sentence is not None:
                return Said(words=str(sentence) % data, language="")
        except KeyError:
            pass
    return Said(words=message, language="en")


WORDS: Mapping[str, object] = {
    Why.NO_FLOW: _l("no outgoing flow applies, and there is no default one (tried: %(tried)s)"),
    Why.EXPRESSION: _l("the expression %(text)s cannot be computed: %(error)s"),
    Why.NOT_YES_OR_NO: _l("the condition %(text)s gives %(value)s, neither true nor false"),
    Why.NOT_A_TEXT: _l("%(name)s must be a text, it is %(value)s"),
    Why.NOT_NAMES: _l("%(name)s must be names, it is %(value)s"),
    Why.NOT_WHOLE: _l("%(text)s must be a whole number, it is %(value)s"),
    Why.NOT_A_LIST: _l("%(text)s must be a list, it is %(value)s"),
    Why.NOT_SO_MANY: _l("%(text)s must have %(number)s items"),
    Why.OUT_OF_RANGE: _l("%(text)s must be from 0 to %(most)s, it is %(value)s"),
    Why.TOO_OFTEN: _l("it cannot be done more than %(most)s times"),
    Why.SHORTER: _l("its collection has become shorter while it was worked through"),
    Why.NO_TIME: _l("the timer has no time"),
    Why.NOT_A_TIME: _l("%(text)s is no time: %(error)s"),
    Why.ERROR_UNCAUGHT: _l("nothing catches the error %(code)s (%(said)s)"),
    Why.ERROR_AROUND: _l("nothing around it catches the error %(code)s"),
    Why.NO_NAME: _l("it does not say which message or signal it means"),
    Why.BAD_NAME: _l("the name it means is longer than %(most)s characters, or unreadable"),
    Why.NO_CALLED: _l("it does not say which process it calls"),
    Why.TOO_DEEP: _l("processes call each other more than %(most)s deep"),
    Why.NO_DECISION: _l("it does not say which decision it evaluates"),
    Why.MANY_RULES: _l("%(number)s rules matched; %(shape)s takes one at most"),
    Why.MANY_ENTRIES: _l("the rule gives %(names)s; a single entry is needed"),
    Why.NO_TOPIC: _l("it has no topic that says what work it is"),
    Why.BAD_TOPIC: _l("the topic %(topic)s is empty or too long"),
    Why.NO_COMPENSATION: _l("there is no activity that compensates it"),
    Why.NO_TRANSACTION: _l("it is in no transaction that has a cancel event"),
    Why.NO_START: _l("the process has no start event %(name)s to begin at"),
    Why.NO_PLACE: _l("the other version has no place for it"),
    Why.STUCK: _l("it waits for a token that cannot come any more"),
    Why.UNKNOWN_DECISION: _l("no decision %(decision)s is in use at this station"),
    Why.UNKNOWN_PROCESS: _l("no process %(process)s is in use at this station"),
    Why.WORKER_DIED: _l("whoever tried it broke down before it could tell what happened"),
    Why.SAID_NOTHING: _l("the work outside failed without saying why"),
}
"""The engine's reasons, as they stand behind “cannot go on:”."""
