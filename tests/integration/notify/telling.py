"""What tests of notices say again and again."""

from dataclasses import replace
from datetime import date

from engine.api import (
    AddComment,
    ChooseNotices,
    EnterAbsence,
    NoticeHow,
    NoticeKind,
    Notices,
    PersonDetail,
    PutPerson,
)


def told(small, login, language="en", **more):
    """What a person was told, latest first, after the outbox was emptied."""
    small.station.teller.round()
    return list(small.engine.query(Notices(actor=login, language=language, **more)).rows)


def kinds(small, login):
    return [notice.kind.value for notice in told(small, login)]


def chooses(small, login, **chosen):
    """Let a person choose: `at_risk="daily"`."""
    wish = {NoticeKind(kind.replace("_", "-")): NoticeHow(how) for kind, how in chosen.items()}
    small.engine.execute(ChooseNotices(actor=login, chosen=wish))


def say(small, case, text, by="manager", **more):
    return small.engine.execute(AddComment(actor=by, case=case, text=text, **more)).comment


def away(small, person, *substitutes, until="2026-03-31"):
    """Let somebody be away from today on; those who stand in hear of what waits already."""
    today = small.clock.now().date()
    absence = EnterAbsence(
        actor="admin",
        person=person,
        first=today,
        last=date.fromisoformat(until),
        substitutes=substitutes,
    )
    entered = small.engine.execute(absence)
    small.station.teller.round()
    return entered


def changed(small, login, **facts):
    """Change what a person is."""
    user = small.engine.query(PersonDetail(actor="admin", person=login)).user
    small.engine.execute(PutPerson(actor="admin", person=replace(user, **facts)))
