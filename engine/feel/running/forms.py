"""The code of `if`, paths, filters and `instance of`."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.data.kinds import check_of
from engine.feel.data.properties import property_of
from engine.feel.data.values import shown
from engine.feel.running.code import code_of
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.tree import Filter, If, InstanceOf, Literal, Path


@code_of.register(If)
def _if(node: If) -> Code:
    condition, position = code_of(node.condition), node.position
    consequence, alternative = code_of(node.consequence), code_of(node.alternative)

    def run(frame: Frame) -> object:
        decision = condition(frame)
        if decision is True:
            return consequence(frame)
        if decision is False or decision is None:
            return alternative(frame)
        frame.run.warn(position, f"'if' takes a condition, not {shown(decision)}")
        return None

    return run


@code_of.register(Path)
def _path(node: Path) -> Code:
    source, name, position = code_of(node.source), node.name, node.position

    def run(frame: Frame) -> object:
        value = source(frame)
        if type(value) is dict and name in value:
            return value[name]
        return read_path(value, name, frame, position)

    return run


def read_path(value: object, name: str, frame: Frame, position: int) -> object:
    """Return `value.name`: an entry, a property, or a list of those of a list's elements."""
    if isinstance(value, list):
        frame.run.charge_size(len(value))
        return [read_path(item, name, frame, position) for item in value]
    if isinstance(value, dict) and name in value:
        return value[name]
    read = property_of(value, name)
    if read is None:
        frame.run.warn(position, f'{shown(value)} here has no "{name}"')
        return None
    return read(value)


@code_of.register(Filter)
def _filter(node: Filter) -> Code:
    source, position = code_of(node.source), node.position
    index = _constant_index(node)
    condition = code_of(node.condition)

    def run(frame: Frame) -> object:
        value = source(frame)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if index is not None:
            return _item(items, index, frame, position)
        return _selected(items, condition, frame, position)

    return run


def _constant_index(node: Filter) -> Decimal | None:
    condition = node.condition
    if isinstance(condition, Literal) and isinstance(condition.value, Decimal):
        return condition.value
    return None


def _item(items: list[object], index: Decimal, frame: Frame, position: int) -> object:
    """Return the element at a position that counts from 1, or from the end if negative."""
    place = int(index)
    if place == index and 0 < abs(place) <= len(items):
        return items[place - 1 if place > 0 else place]
    frame.run.warn(position, f"a list of {len(items)} has no element {index:f}")
    return None


def _selected(items: list[object], condition: Code, frame: Frame, position: int) -> object:
    kept: list[object] = []
    frame.run.charge(2 * len(items))
    for item in items or [None]:
        answer = condition(_inside(item, frame))
        if isinstance(answer, Decimal):
            return _item(items, answer, frame, position)
        if answer is True and items:
            kept.append(item)
        elif answer is not None and not isinstance(answer, bool):
            frame.run.warn(position, f"a filter is a condition or a number, not {shown(answer)}")
            return None
    return kept


def _inside(item: object, frame: Frame) -> Frame:
    inner = Frame({"item": item}, frame, frame.run)
    return Frame(item, inner, frame.run) if isinstance(item, dict) else inner


@code_of.register(InstanceOf)
def _instance_of(node: InstanceOf) -> Code:
    value, check = code_of(node.value), check_of(node.kind)
    return lambda frame: check(value(frame), frame.run)
