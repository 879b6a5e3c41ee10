"""The pages of customers on the real engine: entering, changing, finding, what was changed."""

import re

import pytest

from tests.integration.web.people_station import screen_of, served

__all__ = ["screen_of", "served"]

CAST = {"name": "洪绪铸造有限公司", "account_no": "3704810001", "lines": "10kV创业线\n10kV东郭线"}


@pytest.fixture
def entered(screen_of):
    """The director has entered a customer; returns the address of its page."""
    reply = screen_of("director").post("/customers/new", CAST)
    assert reply.status_code == 303
    return reply.location


def wrong(page):
    """Return the sentence at each field that is wrong."""
    return dict(re.findall(r'invalid-feedback d-block" id="([^"]+)-error">([^<]+)<', page))


def test_everything_wrong_is_told_at_its_field_and_what_was_typed_stays(screen_of):
    form = {"name": " ", "account_no": "12 34", "capacity_kva": "very", "contact_phone": "138",
            "contact_name": "", "contact_duty": ""}  # fmt: skip
    reply = screen_of("director").post("/customers/new", form)
    assert reply.status_code == 422
    assert set(wrong(reply.text)) == {"name", "account_no", "capacity_kva", "contacts"}
    assert 'value="12 34"' in reply.text
    assert 'value="very"' in reply.text
    assert 'value="138"' in reply.text


def test_an_account_number_of_another_is_told_at_its_field(screen_of, entered):
    reply = screen_of("director").post("/customers/new", CAST | {"name": "another"})
    assert reply.status_code == 422
    assert wrong(reply.text) == {"account_no": "Another customer has this account number."}


def test_a_change_is_told_before_and_after_in_both_languages(screen_of, entered):
    person = screen_of("director")
    page = person.page(f"{entered}/edit")
    edition = re.search(r'name="edition" value="([^"]+)"', page)[1]
    changed = CAST | {"edition": edition, "importance_grade": "first"}
    assert person.post(f"{entered}/edit", changed).status_code == 303
    assert "first grade" in person.page(f"{entered}/changes")
    chinese = screen_of("director", "zh").page(f"{entered}/changes")
    assert "一级" in chinese
    assert "人工修改" in chinese
    # Sent again from the page as it was: nothing is overwritten.
    assert person.post(f"{entered}/edit", changed | {"address": "x"}).status_code == 409


def test_a_tier_set_by_hand_stands_beside_the_rules_and_is_taken_back(screen_of, entered):
    person, chinese = screen_of("director"), screen_of("director", "zh")
    told = {"tier": "diamond", "reason": "named by\nthe county", "until": "2099-12-31"}
    for gone, at in (("reason", "reason"), ("tier", "tier")):
        reply = person.post(f"{entered}/tier", told | {gone: ""})
        assert (reply.status_code, set(wrong(reply.text))) == (422, {at})
        assert 'value="2099-12-31"' in reply.text
    for day, sentence in (("2001-01-01", "This day is over."), ("soon", "This is not a day.")):
        reply = person.post(f"{entered}/tier", told | {"until": day})
        assert (reply.status_code, wrong(reply.text)) == (422, {"until": sentence})
        assert "named by the county" in reply.text
    assert person.post(f"{entered}/tier", told).status_code == 303
    page = re.sub(r"\s+", " ", person.page(entered))
    assert "set by hand: named by the county" in page
    assert "<dt>Last day</dt><dd>2099-12-31 (Thu)</dd>" in page
    assert "人工设定：named by the county" in chinese.page(entered)
    assert "等级由人工设定为“钻石客户”" in chinese.page(f"{entered}/changes")
    empty = person.post(f"{entered}/tier/release", {"release": " "})
    assert (empty.status_code, set(wrong(empty.text))) == (422, {"release"})
    assert person.post(f"{entered}/tier/release", {"release": "done"}).status_code == 303
    assert "set by hand" not in person.page(entered)
    assert "The rules say the tier again" in person.page(f"{entered}/changes")
    reader = screen_of("auditor")
    assert f"{entered}/tier" not in reader.page(entered)


def test_customers_are_found_by_part_of_a_name_and_by_line(screen_of, entered):
    person = screen_of("director")
    for asked in ("q=绪铸", "q=4810", "line=10kV东郭线", ""):
        assert CAST["name"] in person.page(f"/customers?{asked}"), asked
    for asked in ("q=绪造", "line=other", "tier=gold", "manager=nobody"):
        assert CAST["name"] not in person.page(f"/customers?{asked}"), asked


@pytest.mark.parametrize("address", ["/customers/0", "/customers/999", "/customers/x",
                                     "/customers/9999999999999999999999"])  # fmt: skip
def test_a_customer_that_is_not_there_is_said_so(screen_of, address):
    assert screen_of("director").get(address).status_code == 404


def test_a_hostile_name_is_only_text(screen_of):
    name = "<script>alert(1)</script>"
    person = screen_of("director")
    where = person.post("/customers/new", {"name": name}).location
    for address in (where, "/customers", f"{where}/changes"):
        assert name not in person.page(address)
    assert person.get("/customers?after=nowhere").status_code == 400


def test_a_manager_who_enters_a_customer_is_its_manager_and_others_do_not_see_it(screen_of):
    where = screen_of("manager").post("/customers/new", {"name": "泰和纺织"}).location
    assert "Zhang Wei" in screen_of("director").page(where)
    assert screen_of("senior-manager").get(where).status_code == 404
