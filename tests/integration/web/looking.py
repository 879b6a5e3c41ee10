"""Looks at an open page: what axe has against it, light and dark, and whether it is too wide."""

from tests.support import axe


def faults(page, within=None):
    """Return what is wrong with a page, or with the part `within` a selector; it is dark then."""
    found = [("light", *one) for one in axe.violations(page, within=within)]
    dark(page)
    found += [("dark", *one) for one in axe.violations(page, within=within, contrast_alone=True)]
    found += [("a letter to a line", one) for one in page.evaluate(_SQUEEZED)]
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, ("wider than the screen", wider)] if wider > 0 else found


_SQUEEZED = """() => [...document.querySelectorAll('main dt, main dd, main th, main td')]
  .filter(box => box.childElementCount === 0 && box.textContent.trim().length > 4)
  .filter(box => {
    const {width, height} = box.getBoundingClientRect()
    const letter = parseFloat(getComputedStyle(box).fontSize)
    return width > 0 && width < 3 * letter && height > 6 * letter
  }).map(box => box.textContent.trim())"""


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
