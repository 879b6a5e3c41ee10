"""Sums and averages over lists of numbers (DMN 1.5 section 10.3.4.4)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import reduce

from engine.feel.builtins.registry import builtin
from engine.feel.data.arithmetic import add, divide
from engine.feel.data.values import NUMBERS, YearsMonths, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

Items = tuple[object, ...]


def _members(run: Run, items: Items) -> list[object]:
    values = items[0] if len(items) == 1 and isinstance(items[0], list) else list(items)
    run.charge(len(values) >> 1)
    return values


def _numbers(run: Run, items: Items) -> list[Decimal]:
    numbers: list[Decimal] = []
    for value in _members(run, items):
        if not isinstance(value, Decimal):
            message = f"every element must be a number, one is {shown(value)}"
            raise NotApplicable(message)
        numbers.append(value)
    return numbers


@builtin("sum", "list: list")
@builtin("sum", "...list: any")
def total(run: Run, *items: object) -> object:
    """Return the sum of numbers or of durations of one kind; null for an empty list."""
    members = _members(run, items)
    if not members:
        return None
    if isinstance(members[0], Decimal):
        return reduce(NUMBERS.add, _numbers(run, items))
    run.charge(len(members))
    for value in members:
        if not isinstance(value, (timedelta, YearsMonths)):
            message = f"every element must be a number or a duration, one is {shown(value)}"
            raise NotApplicable(message)
    return reduce(lambda a, b: add(a, b, run), members)


@builtin("mean", "list: list")
@builtin("mean", "...list: any")
def mean(run: Run, *items: object) -> object:
    """Return the average; null for an empty list."""
    count = len(_members(run, items))
    return divide(total(run, *items), Decimal(count), run) if count else None


@builtin("product", "list: list")
@builtin("product", "...list: any")
def product(run: Run, *items: object) -> Decimal | None:
    """Return the product; null for an empty list."""
    numbers = _numbers(run, items)
    return reduce(NUMBERS.multiply, numbers) if numbers else None


@builtin("median", "list: list")
@builtin("median", "...list: any")
def median(run: Run, *items: object) -> Decimal | None:
    """Return the middle element, or the average of the middle two; null for an empty list."""
    numbers = sorted(_numbers(run, items))
    if not numbers:
        return None
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return NUMBERS.divide(NUMBERS.add(numbers[middle - 1], numbers[middle]), Decimal(2))


@builtin("stddev", "list: list")
@builtin("stddev", "...list: any")
def stddev(run: Run, *items: object) -> Decimal:
    """Return the standard deviation of a sample; null for fewer than two numbers."""
    numbers = _numbers(run, items)
    if len(numbers) < 2:
        message = "one number alone does not deviate"
        raise NotApplicable(message)
    count = Decimal(len(numbers))
    average = NUMBERS.divide(reduce(NUMBERS.add, numbers), count)
    squares = (NUMBERS.power(NUMBERS.subtract(n, average), 2) for n in numbers)
    return NUMBERS.sqrt(NUMBERS.divide(reduce(NUMBERS.add, squares), NUMBERS.subtract(count, 1)))


@builtin("mode", "list: list")
@builtin("mode", "...list: any")
def mode(run: Run, *items: object) -> list[Decimal]:
    """Return the most frequent numbers, in ascending order."""
    counts = Counter(_numbers(run, items))
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)
