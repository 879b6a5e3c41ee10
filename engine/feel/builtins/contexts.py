"""Contexts (DMN 1.5 section 10.3.4.10): `get value`, `get entries`, `context put`, …"""

from __future__ import annotations

from engine.feel.builtins.registry import builtin
from engine.feel.data.values import kind_of, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

Entries = dict[str, object]


@builtin("get value", "m: context, key: string")
def get_value(_run: Run, m: Entries, key: str) -> object:
    """Return the value of an entry; null without one."""
    return m.get(key)


@builtin("get value", "m: context, keys: list")
def get_nested_value(_run: Run, m: Entries, keys: list[object]) -> object:
    """Return the value at the end of a path of keys; null if the path breaks off."""
    value: object = m
    for key in keys:
        value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
    return value if keys else None


@builtin("get entries", "m: context")
def get_entries(run: Run, m: Entries) -> list[object]:
    """Return a context as a list of contexts with `key` and `value`."""
    run.charge_size(len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context", "entries: list")
def context(run: Run, entries: list[object]) -> Entries:
    """Return a context of a list of contexts with `key` and `value`; each key once."""
    run.charge_size(len(entries))
    built: Entries = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not (isinstance(entry, dict) and isinstance(key, str) and "value" in entry):
            message = "every entry needs a 'key' that is a string and a 'value'"
            raise NotApplicable(message)
        if key in built:
            message = f'the key "{key}" comes twice'
            raise NotApplicable(message)
        built[key] = entry["value"]
    return built


@builtin("context put", "context: context, key: string, value: any")
def put(run: Run, m: Entries, key: str, value: object) -> Entries:
    """Return a context with one entry added or replaced."""
    run.charge_size(len(m) + 1)
    return {**m, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def put_nested(run: Run, m: Entries, keys: list[object], value: object) -> Entries:
    """Return a context with the entry at the end of a path of keys added or replaced."""
    if not keys or not isinstance(keys[0], str):
        message = f"a key is a string, not {kind_of(keys[0]) if keys else 'an empty list'}"
        raise NotApplicable(message)
    first, rest = keys[0], keys[1:]
    if not rest:
        return put(run, m, first, value)
    inner = m.get(first, {})
    if not isinstance(inner, dict):
        message = f'"{first}" is not a context'
        raise NotApplicable(message)
    return put(run, m, first, put_nested(run, inner, rest, value))


@builtin("context merge", "contexts: list")
def merge(run: Run, contexts: list[object]) -> Entries:
    """Return one context of all entries; a later one replaces an earlier one of its key."""
    merged: Entries = {}
    for part in contexts:
        if not isinstance(part, dict):
            message = f"only contexts can be merged, not {shown(part)}"
            raise NotApplicable(message)
        run.charge_size(len(part))
        merged.update(part)
    return merged
