"""Roles, actions and scopes in the words of the trade."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import PERMISSIONS, Role, Scope, TokenScope
from webui.parts.codes import Words

ROLES: Words = {
    "chief-manager": _l("Chief customer manager"),
    "senior-manager": _l("Senior customer manager"),
    "manager": _l("Customer manager"),
    "director": _l("Station director"),
    "specialist": _l("Specialist"),
    "section-chief": _l("Section chief"),
    "department": _l("Department staff"),
    "auditor": _l("Auditor"),
    "designer": _l("Process designer"),
    "administrator": _l("Administrator"),
    "worker": _l("Worker program"),
}

ABOUT_ROLES: Words = {
    "chief-manager": _l("works the cases of the most demanding customers"),
    "senior-manager": _l("works cases that need experience"),
    "manager": _l("works the cases of their own customers"),
    "director": _l("sees the whole station, enters absences for others"),
    "specialist": _l("sees the whole station, does the tasks of their groups"),
    "section-chief": _l("sees the whole station, does the tasks of their groups"),
    "department": _l("does the tasks of their groups, sees those cases"),
    "auditor": _l("reads everything, changes nothing"),
    "designer": _l("puts processes in use, sees no customer data"),
    "administrator": _l("may do everything, administers people"),
    "worker": _l("a program that does the work of topics, sees no case beside"),
}

ACTIONS: Words = {
    "identity.me": _l("Sign in and see one's own account"),
    "identity.language": _l("Choose one's language"),
    "identity.own": _l("Change one's own password, end one's sessions, make tokens"),
    "notice.read": _l("Read one's messages"),
    "notice.choose": _l("Choose what one is told, and how"),
    "identity.read": _l("See who there is, their groups and what was changed"),
    "identity.manage": _l("Enter and change people, set passwords"),
    "absence.read": _l("See absences"),
    "absence.enter": _l("Enter absences and name substitutes"),
    "inbox.read": _l("See the inbox"),
    "task.read": _l("Open tasks"),
    "task.claim": _l("Take tasks"),
    "task.release": _l("Give tasks back"),
    "task.complete": _l("Complete tasks"),
    "case.read": _l("See cases with their history"),
    "case.start": _l("Start cases"),
    "case.message": _l("Tell a case something, such as a withdrawal"),
    "task.draft": _l("Keep a form as a draft"),
    "task.change": _l("Change a task: who has it, its dates, its priority"),
    "task.hand-over": _l("Hand a task to a colleague"),
    "task.follow-up": _l("Say when one comes back to a task"),
    "filter.read": _l("Use kept filters of lists"),
    "filter.keep": _l("Keep filters of lists"),
    "customer.read": _l("See customers"),
    "customer.change": _l("Enter and change customers"),
    "customer.assign": _l("Choose a customer's manager"),
    "customer.tier": _l("Set a customer's tier by hand"),
    "customer.import": _l("Take over customers from a file"),
    "comment.read": _l("Read comments"),
    "comment.write": _l("Write comments"),
    "paper.read": _l("Open papers"),
    "paper.write": _l("Add and remove papers"),
    "case.suspend": _l("Suspend a case"),
    "case.resume": _l("Let a suspended case go on"),
    "case.cancel": _l("Cancel a case"),
    "case.skip": _l("Skip a step of a case"),
    "case.send-back": _l("Send a case back to an earlier step"),
    "case.repeat": _l("Repeat a step of a case"),
    "case.move": _l("Move a case to another step"),
    "case.variables": _l("Correct the data of a case"),
    "case.restart": _l("Restart a case"),
    "case.deliver": _l("Deliver a message to a case"),
    "case.migrate": _l("Bring running cases to another version of their process"),
    "migration.plan": _l("Plan and check such a change"),
    "message.correlate": _l("Send a message that starts or continues cases"),
    "condition.evaluate": _l("Have the conditions looked at by which cases begin"),
    "signal.throw": _l("Send a signal to every case that waits for it"),
    "definitions.deploy": _l("Put diagrams, rules and forms in use"),
    "history.verify": _l("Verify the history"),
    "incident.read": _l("See what keeps cases from going on"),
    "incident.retry": _l("Have what failed tried again"),
    "job.retry": _l("Have a failed job of no case tried again"),
    "work.fetch": _l("Fetch work of topics"),
    "work.report": _l("Report work of topics"),
    "station.sweep": _l("Clear away files that nothing refers to"),
}
"""What is not here is shown by its name in the permission table."""

SCOPES: Words = {
    "none": _l("no"),
    "own": _l("own only"),
    "station": _l("whole station"),
}

TOKEN_SCOPES: Words = {
    "read": _l("Read only"),
    "work": _l("Read, and work on cases and tasks"),
    "deploy": _l("Put diagrams, rules and forms in use, nothing else"),
    "all": _l("Everything I may do, except my own account"),
}

LANGUAGES: Words = {"en": "English", "zh": "中文"}


def role(code: Role | str) -> str:
    """Return a role in the reader's language."""
    return str(ROLES.get(str(code), str(code)))


def roles(codes: frozenset[Role] | list[str]) -> str:
    """Return roles with commas between, in the order of the permission table."""
    wanted = {str(code) for code in codes}
    return str(_(", ")).join(role(each) for each in Role if each.value in wanted)


def token_scope(scope: TokenScope) -> str:
    """Return what a token is for."""
    return str(TOKEN_SCOPES.get(scope.value, scope.value))


def granted(code: Role) -> list[tuple[str, str, Scope]]:
    """Return each action with what a role may do of it: its words, the scope's, the scope."""
    return [
        (str(ACTIONS.get(action, action)), str(SCOPES[reach.name.lower()]), reach)
        for action, row in PERMISSIONS.items()
        if row.keys() - {Role.SYSTEM}
        for reach in [row.get(code, Scope.NONE)]
    ]
