"""What an entry of the register must be, what the history keeps of it, and who ranks where."""

import pytest

from engine.customers.customers import Contact, Customer
from engine.customers.rules import changes, edition_of, facts, flaws, tidied
from engine.customers.tiers import asked, ranks


def customer(**told):
    return Customer(id=1, station=1, **({"name": "甲厂"} | told))


@pytest.mark.parametrize(
    ("told", "fact", "code"),
    [
        ({"name": ""}, "name", "missing"),
        ({"name": "x" * 301}, "name", "too-long"),
        ({"name": "a\nb"}, "name", "not-text"),
        ({"account_no": "12 34"}, "account_no", "not-text"),
        ({"account_no": "1" * 33}, "account_no", "too-long"),
        ({"voltage_kv": "11"}, "voltage_kv", "not-one-of"),
        ({"importance_grade": "third"}, "importance_grade", "not-one-of"),
        ({"capacity_kva": -1}, "capacity_kva", "too-small"),
        ({"annual_sales_kwh": 10**16}, "annual_sales_kwh", "too-large"),
        ({"sources": 0}, "sources", "too-small"),
        ({"circuits": 10}, "circuits", "too-large"),
        ({"lines": tuple(str(n) for n in range(10))}, "lines", "too-many"),
        ({"contacts": (Contact(name="", phone="1"),)}, "contacts", "missing"),
        ({"contacts": (Contact(name="x" * 201),)}, "contacts", "too-long"),
    ],
)
def test_what_cannot_be_is_told_by_fact(told, fact, code):
    assert [(flaw.fact, flaw.code) for flaw in flaws(customer(**told))] == [(fact, code)]


def test_blanks_and_repetitions_are_no_facts():
    contacts = (Contact(name=" 王 ", phone=""), Contact(name="王"), Contact(name="", duty=" "))
    tidy = tidied(customer(name=" 甲厂 ", address=" ", lines=(" a ", "", "a"), contacts=contacts))
    assert (tidy.name, tidy.address, tidy.lines) == ("甲厂", None, ("a",))
    assert tidy.contacts == (Contact(name="王"),)


def test_the_history_keeps_what_people_enter_and_not_what_the_register_finds_out():
    known = customer(capacity_kva=5, tier="gold", sales_rank=3, contacts=(Contact(name="王"),))
    assert facts(known) == {"name": "甲厂", "capacity_kva": 5, "contacts": [{"name": "王"}]}


def test_a_change_is_the_facts_that_differ_before_and_after():
    before, after = customer(capacity_kva=5), customer(lines=("a",), tier="gold")
    assert changes(before, after) == (
        {"capacity_kva": 5, "lines": []},
        {"capacity_kva": None, "lines": ["a"]},
    )


def test_the_edition_changes_with_what_people_enter_alone():
    assert edition_of(customer()) == edition_of(customer(tier="gold"))
    assert edition_of(customer()) != edition_of(customer(manager="li"))


def test_equal_sales_share_the_better_rank_and_no_sales_have_none():
    sales = [(7, 900), (3, 500), (4, 500), (9, 10), (1, 0)]
    assert ranks(sales) == {7: 1, 3: 2, 4: 2, 9: 4}


def test_what_is_unknown_counts_as_the_least():
    assert asked(customer()) == {
        "annual_sales_rank": None,
        "sources": 1,
        "circuits": 1,
        "reliability_need": "ordinary",
        "social_impact": "no",
        "new_energy": "none",
    }
