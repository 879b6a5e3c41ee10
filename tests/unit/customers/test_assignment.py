"""Who serves a case: the grade the rules ask for, then the shortest list."""

from engine.customers.assignment import choose_manager
from engine.identity.users import Role, User


def person(login, role, *, active=True):
    return User(id=login, station=1, name=login, roles=frozenset({role}), active=active)


ZHOU = person("zhou", Role.CHIEF_MANAGER)
LI = person("li", Role.SENIOR_MANAGER)
ZHANG = person("zhang", Role.MANAGER)
WANG = person("wang", Role.MANAGER)
EVERYBODY = [ZHOU, LI, ZHANG, WANG]


def test_a_diamond_customer_is_served_by_a_chief_manager():
    assert choose_manager("chief", EVERYBODY, {}, "zhang") == "zhou"


def test_who_accepted_the_case_keeps_it_when_of_the_right_grade():
    assert choose_manager("ordinary", EVERYBODY, {"zhang": 9}, "zhang") == "zhang"


def test_of_several_the_one_with_the_fewest_open_cases_is_chosen():
    assert choose_manager("ordinary", EVERYBODY, {"wang": 2, "zhang": 5}, "li") == "wang"


def test_equal_lists_are_decided_by_login():
    assert choose_manager("ordinary", EVERYBODY, {}, "li") == "wang"


def test_nobody_of_the_grade_leaves_it_with_who_accepted_it():
    assert choose_manager("chief", [LI, ZHANG], {}, "zhang") == "zhang"


def test_who_has_left_is_not_chosen():
    gone = person("zhou", Role.CHIEF_MANAGER, active=False)
    assert choose_manager("chief", [gone, ZHANG], {}, "zhang") == "zhang"


def test_an_unknown_grade_changes_nothing():
    assert choose_manager(None, EVERYBODY, {}, "li") == "li"


def test_a_case_that_nobody_accepted_goes_to_one_of_the_grade_or_of_all():
    assert choose_manager("senior", EVERYBODY, {}, None) == "li"
    assert choose_manager(None, EVERYBODY, {"li": 1, "wang": 1, "zhang": 1}, None) == "zhou"
    assert choose_manager(None, [], {}, None) is None
