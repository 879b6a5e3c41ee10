"""Brings what is in the outbox to each person it concerns, as they chose to hear of it.

Whoever is away keeps their notices, and those who stand in for them are told as well, as these
chose. Nobody is told of what they did themselves, nor of a case that they may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from engine.cases.access import may_see
from engine.cases.records import CaseRecord
from engine.cases.telling.messages import AnythingToTell, SpreadNotices
from engine.cases.telling.ports import TellUnit
from engine.identity.context import Context
from engine.identity.users import User
from engine.kernel.ids import CaseId, UserId
from engine.notify.kinds import How, how_of
from engine.notify.notices import NewNotice, Told
from engine.notify.schedule import plan_letters

_MAILED = {How.MAIL, How.DAILY}


@dataclass(frozen=True, slots=True)
class _For:
    """A notice on its way to one person, perhaps in an absent one's place."""

    notice: NewNotice
    login: UserId
    stands_for: UserId | None


class Spread:
    """Empties the outbox."""

    def __init__(self, zone: tzinfo, *, mails: bool) -> None:
        """Days are those of `zone`; `mails` is whether the station sends mail at all."""
        self._zone = zone
        self._mails = mails

    def __call__(self, command: SpreadNotices, context: Context[TellUnit]) -> int:
        """Take some notices out of the outbox and tell people."""
        unit, now = context.unit, context.now
        fresh = unit.notices.take_fresh(command.limit)
        if not fresh:
            return 0
        reached = list(_persons(context, fresh))
        everybody = unit.people.names({one.login for one in reached})
        users = {UserId(login): user for login, user in everybody.items() if user.active}
        chosen = unit.notices.choices(users)
        told: dict[tuple[object, ...], Told] = {}
        seen = _Sight(context)
        for one in reached:
            user = users.get(one.login)
            if user is None or not seen.may(user, one.notice.case):
                continue
            how = how_of(one.notice.kind, chosen.get(user.id, {}))
            if how is not How.OFF:
                told.setdefault(_same(one), self._told(one, user, how))
        unit.notices.tell(list(told.values()))
        letters = [(one.login, one.mail) for one in told.values() if one.mail is not None]
        plan_letters(unit, letters, now, self._zone)
        return len(fresh)

    def _told(self, one: _For, user: User, how: How) -> Told:
        by_mail = self._mails and user.email is not None and how in _MAILED
        mail = how if by_mail else None
        return Told(notice=one.notice, login=one.login, stands_for=one.stands_for, mail=mail)


def _same(one: _For) -> tuple[object, ...]:
    """Return what makes two notices of one batch the same to their reader."""
    notice = one.notice
    about = notice.detail.get("comment"), notice.detail.get("clock"), notice.detail.get("about")
    return one.login, notice.kind, notice.case, notice.instance, *about


def _persons(context: Context[TellUnit], notices: Sequence[NewNotice]) -> Iterator[_For]:
    """Give each notice once for each person it may concern, their own ones first."""
    unit = context.unit
    groups = {notice.group for notice in notices if notice.group is not None}
    members = unit.people.members(groups) if groups else {}
    own = [
        _For(notice, login, None)
        for notice in notices
        for login in ([notice.login] if notice.login else members.get(notice.group or "", ()))
        if login != notice.by
    ]
    standing = _substitutes(context, {one.login for one in own})
    yield from own
    for one in own:
        for login in standing.get(one.login, ()):
            if login != one.notice.by and login != one.login:
                yield _For(one.notice, login, one.login)


def _substitutes(
    context: Context[TellUnit], logins: Iterable[UserId]
) -> Mapping[UserId, Sequence[UserId]]:
    """Return who stands in for those who are away: as `standing_in`, one further step, no more."""
    absences, now = context.unit.absences, context.now
    away = absences.away(logins, now)
    if not away:
        return {}
    also = absences.away({login for one in away.values() for login in one.substitutes}, now)
    found = {}
    for person, absence in away.items():
        named = list(absence.substitutes)
        for login in absence.substitutes:
            named += also[login].substitutes if login in also else ()
        found[person] = list(dict.fromkeys(login for login in named if login != person))
    return found


class _Sight:
    """Who may see which case, each asked once."""

    def __init__(self, context: Context[TellUnit]) -> None:
        self._context = context
        self._cases: dict[CaseId, CaseRecord | None] = {}
        self._known: dict[tuple[UserId, CaseId], bool] = {}

    def may(self, user: User, case: CaseId | None) -> bool:
        if case is None:
            return True
        key = user.id, case
        if key not in self._known:
            if case not in self._cases:
                self._cases[case] = self._context.unit.cases.look(case)
            found = self._cases[case]
            seeing = replace(self._context, actor=user)
            self._known[key] = found is not None and may_see(seeing, found)
        return self._known[key]


def anything_to_tell(_: AnythingToTell, context: Context[TellUnit]) -> tuple[bool, bool, bool]:
    """Answer `AnythingToTell`."""
    unit = context.unit
    begun = bool(unit.absences.untold(context.now, 1))
    return unit.notices.any_fresh(), unit.clocks.any_alarm(context.now), begun
