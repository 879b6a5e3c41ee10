"""Every action × every role, written out: s the whole station, o one's own, - nothing.

From the rights of the design: a manager his own customers and his groups' tasks; director and
above the station; departments their tasks and cases; the auditor reads all and changes nothing;
the designer deploys and sees no customer data; the administrator everything.
"""

import pytest

from engine.identity.permissions import TABLE, Scope, scope_of
from engine.identity.users import Role, User

ROLES = [
    Role.CHIEF_MANAGER, Role.SENIOR_MANAGER, Role.MANAGER,
    Role.DIRECTOR, Role.SPECIALIST, Role.SECTION_CHIEF,
    Role.DEPARTMENT, Role.AUDITOR, Role.DESIGNER, Role.ADMINISTRATOR, Role.SYSTEM,
    Role.WORKER,
]  # fmt: skip

#                       managers  leaders  dept aud des adm sys wrk
EXPECTED = {
    "identity.me":        "o o o   o o o   o   o   o   o   -   o",
    "identity.language":  "o o o   o o o   o   o   o   o   -   o",
    "identity.own":       "o o o   o o o   o   o   o   o   -   o",
    "notice.read":        "o o o   o o o   o   o   o   o   -   o",
    "notice.choose":      "o o o   o o o   o   o   o   o   -   o",
    "notice.tell":        "- - -   - - -   -   -   -   -   s   -",
    "mail.write":         "- - -   - - -   -   -   -   -   s   -",
    "identity.read":      "- - -   - - -   -   s   -   s   -   -",
    "absence.read":       "o o o   s o o   o   s   -   s   -   -",
    "absence.enter":      "o o o   s o o   o   -   -   s   -   -",
    "inbox.read":         "o o o   s s s   o   s   -   s   -   -",
    "filter.read":        "o o o   o o o   o   o   -   o   -   -",
    "filter.keep":        "o o o   o o o   o   o   -   o   -   -",
    "task.read":          "o o o   s s s   o   s   -   s   -   -",
    "task.claim":         "o o o   o o o   o   -   -   s   -   -",
    "task.release":       "o o o   o o o   o   -   -   s   -   -",
    "task.complete":      "o o o   o o o   o   -   -   s   -   -",
    "task.hand-over":     "o o o   o o o   o   -   -   s   -   -",
    "task.follow-up":     "o o o   o o o   o   -   -   s   -   -",
    "case.read":          "o o o   s s s   o   s   -   s   -   -",
    "case.start":         "s s s   s s s   -   -   -   s   -   -",
    "customer.read":      "o o o   s s s   -   s   -   s   -   -",
    "customer.change":    "o o o   s s s   -   -   -   s   -   -",
    "customer.assign":    "- - -   s s s   -   -   -   s   -   -",
    "customer.tier":      "- - -   s s s   -   -   -   s   -   -",
    "customer.import":    "- - -   s s s   -   -   -   s   -   -",
    "task.draft":         "o o o   o o o   o   -   -   s   -   -",
    "comment.read":       "o o o   s s s   o   s   -   s   -   -",
    "comment.write":      "o o o   s s s   o   -   -   s   -   -",
    "paper.read":         "o o o   s s s   o   s   -   s   -   -",
    "paper.write":        "o o o   s s s   o   -   -   s   -   -",
    "station.sweep":      "- - -   - - -   -   -   -   s   s   -",
    "case.message":       "o o o   s s s   -   -   -   s   -   -",
    "case.suspend":       "- - -   s s s   -   -   -   s   -   -",
    "case.resume":        "- - -   s s s   -   -   -   s   -   -",
    "case.cancel":        "- - -   s s s   -   -   -   s   -   -",
    "case.skip":          "- - -   s s s   -   -   -   s   -   -",
    "case.send-back":     "o o o   s s s   o   -   -   s   -   -",
    "case.repeat":        "- - -   s s s   -   -   -   s   -   -",
    "case.move":          "- - -   s s s   -   -   -   s   -   -",
    "case.variables":     "- - -   s s s   -   -   -   s   -   -",
    "case.restart":       "- - -   s s s   -   -   -   s   -   -",
    "case.deliver":       "- - -   s s s   -   -   -   s   -   -",
    "task.change":        "- - -   s s s   -   -   -   s   -   -",
    "case.migrate":       "- - -   s s s   -   -   -   s   -   -",
    "migration.plan":     "- - -   s s s   -   -   s   s   -   -",
    "incident.read":      "o o o   s s s   -   s   -   s   -   -",
    "incident.retry":     "o o o   s s s   -   -   -   s   s   -",
    "job.retry":          "- - -   s s s   -   -   -   s   s   -",
    "work.fetch":         "- - -   - - -   -   -   -   s   s   s",
    "work.report":        "- - -   - - -   -   -   -   s   s   s",
    "job.leave":          "- - -   - - -   -   -   -   -   s   -",
    "message.correlate":  "o o o   s s s   -   -   -   s   -   -",
    "condition.evaluate": "- - -   s s s   -   -   -   s   -   -",
    "signal.throw":       "- - -   s s s   -   -   -   s   -   -",
    "timer.fire":         "- - -   - - -   -   -   -   -   s   -",
    "definitions.deploy": "- - -   - - -   -   -   s   s   -   -",
    "history.verify":     "- - -   - - -   -   s   -   s   s   -",
    "identity.manage":    "- - -   - - -   -   -   -   s   s   -",
}  # fmt: skip

SCOPES = {"-": Scope.NONE, "o": Scope.OWN, "s": Scope.STATION}


@pytest.mark.parametrize("action", EXPECTED)
def test_every_role_reaches_as_far_as_written(action):
    row = dict(zip(ROLES, EXPECTED[action].split(), strict=True))
    for role, letter in row.items():
        person = User(id="x", station=1, name="x", roles=frozenset({role}))
        assert scope_of(person, action) is SCOPES[letter], (role, action)


def test_the_table_has_no_other_action_and_no_other_role():
    assert set(TABLE) == set(EXPECTED)
    assert set(ROLES) == set(Role)
