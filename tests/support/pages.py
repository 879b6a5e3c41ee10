"""Signs people in at a browser; opens pages and waits until what they fetch has come."""

import re

FRAMES = 500
"""Twice as many frames as a page is waited for; no page of ours takes a quarter of that."""
_TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


def settled(page, address):
    """Go to an address; return the reply once nothing is under way, nor begins two frames later.

    Playwright's own `networkidle` waits half a second at every page, whatever there is to fetch.
    """
    under_way = set()
    listeners = {
        "request": lambda request: under_way.add(request),
        "requestfinished": lambda request: under_way.discard(request),
        "requestfailed": lambda request: under_way.discard(request),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        reply = page.goto(address)
        for _ in range(FRAMES):
            page.evaluate(_TWO_FRAMES)
            if not under_way:
                return reply
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    raise AssertionError(f"{address}: still fetching {[each.url for each in under_way]}")


def let_in(page, station, login):
    """Sign somebody in at a station's address without a page: the page's browser has the session.

    `sign_in` fills in the form, and is led to a first page that takes as long as a whole test.
    """
    browser = page.context.request
    asked = browser.get(f"{station}/sign-in").text()
    token = re.search(r'name="csrf-token" content="([^"]+)"', asked)[1]
    form = {"login": login, "password": "demo", "csrf_token": token}
    reply = browser.post(f"{station}/sign-in", form=form, max_redirects=0)
    assert reply.status == 303, reply.text()


def sign_in(page, station, login):
    """Sign somebody in at a station's address; they stand at their first page."""
    page.goto(f"{station}/sign-in")
    page.fill("#login", login)
    page.fill("#password", "demo")
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
