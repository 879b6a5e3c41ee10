"""The permission table, row by row as the station's rules say it."""

import pytest

import engine.bootstrap
from engine.identity.permissions import TABLE, Scope, scope_of
from engine.identity.users import Role, User
from engine.kernel.messages import Command, Query


def user(*roles):
    return User(id="somebody", station=1, name="Somebody", roles=frozenset(roles))


@pytest.mark.parametrize("role", [Role.CHIEF_MANAGER, Role.SENIOR_MANAGER, Role.MANAGER])
def test_a_manager_sees_his_own_cases_only(role):
    assert scope_of(user(role), "case.read") is Scope.OWN


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SPECIALIST, Role.SECTION_CHIEF])
def test_director_and_above_see_the_whole_station(role):
    assert scope_of(user(role), "case.read") is Scope.STATION


def test_department_staff_see_the_cases_they_belong_to_and_start_none():
    staff = user(Role.DEPARTMENT)
    assert scope_of(staff, "case.read") is Scope.OWN
    assert scope_of(staff, "case.start") is Scope.NONE


OF_ONESELF = {"identity.language", "identity.own", "notice.read", "notice.choose", "filter.keep"}
"""One's own language, password, sessions, tokens, notices, filters: nothing of anybody else."""


def test_the_auditor_reads_all_and_changes_nothing_but_his_own_account():
    auditor = user(Role.AUDITOR)
    changes = {
        command.action
        for command in Command.__subclasses__()
        if hasattr(command, "action") and command.action not in OF_ONESELF
    }
    assert scope_of(auditor, "case.read") is Scope.STATION
    assert {scope_of(auditor, action) for action in changes} == {Scope.NONE}


def test_the_designer_deploys_and_sees_no_customer_data():
    designer = user(Role.DESIGNER)
    assert scope_of(designer, "definitions.deploy") is Scope.STATION
    for action in ("inbox.read", "task.read", "case.read", "case.start", "task.complete"):
        assert scope_of(designer, action) is Scope.NONE


def test_the_administrator_may_do_everything_a_person_may():
    everything = set(TABLE) - {"timer.fire", "job.leave", "notice.tell", "mail.write"}
    assert {scope_of(user(Role.ADMINISTRATOR), a) for a in everything} <= {
        Scope.STATION,
        Scope.OWN,
    }


def test_only_the_engine_itself_fires_timers():
    people = frozenset(Role) - {Role.SYSTEM}
    assert all(scope_of(user(role), "timer.fire") is Scope.NONE for role in people)


def test_two_roles_reach_as_far_as_the_farther():
    assert scope_of(user(Role.MANAGER, Role.DIRECTOR), "case.read") is Scope.STATION


def test_nobody_may_do_what_the_table_does_not_name():
    assert scope_of(user(Role.ADMINISTRATOR), "case.delete") is Scope.NONE


def test_every_message_has_its_row_in_the_table():
    assert engine.bootstrap.open_station, "it imports every message there is"
    asked = {m.action for kind in (Command, Query) for m in kind.__subclasses__()}
    assert asked - {"identity.sign-in"} == set(TABLE)
