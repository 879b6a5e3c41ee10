"""The register of customers through the engine's door: who may, what is kept, what tier follows."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from engine.api import (
    AssignCustomer,
    BadCustomer,
    BadPlace,
    CasesOfCustomer,
    ChangeCustomer,
    ChooseCustomers,
    Contact,
    Customer,
    CustomerChanges,
    CustomerDetail,
    CustomerMoved,
    Customers,
    Deploy,
    EnterCustomer,
    FileRefused,
    Forbidden,
    ImportCustomers,
    UnknownCustomer,
    VerifyHistory,
)
from tests.support.drawing import form
from tests.support.stations import SmallStation
from tests.support.together import at_once, refusals

DECISIONS = Path(__file__).resolve().parents[3] / "workflows" / "decisions"
NEW = Customer(id=0, station=1, name="洪绪铸造有限公司")

EVERYBODY = (
    "manager", "chief-manager", "director", "section-chief", "specialist",
    "development", "auditor", "designer", "admin",
)  # fmt: skip


@pytest.fixture
def rated(store_url):
    """A station where the rule for tiers is in use."""
    opened = SmallStation(store_url, workflows=DECISIONS)
    yield opened
    opened.station.close()


def enter(station, by="director", **told):
    return station.engine.execute(EnterCustomer(actor=by, customer=replace(NEW, **told)))


def view(station, customer, by="director"):
    return station.engine.query(CustomerDetail(actor=by, customer=customer))


def change(station, customer, by="director", edition=None, **told):
    known = view(station, customer, by)
    wish = replace(known.customer, **told)
    station.engine.execute(
        ChangeCustomer(actor=by, customer=wish, edition=edition or known.edition)
    )


def told(station, customer, by="director"):
    found = station.engine.query(CustomerChanges(actor=by, customer=customer))
    return [(e.kind, e.by.id if e.by else None, dict(e.data)) for e in found.rows]


def names(station, by="director", **query):
    found = station.engine.query(Customers(actor=by, **query))
    return [row.customer.name for row in found.rows]


def take(station, text, by="director"):
    content = text if isinstance(text, bytes) else text.encode()
    return station.engine.execute(ImportCustomers(actor=by, name="export.csv", content=content))


def numbered(count, **more):
    """A file of customers, the first the largest."""
    header = ",".join(["户号", "户名", "年售电量(kWh)", *more])
    rows = (
        ",".join([f"A{n:03}", f"客户{n:03}", str(1000 * (count - n)), *more.values()])
        for n in range(count)
    )
    return "\n".join([header, *rows])


# Tiers: the rule book on star tiers, first hit wins.


@pytest.mark.parametrize(
    ("facts", "tier", "reason"),
    [
        ({}, "ordinary", "ordinary"),
        ({"sources": 2, "reliability_need": "high"}, "diamond", "dual-source-high-reliability"),
        ({"social_impact": "yes", "circuits": 2}, "diamond", "major-social-impact"),
        ({"circuits": 2, "new_energy": "pv"}, "gold", "dual-circuit"),
        ({"reliability_need": "some"}, "gold", "some-reliability"),
        ({"new_energy": "charging"}, "gold", "new-energy"),
        # The only one who buys anything is the largest.
        ({"annual_sales_kwh": 1}, "diamond", "sales-rank-top-10"),
    ],
)
def test_the_tier_follows_from_the_rule_in_use_and_says_why(rated, facts, tier, reason):
    found = view(rated, enter(rated, **facts)).customer
    assert (found.tier, found.tier_reason) == (tier, reason)
    assert found.tier_since == rated.clock.now()


def test_ten_are_diamond_and_forty_gold_by_their_sales(rated):
    report = take(rated, numbered(60))
    assert (report.entered, report.tiers) == (60, 60)
    tiers = [
        row.customer.tier for row in rated.engine.query(Customers(actor="director", limit=200)).rows
    ]
    assert tiers == ["diamond"] * 10 + ["gold"] * 40 + ["ordinary"] * 10


def test_who_is_overtaken_gets_another_tier_and_the_history_says_so(rated):
    take(rated, numbered(11))
    tenth, eleventh = (
        next(r.customer for r in rated.engine.query(Customers(actor="director", text=t)).rows)
        for t in ("A009", "A010")
    )
    assert (tenth.tier, eleventh.tier) == ("diamond", "gold")
    change(rated, eleventh.id, annual_sales_kwh=1_000_000)
    assert view(rated, eleventh.id).customer.sales_rank == 1
    assert view(rated, tenth.id).customer.tier == "gold"
    kind, by, data = told(rated, tenth.id)[0]
    assert (kind, by) == ("tier-changed", "director")
    assert data == {
        "before": "diamond", "tier": "gold", "reason": "sales-rank-top-50", "rank": 11,
    }  # fmt: skip


def test_without_a_rule_in_use_nobody_has_a_tier(small):
    assert view(small, enter(small)).customer.tier is None


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


# Import.

FILE = (
    "户号,户名,电压等级,合同容量(kVA),年售电量(kWh),供电线路,电源数,客户经理,联系人,联系电话\n"
    "1001,洪绪铸造,10kV,2000,900000,10kV创业线,双电源,李文博,王建国,13800000001\n"
    "1002,东郭冷链,10kV,1250,400000,10kV东郭线,单电源,senior-manager,,\n"
)


def test_a_file_enters_and_the_same_file_again_changes_nothing(rated):
    first = take(rated, FILE)
    assert (first.rows, first.entered, first.changed, first.same) == (2, 2, 0, 0)
    events = rated.engine.query(VerifyHistory(actor="auditor")).events
    again = take(rated, FILE.encode("gb18030"))
    assert (again.rows, again.entered, again.changed, again.same, again.tiers) == (2, 0, 0, 2, 0)
    assert rated.engine.query(VerifyHistory(actor="auditor")).events == events


def test_a_file_changes_what_it_says_and_leaves_what_it_does_not_say(rated):
    take(rated, FILE)
    (row,) = rated.engine.query(Customers(actor="director", text="1001")).rows
    change(rated, row.customer.id, address="创业路8号")
    report = take(
        rated, "户号,户名,容量(kVA),联系电话\n1001,洪绪铸造,2500,13900000009\n1003,新厂,,\n"
    )
    assert (report.entered, report.changed, report.same) == (1, 1, 0)
    found = view(rated, row.customer.id).customer
    assert (found.address, found.capacity_kva, found.sources) == ("创业路8号", 2500, 2)
    assert found.manager == "senior-manager"
    assert found.contacts == (Contact(name="王建国", phone="13900000009"),)
    kind, by, data = told(rated, found.id)[0]
    assert (kind, by, data["file"]) == ("customer-changed", "director", "export.csv")
    assert set(data["after"]) == {"capacity_kva", "contacts"}


def test_of_a_file_with_one_wrong_row_nothing_is_taken(rated):
    wrong = FILE + "1003,新厂,10kV,500,1,10kV创业线,单电源,nobody,,\n1004,,10kV,,,,,,,\n"
    with pytest.raises(FileRefused) as refused:
        take(rated, wrong)
    assert [(f.line, f.column, f.code) for f in refused.value.flaws] == [
        (4, "客户经理", "nobody"), (5, "户名", "missing"),
    ]  # fmt: skip
    assert names(rated) == []


def test_two_files_at_once_enter_each_customer_once(rated):
    wishes = [ImportCustomers(actor="director", name=n, content=FILE.encode()) for n in "ab"]
    reports = at_once(*(partial(rated.engine.execute, wish) for wish in wishes))
    assert sorted(report.entered for report in reports) == [0, 2]
    assert len(names(rated)) == 2


# The list.


def test_pages_put_together_are_the_whole_list_the_largest_first(rated):
    take(rated, numbered(7))
    enter(rated, name="无电量客户")
    found, after = [], None
    while True:
        page = rated.engine.query(Customers(actor="director", after=after, limit=3))
        found += [row.customer.name for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert found == [*(f"客户{n:03}" for n in range(7)), "无电量客户"]


def test_the_list_is_narrowed_by_what_is_asked(rated):
    take(rated, FILE + "1003,新城中心医院,10kV,500,1,10kV创业线,单电源,周海燕,,\n")
    assert names(rated, line="10kV创业线") == ["洪绪铸造", "新城中心医院"]
    assert names(rated, manager="senior-manager") == ["洪绪铸造", "东郭冷链"]
    assert names(rated, manager="senior-manager", line="10kV创业线") == ["洪绪铸造"]
    assert names(rated, tier="gold") == []
    assert len(names(rated, tier="diamond")) == 3
    assert names(rated, text="中心医") == names(rated, text="003") == ["新城中心医院"]
    assert names(rated, text="医") == ["新城中心医院"]
    assert names(rated, text="冷 链") == ["东郭冷链"]
    assert names(rated, text="医心") == names(rated, text="100 4") == []
    assert names(rated, text="洪绪铸造", line="10kV东郭线") == []
    assert names(rated, text="%", line="\0") == names(rated, text="'") == []


def test_a_name_that_changed_is_found_by_the_new_one_alone(rated):
    take(rated, FILE)
    (row,) = rated.engine.query(Customers(actor="director", text="铸造")).rows
    change(rated, row.customer.id, name="洪绪重工", lines=("10kV北辛线",))
    assert names(rated, text="铸造") == names(rated, line="10kV创业线") == []
    assert names(rated, text="重工") == names(rated, line="10kV北辛线") == ["洪绪重工"]


@pytest.mark.parametrize("place", ["", "x", "1", "1.2.3", "1." + "9" * 30, "٣.1", "--1.2"])
def test_a_place_that_was_not_made_by_us_is_refused(rated, place):
    with pytest.raises(BadPlace):
        rated.engine.query(Customers(actor="director", after=place))


def test_choices_are_those_one_can_see(rated):
    take(rated, FILE)
    seen = rated.engine.query(ChooseCustomers(actor="director"))
    assert seen.lines == ("10kV东郭线", "10kV创业线")
    assert [user.id for user in seen.managers] == ["senior-manager"]
    assert [user.id for user in seen.able] == ["chief-manager", "manager", "senior-manager"]
    own = rated.engine.query(ChooseCustomers(actor="senior-manager"))
    assert (own.lines, own.managers) == (("10kV东郭线", "10kV创业线"), ())
    assert rated.engine.query(ChooseCustomers(actor="manager")).lines == ()


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
