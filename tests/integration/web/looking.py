"""Looks at an open page: what axe has against it, light and dark, and whether it is too wide."""

from tests.support import axe


def faults(page, within=None):
    """Return what is wrong with a page, or with the part `within` a selector; it is dark then."""
    found = [("light", *one) for one in axe.violations(page, within=within)]
    dark(page)
    found += [("dark", *one) for one in axe.violations(page, within=within, contrast_alone=True)]
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, ("wider than the screen", wider)] if wider > 0 else found


def dark(page):
    """Let a page be dark, and wait until no colour is on its way any more."""
    page.evaluate(
        """() => {
            document.documentElement.setAttribute('data-bs-theme', 'dark')
            document.getAnimations().forEach(one => one.finish())
        }"""
    )


def summary(wrong):
    """Say what is wrong, each kind once, with the first page it is on and how many there are."""
    found = {}
    for address, *what in wrong:
        found.setdefault(tuple(what), []).append(address)
    lines = (f"{what}: {len(on)} pages, {on[0]}" for what, on in found.items())
    return "\n".join(["", *lines])
