"""Names the customer manager of a case by grade (定人).

Chief managers serve dedicated lines, the ten largest and major projects; senior managers the top
fifty; ordinary managers the others and new energy. Which grade a case needs is the decision table
`manager-grade`; here somebody of that grade is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.identity.users import Role, User
from engine.kernel.ids import UserId

GRADES = {
    "chief": Role.CHIEF_MANAGER,
    "senior": Role.SENIOR_MANAGER,
    "ordinary": Role.MANAGER,
}


def choose_manager(
    grade: str | None,
    managers: Sequence[User],
    open_cases: Mapping[UserId, int],
    accepted_by: UserId | None,
) -> UserId | None:
    """Return who serves a case that needs a grade.

    Of the active managers of that grade, whoever accepted the case keeps it; else the one with the
    fewest open cases, by login when equal. With nobody of the grade, whoever accepted it keeps it;
    a case that nobody accepted, for it began by itself, goes to one of all managers then. None:
    there is no manager.
    """
    role = GRADES.get(grade or "")
    active = [user for user in managers if user.active]
    able = sorted(user.id for user in active if role in user.roles)
    if accepted_by is not None and (not able or accepted_by in able):
        return accepted_by
    anybody = able or sorted(user.id for user in active)
    return min(anybody, key=lambda login: (open_cases.get(login, 0), login), default=None)
