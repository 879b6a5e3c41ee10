"""Variables changed by a person, where one element instance sees them."""

from __future__ import annotations

from engine.cases.tokens.moving import Holding, VariableChange
from engine.spiff.tokens.token import Token


def change_variables(token: Token, change: VariableChange) -> None:
    """Set and remove variables as `token` sees them, or its own alone.

    Raises KeyError with the name of a variable that cannot be removed since it is not there.
    """
    put = token.put_local if change.local else token.put_all
    put(change.values)
    for name in change.removed:
        holder = _holder(token, name, local=change.local)
        if holder is None or holder.local is None:
            raise KeyError(name)
        del holder.local[name]
        if token.workflow.conditions:
            token.workflow.changed.setdefault(name, set()).add("delete")
        if holder.written is not None:
            holder.written.discard(name)


def _holder(token: Token, name: str, *, local: bool) -> Token | None:
    holders = [token] if local else token.holders()
    return next((one for one in holders if one.local is not None and name in one.local), None)


def holding(token: Token) -> Holding | None:
    """Return what a token holds of its own; None for nothing, and for the case's own frame.

    A frame's are those of the process a call activity runs; what is done once for each of many has
    them around each.
    """
    named = token.task_spec.bpmn_id is not None
    at = token if named else token.up
    if not token.local or at is None:
        return None
    inside = token if named else _addressed(token)
    return Holding(at=at.where, instance=int(inside.id), variables=dict(token.local))


def _addressed(token: Token) -> Token:
    """Return the first token inside another that a person can name."""
    for inner in token.children:
        found = inner if inner.task_spec.bpmn_id is not None else _addressed(inner)
        if found.task_spec.bpmn_id is not None:
            return found
    return token
