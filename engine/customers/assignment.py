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
    accepted_by: UserId,
) -> UserId:
    """Return who serves a case that needs a grade.

    Of the active managers of that grade, whoever accepted the case keeps it; else the one with the
    fewest open cases, by login when equal. With nobody of the grade, whoever accepted it keeps it.
    """
    role = GRADES.get(grade or "")
    able = sorted(user.id for user in managers if user.active and role in user.roles)
    if not able or accepted_by in able:
        return accepted_by
    return min(able, key=lambda login: (open_cases.get(login, 0), login))
