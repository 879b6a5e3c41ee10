"""The functions that expressions in our diagrams may call beside FEEL's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.calendar.working import WorkingCalendar
from engine.cases.stepping.clocks import CaseClocks
from engine.feel import Function, NotApplicable


def functions(
    clocks: CaseClocks | None, calendar: WorkingCalendar, asked: Callable[[str], None]
) -> Mapping[str, Function]:
    """Return `due(checkpoint)`, `warning(checkpoint)` and `working days after(date, days)`.

    `asked` learns of each checkpoint whose clock an expression depends on. A clock that stands
    still has neither a due nor a warning moment: null. So has one that does not run, as all before
    the case begins (`clocks` is None).
    """

    def moment(of: str) -> Callable[..., datetime | None]:
        def call(checkpoint: Any = None) -> datetime | None:  # noqa: ANN401  any FEEL value
            if not isinstance(checkpoint, str):
                raise NotApplicable(f"{of}() needs the name of a checkpoint")  # noqa: EM102
            asked(checkpoint)
            clock = None if clocks is None else clocks.open_of(checkpoint)
            if clocks is None or clock is None:
                return None
            reading = clocks.reading(clock)
            return reading.due if of == "due" else reading.warning

        return call

    def working_days_after(day: Any = None, days: Any = None) -> date:  # noqa: ANN401
        if isinstance(day, datetime):
            day = calendar.local_date(day)
        if not isinstance(day, date) or not isinstance(days, Decimal | int) or days < 0:
            raise NotApplicable("working days after() needs a date and a number of days")  # noqa: EM101
        return calendar.working_days_after(day, int(days)).day

    return {
        "due": Function(call=moment("due"), parameters=("checkpoint",)),
        "warning": Function(call=moment("warning"), parameters=("checkpoint",)),
        "working days after": Function(call=working_days_after, parameters=("date", "days")),
    }
