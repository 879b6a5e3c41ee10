"""Telling people: what the engine does by itself, and what a person sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from engine.cases.queries import Language
from engine.cases.views.people import Person
from engine.kernel.ids import CaseId, JobId, NoticeId, TaskId
from engine.kernel.messages import Command, Query
from engine.notify.kinds import How, Kind


@dataclass(frozen=True, kw_only=True)
class SpreadNotices(Command[int]):
    """Bring what waits in the outbox to people, some at a time; return how many were taken."""

    action: ClassVar[str] = "notice.tell"
    limit: int = 200


@dataclass(frozen=True, kw_only=True)
class SoundAlarms(Command[int]):
    """Tell of the time limits that come to their warning or pass; return how many were looked at.

    Each clock tells each of the two once.
    """

    action: ClassVar[str] = "notice.tell"
    limit: int = 100


@dataclass(frozen=True, kw_only=True)
class TellSubstitutes(Command[int]):
    """Tell whoever stands in from now on how much waits for them; return how many were looked at.

    Each of an absence's substitutes hears once.
    """

    action: ClassVar[str] = "notice.tell"
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class AnythingToTell(Query[tuple[bool, bool, bool]]):
    """Whether the outbox holds anything, a clock has something to tell, an absence has begun."""

    action: ClassVar[str] = "notice.tell"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeView:
    """A notice as its reader may see it.

    Of a case that they may not see (any more), only kind and moments are told (`hidden`). `name`
    is the task's, or that of what a time limit is for; `text` the comment's, `failure` what a mail
    server said, `about` and `address` whose mail it was. `waits` is whether it still asks anything
    of the reader. Of somebody who is away (`about`), `count` tasks wait until `due`.
    """

    id: NoticeId
    kind: Kind
    at: datetime
    is_read: bool
    by: Person | None = None
    stands_for: Person | None = None
    hidden: bool = False
    case: CaseId | None = None
    number: str = ""
    customer: str = ""
    task: TaskId | None = None
    name: str = ""
    group: str | None = None
    due: datetime | None = None
    text: str = ""
    waits: bool = True
    about: Person | None = None
    address: str = ""
    failure: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    """Some notices, latest first; `next` goes into the query's `before`, None at the end."""

    rows: tuple[NoticeView, ...]
    next: NoticeId | None
    unread: int


@dataclass(frozen=True, kw_only=True)
class Notices(Query[NoticePage]):
    """One's notices, or only those one has not read."""

    action: ClassVar[str] = "notice.read"
    language: Language
    unread: bool = False
    before: NoticeId | None = None
    limit: int = 30


@dataclass(frozen=True, kw_only=True)
class OneNotice(Query[NoticeView]):
    """One of one's notices. Raises UnknownNotice."""

    action: ClassVar[str] = "notice.read"
    language: Language
    notice: NoticeId


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is written to a person: `more` notices are only counted.

    `newest` is the last notice it answers for.
    """

    to: str
    name: str
    language: Language
    how: How
    notices: tuple[NoticeView, ...]
    more: int
    newest: NoticeId
    station: str
    zone: tzinfo
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ToWrite:
    """What a mail job has to do: write a letter, or wait until `later`, or nothing at all.

    `newest` is the last notice that was looked at, None when none waits; `begun` says that an
    earlier try may have sent this letter already.
    """

    letter: Letter | None = None
    later: datetime | None = None
    newest: NoticeId | None = None
    begun: bool = False


@dataclass(frozen=True, kw_only=True)
class LetterOf(Query[ToWrite]):
    """What a claimed mail job has to write, as of now."""

    action: ClassVar[str] = "mail.write"
    job: JobId
    token: int


@dataclass(frozen=True, kw_only=True)
class LetterBegins(Command[None]):
    """From now on the letter may reach the server: until it is done, each try sends this same one.

    It answers for the notices up to `newest`. A void claim changes nothing.
    """

    action: ClassVar[str] = "mail.write"
    job: JobId
    token: int
    newest: NoticeId


@dataclass(frozen=True, kw_only=True)
class LetterDone(Command[None]):
    """A mail job is done with the notices up to `newest`; `sent` says that a letter went out.

    What came meanwhile gets the next letter. A void claim changes nothing.
    """

    action: ClassVar[str] = "mail.write"
    job: JobId
    token: int
    newest: NoticeId | None
    sent: bool = False
    later: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LetterRefused(Command[None]):
    """An address takes no mail, for good: nothing more is sent there, administrators are told."""

    action: ClassVar[str] = "mail.write"
    job: JobId
    token: int
    address: str
    said: str


@dataclass(frozen=True, kw_only=True)
class MailFails(Command[None]):
    """The mail server takes no mail: administrators are told, once until they have read it.

    With `job` the letter is given up; what it would have said stands in the app.
    """

    action: ClassVar[str] = "mail.write"
    said: str
    job: JobId | None = None
    token: int = 0
