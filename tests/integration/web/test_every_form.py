"""Every form of `workflows/` in a browser, both languages, light and dark: usable by everybody."""

import pytest

from tests.conftest import watch
from tests.integration.web.form_gallery import gallery
from tests.integration.web.looking import faults, summary
from tests.support.pages import let_in, settled

__all__ = ["gallery"]

READERS = {"en": ("en-US", 1440), "zh": ("zh-CN", 390)}
"""Who reads English sits at a wide screen, who reads Chinese holds a phone."""


@pytest.mark.parametrize("language", READERS)
def test_every_form_is_usable_by_everybody(browser, serve, gallery, language):
    locale, width = READERS[language]
    station, wrong = serve(gallery.app), []
    with browser.new_context(
        locale=locale, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        blocked = watch(page)
        let_in(page, station, "admin")
        for form, task in gallery.tasks.items():
            settled(page, f"{station}/tasks/{task}")
            page.locator("[data-form][data-state=shown]").wait_for()
            wrong += [(form, *one) for one in faults(page, within="[data-form]")]
    assert not wrong, summary(wrong)
    assert blocked == []
