"""Every page there is, both languages, wide and on a phone, light and dark: usable by everybody.

Which pages there are is asked of the routes (`lived_in`). The administrator sees them all.
"""

import pytest

from tests.conftest import watch
from tests.integration.web.lived_in import APART, lived_in
from tests.integration.web.looking import faults, summary
from tests.support import axe
from tests.support.pages import let_in, settled

__all__ = ["lived_in"]

LARGEST = 150_000
"""Bytes of HTML a page of ours may have."""
NEEDS_NOBODY = {"frame.sign_in"}
"""What is shown to whoever is not signed in."""

SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def test_no_page_is_forgotten(lived_in):
    asked = {rule.endpoint for rule in lived_in.app.url_map.iter_rules() if "GET" in rule.methods}
    assert {endpoint for endpoint, _ in lived_in.pages()} == asked - APART.keys()
    assert APART.keys() <= asked, "named here, and no longer there"


@pytest.fixture
def at(browser, serve, lived_in):
    """`at("zh", "phone")` is a browser of the administrator, and what its policy kept it from."""
    station, opened = serve(lived_in.app), []

    def go(language, size):
        width, height = SIZES[size]
        context = browser.new_context(
            locale={"zh": "zh-CN", "en": "en-US"}[language],
            viewport={"width": width, "height": height},
            color_scheme="light",
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        blocked = watch(page)
        let_in(page, station, "admin")
        return page, station, blocked

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_stands_in_anybodys_way(at, lived_in, language, size):
    page, station, blocked = at(language, size)
    wrong = []
    for endpoint, address in lived_in.pages():
        if endpoint in NEEDS_NOBODY:
            continue
        reply = settled(page, f"{station}{address}")
        if reply.status != 200:
            wrong.append((address, "status", reply.status))
            continue
        wrong += [(address, *one) for one in faults(page)]
        if (size_of := len(reply.body())) > LARGEST:
            wrong.append((address, "too large", size_of))
    assert not wrong, summary(wrong)
    assert blocked == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_signing_in_too(browser, serve, lived_in, language, size):
    width, height = SIZES[size]
    station = serve(lived_in.app)
    with browser.new_context(
        locale={"zh": "zh-CN", "en": "en-US"}[language],
        viewport={"width": width, "height": height},
    ) as context:
        page = context.new_page()
        page.goto(f"{station}/sign-in")
        assert axe.violations(page) == []
        page.fill("#login", "admin")
        page.fill("#password", "wrong")
        page.click("main button[type=submit]")
        page.wait_for_selector("[role=alert]")
        assert axe.violations(page) == []
