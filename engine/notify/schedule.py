"""When letters go: at once but never two to a person within a minute, or once in the morning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Protocol

from engine.jobs.jobs import JobKind, JobStore, NewJob
from engine.kernel.ids import UserId
from engine.notify.kinds import How
from engine.notify.notices import Mailbox, MailStore

PAUSE = timedelta(minutes=1)
"""Between two letters to one person: what comes meanwhile is gathered in the next."""
MORNING = time(7, 30)
"""When the daily letter is written, in the station's zone."""
TOPIC = "\x1fmail"
"""What jobs that write letters wait for. No diagram can name it: XML has no such sign."""
TRIES = 24
"""How often a letter is tried: with waits that double up to an hour, most of a day."""


class PostUnit(Protocol):
    """What planning letters needs of a transaction."""

    @property
    def mail(self) -> MailStore:
        """What waits for letters."""
        ...

    @property
    def jobs(self) -> JobStore:
        """Waiting jobs."""
        ...


def plan_letters(
    unit: PostUnit, wanted: Iterable[tuple[UserId, How]], now: datetime, zone: tzinfo
) -> None:
    """See to it that a job waits for each person's letters of a kind: one, however often asked."""
    asked: dict[UserId, set[How]] = {}
    for login, how in wanted:
        asked.setdefault(login, set()).add(how)
    if not asked:
        return
    for login, box in unit.mail.boxes(asked).items():
        new = asked[login] - box.waiting
        if new:
            jobs = [letter_job(login, how, time_for(box, how, now, zone)) for how in sorted(new)]
            unit.jobs.enter(jobs)
            unit.mail.put(replace(box, waiting=box.waiting | new))


def letter_job(login: UserId, how: How, at: datetime) -> NewJob:
    """Return the job that writes a person's letter of a kind."""
    return NewJob(
        kind=JobKind.MAIL,
        topic=TOPIC,
        due_at=at,
        retries=TRIES,
        payload={"login": login, "how": how.value, "tries": TRIES},
    )


def time_for(box: Mailbox, how: How, now: datetime, zone: tzinfo) -> datetime:
    """Return when a person's next letter of a kind may go."""
    earliest = now if box.last is None else max(now, box.last + PAUSE)
    return max(earliest, next_morning(now, zone)) if how is How.DAILY else earliest


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """Return the next moment daily letters are written, never this one."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), MORNING, tzinfo=zone)
    return today if local < today else today + timedelta(days=1)
