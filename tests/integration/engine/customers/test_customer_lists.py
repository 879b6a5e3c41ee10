"""Files taken into the register, and the list of customers."""

from functools import partial

import pytest

from engine.api import (
    BadPlace,
    ChooseCustomers,
    Contact,
    Customers,
    FileRefused,
    ImportCustomers,
    VerifyHistory,
)
from tests.support.register import FILE, change, enter, names, numbered, take, told, view
from tests.support.together import at_once

# Import.


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
