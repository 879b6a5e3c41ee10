"""What becomes of a letter: sent, put off, refused, given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from engine.cases.telling.messages import LetterBegins, LetterDone, LetterRefused, MailFails
from engine.cases.telling.ports import TellUnit
from engine.identity.context import Context
from engine.identity.users import Role
from engine.jobs.jobs import Job
from engine.kernel.ids import NoticeId, UserId
from engine.notify.kinds import How, Kind
from engine.notify.notices import NewNotice
from engine.notify.schedule import letter_job, plan_letters

LONGEST_SAID = 500


BEGUN = "begun"
"""In a mail job's payload: the last notice of the letter that may have reached the server."""


def begun(job: Job) -> NoticeId | None:
    """Return up to which notice a job's letter answers, once it may have been sent."""
    found = job.payload.get(BEGUN)
    return None if found is None else NoticeId(int(found))


def begins(command: LetterBegins, context: Context[TellUnit]) -> None:
    """Note in the job which letter is being sent."""
    jobs = context.unit.jobs
    job = jobs.get(command.job)
    if job is not None and job.token == command.token:
        jobs.relabel(job.id, {**job.payload, BEGUN: command.newest})


class Done:
    """Closes a mail job; what came meanwhile gets the next letter."""

    def __init__(self, zone: tzinfo) -> None:
        """Mornings are those of `zone`."""
        self._zone = zone

    def __call__(self, command: LetterDone, context: Context[TellUnit]) -> None:
        """Take the job and note what was sent."""
        unit, now = context.unit, context.now
        job = unit.jobs.take(command.job, command.token)
        if job is None:
            return
        login, how = _of(job)
        if command.later is not None:
            unit.jobs.enter([letter_job(login, how, command.later)])
            return
        _closed(context, login, how, sent=command.sent)
        if command.newest is not None:
            unit.mail.written(login, how, command.newest)
        if unit.mail.waits(login, how):
            plan_letters(unit, [(login, how)], now, self._zone)


def refused(command: LetterRefused, context: Context[TellUnit]) -> None:
    """Write to an address no more, and tell the administrators."""
    unit = context.unit
    job = unit.jobs.take(command.job, command.token)
    if job is None:
        return
    login, how = _of(job)
    said = command.said[:LONGEST_SAID]
    _closed(context, login, how, sent=False)
    box = unit.mail.boxes([login])[login]
    unit.mail.put(replace(box, refused=said, address=command.address))
    for each in (How.MAIL, How.DAILY):
        unit.mail.written(login, each, None)
    detail = {"about": login, "address": command.address, "failure": said}
    _tell(context, Kind.MAIL_REFUSED, detail)


def fails(command: MailFails, context: Context[TellUnit]) -> None:
    """Tell the administrators that no mail goes out; give up a letter if one is named."""
    unit = context.unit
    if command.job is not None:
        job = unit.jobs.take(command.job, command.token)
        if job is None:
            return
        login, how = _of(job)
        _closed(context, login, how, sent=False)
        unit.mail.written(login, how, None)
    _tell(context, Kind.MAIL_FAILS, {"failure": command.said[:LONGEST_SAID]}, once=True)


def _tell(
    context: Context[TellUnit], kind: Kind, detail: Mapping[str, object], *, once: bool = False
) -> None:
    """Put a notice for each administrator into the outbox; `once`: not beside an unread one."""
    store = context.unit.notices
    logins = [user.id for user in context.unit.people.with_roles([Role.ADMINISTRATOR])]
    told = [login for login in logins if not (once and store.has_unread(login, kind))]
    store.add([NewNotice(kind=kind, at=context.now, login=login, detail=detail) for login in told])


def _of(job: Job) -> tuple[UserId, How]:
    return UserId(str(job.payload["login"])), How(str(job.payload["how"]))


def _closed(context: Context[TellUnit], login: UserId, how: How, *, sent: bool) -> None:
    box = context.unit.mail.boxes([login])[login]
    last: datetime | None = context.now if sent else box.last
    context.unit.mail.put(replace(box, waiting=box.waiting - {how}, last=last))
