"""Wires work outside: who fetches and reports it, and our own handlers that may take their time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.api import Engine
from engine.cases.incidents.handlers import Leave
from engine.cases.stepping.machinery import Machinery
from engine.cases.tokens.errors import BusinessError
from engine.cases.work.fetching import Fetch
from engine.cases.work.messages import (
    ClaimedWork,
    CompleteWork,
    ExtendWork,
    FailWork,
    FetchWork,
    ThrowWorkError,
    Work,
    WorkGone,
)
from engine.cases.work.reporting import Completed, Erred, FailedWork, extend
from engine.dispatch.dispatcher import SYSTEM, Handler
from engine.jobs.jobs import Claim
from engine.jobs.worker import said
from engine.kernel.messages import Command

OutsideHandler = Callable[[Work], Mapping[str, Any]]
"""Does the work of a topic outside any transaction; returns the variables it sets.

It may be called again for the same `work.job`, when it failed or its worker died: that number is
its key with other systems. Raises BusinessError for an error that the diagram may catch; whatever
else it raises is a failed try.
"""


def work_handlers(machinery: Machinery) -> dict[type[Command[Any]], Handler]:
    """Return the handler of each command."""
    leave = Leave(machinery)
    return {
        FetchWork: Fetch(machinery.runner),
        CompleteWork: Completed(machinery, leave),
        ThrowWorkError: Erred(machinery),
        FailWork: FailedWork(machinery, leave),
        ExtendWork: extend,
    }


class OwnWork:
    """Does claimed work with our own handlers."""

    def __init__(self, engine: Engine, handlers: Mapping[str, OutsideHandler]) -> None:
        """Report to `engine`; `handlers` are by topic."""
        self._engine = engine
        self._handlers = handlers

    def __call__(self, claim: Claim) -> None:
        """Do one job outside any transaction, then report it in one.

        What is reported of a job that was cancelled or lent to another meanwhile changes nothing.
        """
        wish = ClaimedWork(actor=SYSTEM, job=claim.job, token=claim.token)
        work = self._engine.query(wish)
        if work is None:
            return
        report = self._done(work, claim)
        try:
            self._engine.execute(report)
        except WorkGone:
            return

    def _done(self, work: Work, claim: Claim) -> Command[None]:
        mine: dict[str, Any] = {
            "actor": SYSTEM, "job": work.job, "worker": None, "token": work.token
        }  # fmt: skip
        try:
            values = self._handlers[work.topic](work)
        except BusinessError as error:
            return ThrowWorkError(
                **mine, code=error.code, message=error.message, variables=error.variables
            )
        except Exception as error:  # noqa: BLE001  whatever another system does is a failed try
            return FailWork(**mine, message=said(error), retries=max(claim.retries, 0))
        return CompleteWork(**mine, variables=values)
