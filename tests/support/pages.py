"""Opens a page in a browser and waits until what it fetches by itself has come."""

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
