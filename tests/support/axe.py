"""Asks axe-core, the accessibility engine, about an open page. yekuo does not ship it."""

from functools import cache

from tests.support.npm import packages

# WCAG 2.2 AA, and what axe calls best practice.
_OPTIONS = """{runOnly: {type: 'tag', values:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}, preload: false,
  resultTypes: ['violations']}"""
_CONTRAST = """{runOnly: ['color-contrast', 'link-in-text-block'], preload: false,
  resultTypes: ['violations']}"""


@cache
def _source():
    return (packages() / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def violations(page, *, within=None, contrast_alone=False):
    """Return what axe has against a page: rule, what is wrong, and where, as many as there are.

    `within` is the selector of the part that is asked about, where the rest is the same elsewhere.

    The source is handed to the browser by its debugging line, so the page's policy stays as it is.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    part = "document" if within is None else f"'{within}'"
    options = _CONTRAST if contrast_alone else _OPTIONS
    found = page.evaluate(f"axe.run({part}, {options}).then(found => found.violations)")
    return [
        (rule["id"], node["target"][0], node["failureSummary"].splitlines()[-1].strip())
        for rule in found
        for node in rule["nodes"]
    ]
