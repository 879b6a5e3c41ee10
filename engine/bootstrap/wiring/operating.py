"""Who handles the commands that operate cases, and who answers what is asked before."""

from __future__ import annotations

from typing import Any

from engine.cases.answers.shelf import Shelf
from engine.cases.migrating.messages import MigrateCase
from engine.cases.migrating.moving import Migrate
from engine.cases.operating.answers import ReadEarlier, possible_holders
from engine.cases.operating.attributes import change_task
from engine.cases.operating.commands import (
    CancelCase,
    ChangeTask,
    ChangeVariables,
    DeliverMessage,
    FollowUpTask,
    HandOverTask,
    MoveToken,
    RepeatElement,
    RestartCase,
    ResumeCase,
    SendBack,
    SkipElement,
    SuspendCase,
)
from engine.cases.operating.handing import follow_up, hand_over
from engine.cases.operating.moving import Move, Repeat, Return, Skip
from engine.cases.operating.questions import EarlierTasks, PossibleHolders
from engine.cases.operating.restarting import Restart
from engine.cases.operating.standstill import Cancel, Resume, Suspend
from engine.cases.operating.variables import Change, Deliver
from engine.cases.stepping.machinery import Machinery
from engine.dispatch.dispatcher import Handler
from engine.kernel.messages import Command, Query


def operating(machinery: Machinery) -> dict[type[Command[Any]], Handler]:
    """Return the handler of each command."""
    return {
        SuspendCase: Suspend(machinery),
        ResumeCase: Resume(machinery),
        CancelCase: Cancel(machinery),
        SkipElement: Skip(machinery),
        SendBack: Return(machinery),
        RepeatElement: Repeat(machinery),
        MoveToken: Move(machinery),
        ChangeVariables: Change(machinery),
        DeliverMessage: Deliver(machinery),
        RestartCase: Restart(machinery),
        ChangeTask: change_task,
        HandOverTask: hand_over,
        FollowUpTask: follow_up,
        MigrateCase: Migrate(machinery),
    }


def asked_before(shelf: Shelf) -> dict[type[Query[Any]], Handler]:
    """Return who answers each query."""
    return {
        PossibleHolders: possible_holders,
        EarlierTasks: ReadEarlier(shelf),
    }
