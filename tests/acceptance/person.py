"""A person at a browser: signs in once, finds tasks in the inbox, takes and does them."""

import re

from tests.acceptance import schemas
from tests.acceptance.filling import fill
from tests.conftest import watch

LOCALES = {"en": "en-ZA", "zh": "zh-CN"}
"""Both write dates as 2026/03/05."""
PASSWORD = "demo"
NUMBER = re.compile(r"YK\d{10}")
SLOWEST = 30_000
"""Milliseconds a page may take on a busy machine."""


class Person:
    """One role with a browser of its own, which stays signed in as the simulated months pass."""

    def __init__(self, browser, address, login, language="en", **context):
        self.login = login
        self.language = language
        self._view = "mine" if login.endswith("manager") else "groups"
        self._context = browser.new_context(
            base_url=address,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            viewport={"width": 1440, "height": 900},
            # Pages fade into each other for Chinese readers alone: it costs a second each.
            reduced_motion="no-preference" if language == "zh" else "reduce",
            **context,
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(SLOWEST)
        self.blocked = watch(self.page)
        self.page.on("console", self._note)

    def _note(self, message):
        if message.type == "error":
            self.blocked.append(("console", message.text))

    def sign_in(self):
        self.page.goto("/inbox", wait_until="commit")
        self.page.locator("#login").fill(self.login)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("#password").press("Enter")
        self.page.locator(".yk-list").wait_for()
        return self

    def apply(self, values):
        """Enter an application and return the number its case was given."""
        self.page.goto("/cases/new", wait_until="commit")
        self.page.locator("a[href='/cases/new/hv-connection']").click()
        self.fill("hv-application", values)
        self.page.locator("[data-form-submit]").click()
        return self.started()

    def started(self):
        """Return the number of the case the page says was started."""
        said = self.page.locator(".alert-success", has_text=NUMBER)
        return NUMBER.search(said.inner_text())[0]

    def do(self, task, case_number, values):
        """Find a task in the inbox by its name and case, take it where it is a group's, do it."""
        known = schemas.tasks()[task]
        self.open(known.name(self.language), case_number)
        self.fill(known.form, values)
        self.page.locator("[data-form-submit]").click()
        done = self.page.locator(".alert-success", has_text=known.name(self.language))
        done.wait_for()

    def open(self, name, case_number):
        """Open a task from the inbox: a manager's own, or one of the group, which is taken."""
        self.page.goto(f"/inbox/{self._view}", wait_until="commit")
        line = self._line(name, case_number)
        if self._view == "groups":
            line.locator(".yk-line-claim button").click()
        else:
            line.locator("[data-line]").click()
        self.page.locator("h1", has_text=name).wait_for()

    def _line(self, name, case_number):
        exactly = re.compile(rf"^\s*{re.escape(name)}\s*$")
        named = self.page.locator(".yk-line-name", has_text=exactly)
        return self.page.locator(".yk-line", has_text=case_number).filter(has=named)

    def fill(self, form, values):
        shown = self.page.locator("[data-form][data-state=shown]")
        shown.wait_for()
        fill(shown, schemas.form(form, self.language), values)

    def clocks(self, case):
        """Return the time limits as the page of a case shows them, by name."""
        self.page.goto(f"/cases/{case}", wait_until="domcontentloaded")
        return {each["name"]: each for each in self.page.evaluate(_CLOCKS)}

    def close(self):
        self._context.close()


_CLOCKS = """() => [...document.querySelectorAll('#time-limits .yk-limit')].map((limit) => ({
  name: limit.querySelector('.yk-limit-name').textContent.trim(),
  words: limit.querySelector('.yk-words').textContent.trim(),
  due: limit.querySelector('.yk-limit-name + span')?.textContent.trim() ?? null,
  rows: Object.fromEntries([...limit.querySelectorAll('.yk-pairs dt')].map(
    (dt) => [dt.textContent.trim(), dt.nextElementSibling.textContent.trim()])),
}))"""
