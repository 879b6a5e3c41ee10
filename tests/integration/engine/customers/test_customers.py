"""The register of customers through the engine's door: who may, what is kept, whose cases."""

from dataclasses import replace
from functools import partial

import pytest

from engine.api import (
    AssignCustomer,
    BadCustomer,
    CasesOfCustomer,
    ChangeCustomer,
    Contact,
    CustomerMoved,
    Customers,
    Deploy,
    Forbidden,
    UnknownCustomer,
    VerifyHistory,
)
from tests.support.drawing import form
from tests.support.register import NEW, change, enter, names, take, told, view
from tests.support.together import at_once, refusals

# Changing: who, what, before and after.


def test_a_change_is_written_down_with_who_and_what_was_before(small):
    customer = enter(small, capacity_kva=2000)
    change(small, customer, capacity_kva=2500, contacts=(Contact(name="王", phone="138"),))
    assert told(small, customer) == [
        (
            "customer-changed",
            "director",
            {
                "before": {"capacity_kva": 2000, "contacts": []},
                "after": {"capacity_kva": 2500, "contacts": [{"name": "王", "phone": "138"}]},
            },
        ),
        (
            "customer-entered",
            "director",
            {"after": {"name": "洪绪铸造有限公司", "capacity_kva": 2000}},
        ),
    ]
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()


def test_what_is_so_already_leaves_no_word(small):
    customer = enter(small)
    change(small, customer)
    assert [kind for kind, *_ in told(small, customer)] == ["customer-entered"]


def test_who_looked_at_an_older_entry_overwrites_nothing(small):
    customer = enter(small)
    seen = view(small, customer).edition
    change(small, customer, capacity_kva=1)
    with pytest.raises(CustomerMoved):
        change(small, customer, edition=seen, address="elsewhere")
    assert view(small, customer).customer.address is None


def test_of_two_who_change_the_same_customer_at_once_one_is_told(small):
    customer = enter(small)
    seen = view(small, customer)
    wishes = [
        ChangeCustomer(
            actor="director", customer=replace(seen.customer, address=where), edition=seen.edition
        )
        for where in ("north", "south")
    ]
    assert refusals(at_once(*(partial(small.engine.execute, wish) for wish in wishes))) == [
        CustomerMoved
    ]
    assert len(told(small, customer)) == 2
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()


def test_everything_wrong_is_told_at_once(small):
    with pytest.raises(BadCustomer) as refused:
        enter(small, name=" ", voltage_kv="11", sources=0, manager="auditor")
    assert {(f.fact, f.code) for f in refused.value.flaws} == {
        ("name", "missing"), ("voltage_kv", "not-one-of"), ("sources", "too-small"),
        ("manager", "nobody"),
    }  # fmt: skip


def test_an_account_number_belongs_to_one_customer(small):
    enter(small, account_no="3704810001")
    other = enter(small, account_no="3704810002")
    with pytest.raises(BadCustomer) as refused:
        change(small, other, account_no="3704810001")
    assert [(f.fact, f.code) for f in refused.value.flaws] == [("account_no", "taken")]


EVERYBODY = (
    "manager", "chief-manager", "director", "section-chief", "specialist",
    "development", "auditor", "designer", "admin",
)  # fmt: skip


# Rights.


def rights(station, attempt):
    outcomes = {}
    for person in EVERYBODY:
        try:
            attempt(person)
        except (Forbidden, UnknownCustomer) as refusal:
            outcomes[person] = type(refusal).__name__
        else:
            outcomes[person] = "done"
    return outcomes


LEADERS = dict.fromkeys(("director", "section-chief", "specialist", "admin"), "done")
NO_CUSTOMERS = dict.fromkeys(("development", "designer"), "Forbidden")


def test_a_manager_sees_and_changes_own_customers_the_auditor_reads_all(small):
    mine = enter(small, by="manager")
    others = enter(small, by="chief-manager")
    assert view(small, mine).customer.manager == "manager"
    assert rights(small, lambda person: view(small, others, person)) == LEADERS | NO_CUSTOMERS | {
        "manager": "UnknownCustomer", "chief-manager": "done", "auditor": "done",
    }  # fmt: skip
    assert rights(small, lambda person: change(small, mine, person)) == LEADERS | NO_CUSTOMERS | {
        "manager": "done", "chief-manager": "UnknownCustomer", "auditor": "Forbidden",
    }  # fmt: skip
    assert names(small, "manager") == names(small, "chief-manager") == [NEW.name]
    assert len(names(small, "auditor")) == 2
    assert names(small, "manager", manager="chief-manager") == []


def test_only_leaders_assign_and_import(small):
    customer = enter(small, by="manager")
    refused = NO_CUSTOMERS | dict.fromkeys(("manager", "chief-manager", "auditor"), "Forbidden")
    wishes = (
        lambda person: small.engine.execute(
            AssignCustomer(actor=person, customer=customer, manager="senior-manager")
        ),
        lambda person: take(small, "户号,户名\n1,甲\n", person),
    )
    for wish in wishes:
        assert rights(small, wish) == LEADERS | refused


def test_a_customer_given_to_another_manager_is_theirs_to_see(small):
    customer = enter(small, by="manager")
    small.engine.execute(
        AssignCustomer(actor="director", customer=customer, manager="senior-manager")
    )
    with pytest.raises(UnknownCustomer):
        view(small, customer, "manager")
    assert view(small, customer, "senior-manager").manager.id == "senior-manager"
    assert told(small, customer)[0][2] == {
        "before": {"manager": "manager"}, "after": {"manager": "senior-manager"},
    }  # fmt: skip
    with pytest.raises(BadCustomer):
        small.engine.execute(AssignCustomer(actor="director", customer=customer, manager="auditor"))


@pytest.mark.parametrize("key", [0, -1, 99, 2**63, 2**70])
def test_a_customer_that_is_not_there_is_unknown(small, key):
    with pytest.raises(UnknownCustomer):
        view(small, key)


# Cases and their customer.


def ask_for_the_account(station):
    """Let the application form of the small process ask for the account number."""
    asks = form("permit-request", "customer_name", "account_no")
    files = {"permit-request.form": asks}
    station.engine.execute(Deploy(actor="designer", name="form", files=files))


def test_a_case_with_a_known_account_number_is_its_customers(small):
    customer = enter(small, account_no="3704810001", by="manager")
    ask_for_the_account(small)
    case = small.start(account_no="3704810001", customer_name="whatever was typed")
    (line,) = small.engine.query(
        CasesOfCustomer(actor="manager", customer=customer, language="en")
    ).rows
    assert (line.id, line.customer) == (case, NEW.name)
    assert len(names(small)) == 1


def test_a_new_applicant_stands_in_the_register_with_the_case_that_brought_it(small):
    case = small.start()
    (row,) = small.engine.query(Customers(actor="director")).rows
    kind, by, data = told(small, row.customer.id)[-1]
    number = (
        small.engine.query(
            CasesOfCustomer(actor="director", customer=row.customer.id, language="en")
        )
        .rows[0]
        .number
    )
    assert (kind, by, data["case"]) == ("customer-entered", "manager", number)
    assert data["after"] == {"name": "泰和纺织", "manager": "manager"}
    assert case == 1


def test_cases_one_may_not_see_are_not_in_the_list_of_a_customers(small):
    customer = enter(small, account_no="3704810001")
    ask_for_the_account(small)
    small.start(account_no="3704810001")

    def seen(by, after=None):
        query = CasesOfCustomer(actor=by, customer=customer, language="en", after=after)
        return len(small.engine.query(query).rows)

    assert seen("manager") == seen("development") == seen("auditor") == 1
    assert seen("senior-manager") == seen("dispatch") == 0
