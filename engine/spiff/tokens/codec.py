"""A case's tokens as bytes, and back: a few short rows, since only live tokens are kept.

`[format, last id, [[id, scope id, element, {more}?], …]]`, scopes before what is inside, written as
FEEL values (`engine.feel.wire`) because scopes can hold variables. The state of a token at rest
follows from its element, but for one that failed. Specs are never written: they come from the
definition. Of a called process that was given all variables only the difference from its caller is
written.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.runner import State
from engine.feel import wire
from engine.kernel.ids import DefinitionId
from engine.spiff.errors import UnreadableState
from engine.spiff.specs.gateways import Join
from engine.spiff.specs.process import FRAME, ProcessSpec
from engine.spiff.tokens.failures import Phase
from engine.spiff.tokens.token import Token
from engine.spiff.tokens.workflow import CaseWorkflow

FORMAT = 1

_VIA, _LOCAL, _MEMORY, _DEFINITION, _PROCESS, _FAILED = "f", "v", "n", "d", "p", "e"
_GIVEN, _GONE = "o", "x"
"""Of a called process: values it was given and its caller has not (or no longer), and names its
caller has and it has not; without the latter it shares nothing with its caller."""

Row = list[Any]
_PLACE = 3
"""Columns of a row that says no more than where its token is."""


def encode(workflow: CaseWorkflow) -> bytes:
    """Return the tokens of a case at rest; the variables of its own process are left out."""
    placed: dict[int, Token] = {}
    for _, token in sorted(workflow.tasks.items()):
        _place(token, placed)
    rows = [_row(token) for token in placed.values()]
    plain = max(map(len, rows), default=_PLACE) == _PLACE
    return (wire.dumps_rows if plain else wire.dumps)([FORMAT, workflow.last_id, rows])


def _place(token: Token, placed: dict[int, Token]) -> None:
    """Put a token after its scope, which is the younger one where it took over what was there."""
    if token.id not in placed:
        if token.up is not None:
            _place(token.up, placed)
        placed[token.id] = token


def decode(workflow: CaseWorkflow, state: State) -> Token | None:
    """Put a stored case's tokens back into an empty workflow; return its root, None when ended.

    Raises UnreadableState when the bytes do not fit the definition.
    """
    try:
        form, workflow.last_id, rows = wire.loads(state.tokens)
        if form != FORMAT:
            raise UnreadableState(reason=f"format {form}")
        tokens = [_token(workflow, row, state) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableState(reason=f"no rows of tokens: {error!r}") from error
    return tokens[0] if tokens else None


def _row(token: Token) -> Row:
    spec, up = token.task_spec, token.up
    more: dict[str, Any] = {}
    if up is not None:
        if spec.is_frame:
            more[_DEFINITION] = spec.process.definition
            more[_PROCESS] = spec.process.name
            more.update(_called(token))
        elif token.local is not None:
            more[_LOCAL] = token.local
    if token.internal_data:
        more[_MEMORY] = token.internal_data
    if token.failed is not None:
        more[_FAILED] = token.failed.value
    if token.via is not None and isinstance(spec, Join):
        more[_VIA] = token.via
    row: Row = [token.id, None if up is None else up.id, "" if spec.is_frame else spec.name]
    return [*row, more] if more else row


def _token(workflow: CaseWorkflow, row: Row, state: State) -> Token:
    number, up_id, name = row[:3]
    more: dict[str, Any] = row[_PLACE] if len(row) > _PLACE else {}
    up = None if up_id is None else workflow.tasks[up_id]
    spec = _process(workflow, up, more).task_specs.get(name or FRAME)
    if spec is None:
        raise UnreadableState(reason=f"no element {name}")
    token = Token(workflow, spec, up, number=number)
    token._state = spec.resting_state
    if up is None:
        token.local = dict(state.variables)
    if more:
        _remember(token, more)
    return token


def _remember(token: Token, more: dict[str, Any]) -> None:
    """Give a token what was stored of it beside its place."""
    if _FAILED in more:
        token.failed, token.announced = Phase(more[_FAILED]), True
        token._state = token._state if token.failed is Phase.STUCK else TaskState.ERROR
    if _PROCESS in more:
        _recall(token, more)
    elif token.up is not None:
        token.local = more.get(_LOCAL)
    token.via = more.get(_VIA)
    token.internal_data = more.get(_MEMORY, {})


def _called(frame: Token) -> dict[str, Any]:
    """Write a called process's variables: those it set, those it was given."""
    own, written = frame.local or {}, frame.written or set()
    seen = _shared(frame)
    more: dict[str, Any] = {_LOCAL: {name: own[name] for name in own if name in written}}
    if seen is None:
        more[_GIVEN] = {name: value for name, value in own.items() if name not in written}
    else:
        more[_GIVEN] = {
            name: value
            for name, value in own.items()
            if name not in written and not (name in seen and seen[name] is value)
        }
        more[_GONE] = [name for name in seen if name not in own]
    return {key: value for key, value in more.items() if value or key == _GONE}


def _recall(frame: Token, more: dict[str, Any]) -> None:
    seen = _shared(frame)
    local = dict(seen) if seen is not None and _GONE in more else {}
    for name in more.get(_GONE, ()):
        local.pop(name, None)
    frame.written = set(more.get(_LOCAL, ()))
    frame.local = {**local, **more.get(_GIVEN, {}), **more.get(_LOCAL, {})}


def _shared(frame: Token) -> dict[str, Any] | None:
    """Return the caller's variables when the called process was given all of them."""
    caller = frame.up
    if caller is None or not any(one.all_variables for one in caller.task_spec.element.call_in):
        return None
    return caller.variables()


def _process(workflow: CaseWorkflow, up: Token | None, more: dict[str, Any]) -> ProcessSpec:
    if _PROCESS in more:
        return workflow.library.get(DefinitionId(more[_DEFINITION]), more[_PROCESS])
    spec: ProcessSpec = workflow.spec if up is None else up.task_spec.process
    return spec
