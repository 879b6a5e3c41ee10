"""Who answers what about people: sign-in, sessions, tokens, absences, administration."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from engine.dispatch.dispatcher import Handler
from engine.identity import handlers as own
from engine.identity.absences import handlers as absences
from engine.identity.absences.messages import (
    Absences,
    ChangeAbsence,
    EndAbsence,
    EnterAbsence,
    PossibleSubstitutes,
)
from engine.identity.attempts import handlers as attempts
from engine.identity.attempts.messages import AttemptsOf, CountAttempt, ForgetAttempts
from engine.identity.messages import (
    ChangePassword,
    ChooseLanguage,
    FinishTour,
    HashPassword,
    Me,
    SignIn,
    StationClock,
    TourDone,
)
from engine.identity.passwords import Passwords
from engine.identity.people import answers, handlers
from engine.identity.people.messages import (
    ChangePerson,
    EnterPerson,
    Groups,
    People,
    PeopleHistory,
    PersonDetail,
    PutPerson,
    SetPassword,
)
from engine.identity.sessions import handlers as sessions
from engine.identity.sessions.messages import (
    BeginSession,
    EndSession,
    EndSessions,
    EndSessionsOf,
    ResumeSession,
    Sessions,
    TouchSession,
)
from engine.identity.tokens import handlers as tokens
from engine.identity.tokens.messages import CheckToken, CreateToken, RevokeToken, Tokens
from engine.kernel.messages import Command, Query


def identity_handlers(passwords: Passwords, zone: tzinfo) -> dict[type[Command[Any]], Handler]:
    """Return who handles each command about people."""
    return {
        ChooseLanguage: own.choose_language,
        FinishTour: own.finish_tour,
        ChangePassword: own.change_password,
        PutPerson: handlers.put_person(passwords),
        EnterPerson: handlers.enter,
        ChangePerson: handlers.change,
        SetPassword: handlers.set_password,
        EnterAbsence: absences.Enter(zone),
        ChangeAbsence: absences.Change(zone),
        EndAbsence: absences.end,
        BeginSession: sessions.Begin(),
        TouchSession: sessions.touch,
        EndSession: sessions.end,
        EndSessions: sessions.end_all,
        EndSessionsOf: sessions.end_all_of,
        CreateToken: tokens.Create(),
        CountAttempt: attempts.count,
        ForgetAttempts: attempts.forget,
        RevokeToken: tokens.revoke,
    }


def identity_answers(
    passwords: Passwords, zone: tzinfo, *, simulated: bool
) -> dict[type[Query[Any]], Handler]:
    """Return who answers each query about people."""
    return {
        SignIn: own.check_password(passwords),
        HashPassword: own.hash_password(passwords),
        Me: own.me,
        TourDone: own.tour_done,
        StationClock: own.station_time(zone, simulated=simulated),
        People: answers.ReadPeople(zone),
        PersonDetail: answers.read_person,
        Groups: answers.read_groups,
        PeopleHistory: answers.read_history,
        Absences: absences.ReadAbsences(zone),
        PossibleSubstitutes: absences.possible_substitutes,
        ResumeSession: sessions.resume,
        Sessions: sessions.own,
        Tokens: tokens.own,
        CheckToken: tokens.check,
        AttemptsOf: attempts.seen,
    }
