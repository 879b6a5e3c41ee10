"""In Chinese nothing English is left: every page as the server makes it, and a form in a browser.

What stays Latin is named: names and ids people or designers gave, units, and what is a name itself.
"""

import re

import pytest
from lxml import html

from tests.integration.web.lived_in import lived_in
from tests.integration.web.screen import Screen

__all__ = ["lived_in"]

NAMES = {
    "yekuo", "English", "Excel", "CSV", "PDF", "Asia/Shanghai", "kVA", "kV", "MB", "SHA", "REST",
    "Python", "Linux", "Chrome", "Werkzeug", "FEEL", "BPMN", "DMN", "JSON", "ACME", "Sons", "amp",
    "JavaScript", "YK", "DWG", "DXF", "OFD", "ZIP", "kB", "kWh", "Enter", "Esc",
    "Tab", "UTF", "GB",
}  # fmt: skip
"""Programs, formats, units, keys, case numbers, a customer's own name."""

VARIABLES = {
    "accepted_at", "accepted_by", "accepted_on", "applied_capacity_kva", "case_no",
}  # fmt: skip
"""Variables without a field in a form have no name but their own."""

OF_DESIGNERS = {
    "Draft", "Record", "the", "papers", "Deliver", "Urge", "Explain", "Asked", "Replied", "Nearly",
    "late", "Late", "Urged", "Explained", "customer", "withdraws", "The", "Withdrawn", "Reply",
    "Check", "Checks", "Capacity", "of",
    "Which", "tier", "Ask", "gold", "silver", "Permit", "test", "answer", "own", "promise", "this",
    "flood", "work", "begun",
}  # fmt: skip
"""What the diagrams and forms of these tests say, which their designer did not translate."""

WRITTEN = {
    "Administrator", "please", "look", "very", "long", "name", "mended", "must", "mistake",
    "zhang.wei@grid.example", "https", "at", "a.b", "name.pdf",
}  # fmt: skip
"""Comments, reasons, file names and addresses of people."""

SHOWN = ("title", "placeholder", "aria-label", "alt")
HIDDEN = ("script", "style", "template", "svg", "code", "pre", "samp")


def texts(page):
    """Everything a page shows or says aloud, but for what is marked as English, and ids."""
    tree = html.fromstring(page)
    for each in tree.xpath("//*[@lang='en'] | //*[@data-id]"):
        each.drop_tree()
    for name in HIDDEN:
        for each in tree.xpath(f"//{name}"):
            each.drop_tree()
    yield from tree.xpath("//text()")
    for name in SHOWN:
        yield from tree.xpath(f"//@{name}")


def english(page, known):
    """The Latin words of a page that nobody has a reason for."""
    found = set()
    for text in texts(page):
        for word in re.findall(r"[A-Za-z][A-Za-z.'’/@_-]*[A-Za-z]", text):
            if word not in known and not known.issuperset(re.split(r"[-_./@]", word)):
                found.add(word)
    return found


@pytest.fixture(scope="module")
def known(lived_in):
    with lived_in.small.station.units.reading() as unit:
        people = unit.people.in_groups()
        logins = {person.id for person in people} | {"admin", "auditor", "designer", "system"}
        groups = {group for person in people for group in person.groups}
        names = {word for person in people for word in person.name.split()}
        names |= {"He", "Fang", "Xu", "Ming"}  # of no group
    parts = {part for name in logins | groups for part in name.split("-")}
    return NAMES | VARIABLES | OF_DESIGNERS | WRITTEN | logins | groups | names | parts


def test_no_page_says_anything_in_english(lived_in, known):
    screen = Screen(lived_in.app, "admin", "zh")
    left = {}
    for _, address in lived_in.pages():
        if address == "/sign-in":
            continue
        reply = screen.get(address)
        assert reply.status_code == 200, address
        if words := english(reply.text, known):
            left[address] = sorted(words)
    assert not left, "\n".join(["", *(f"{address}: {words}" for address, words in left.items())])


@pytest.mark.parametrize(
    "address", ["/nowhere", "/cases/999999", "/tasks/1-999", "/cases?after=broken", "/people/one/x"]
)
def test_nor_does_a_page_about_an_error(lived_in, known, address):
    reply = Screen(lived_in.app, "admin", "zh").get(address)
    assert reply.status_code >= 400
    assert english(reply.text, known) == set()


def test_nor_does_signing_in(lived_in, known):
    browser = lived_in.app.test_client()
    page = browser.get("/sign-in", headers={"Accept-Language": "zh-CN"}).text
    assert english(page, known) == set()
