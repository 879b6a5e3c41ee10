"""From instances back to a tree of variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.definitions.forms.fields import TEXTS, Value
from engine.definitions.forms.submissions.instances import Instance, Path, at


def as_seen(instances: Iterable[Instance], known: Mapping[str, Value]) -> dict[str, Value]:
    """Return the variables as the form's own expressions see them while it is filled in.

    As in form-js a hidden field is null and an empty text is `""`.
    """
    return _tree(instances, known, seen=True)


def as_set(instances: Iterable[Instance], known: Mapping[str, Value]) -> dict[str, Value]:
    """Return the variables a submission sets: what is hidden or disabled keeps its old value.

    A variable that is a context keeps those of its entries that the form does not name.
    """
    made = list(instances)
    tree = _tree(made, known, seen=False)
    return {str(found.path[0]): tree[str(found.path[0])] for found in made if _is_set(found, known)}


def _is_set(made: Instance, known: Mapping[str, Value]) -> bool:
    if made.field.type == "group" or made.hidden or made.field.disabled or made.rows:
        return False
    return not made.locked or at(known, made.path) is None


def _tree(
    instances: Iterable[Instance], known: Mapping[str, Value], *, seen: bool
) -> dict[str, Value]:
    tree = dict(known)
    for made in instances:
        if made.field.type == "group" or _stays(made, seen=seen):
            continue
        top = made.path[0]
        if len(made.path) > 1 and not made.rows:
            tree[str(top)] = _own(tree.get(str(top)))
        _put(tree, made.path, _worth(made, tree, seen=seen))
    return tree


def _stays(made: Instance, *, seen: bool) -> bool:
    if made.within_locked_list or (made.field.is_list and made.locked):
        return True
    if made.hidden:
        # What lies in something hidden is hidden with it.
        return not seen or (made.around is not None and made.around.hidden and bool(made.rows))
    return made.locked and made.value is None


def _worth(made: Instance, tree: Mapping[str, Value], *, seen: bool) -> Value:
    if made.hidden:
        return None
    if made.field.is_list:
        old = None if made.field.addable else at(tree, made.path)
        rows = [row if isinstance(row, dict) else {} for row in old or []]
        return [dict(rows[index]) if index < len(rows) else {} for index in range(made.value)]
    if seen and made.value is None and made.field.type in TEXTS:
        return ""
    return made.value


def _own(value: Value) -> Value:
    """Return a copy whose containers may be changed."""
    if isinstance(value, Mapping):
        return {key: _own(item) for key, item in value.items()}
    return [_own(item) for item in value] if isinstance(value, list) else value


def _put(tree: dict[str, Value], path: Path, value: Value) -> None:
    """Set a value, making contexts on the way; what was no context there is replaced by one."""
    here: Any = tree
    for part in path[:-1]:
        if isinstance(part, int):
            here = here[part]
            continue
        inner = here.get(part)
        if not isinstance(inner, dict | list):
            inner = here[part] = {}
        here = inner
    here[path[-1]] = value
