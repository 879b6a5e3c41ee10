"""By keyboard alone, on a slow line, and when something is refused or broken: in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from engine.api import (
    Forbidden,
    StoreBusy,
    StoreUnavailable,
    TaskAlreadyClaimed,
    TaskId,
    UnknownCase,
)
from tests.conftest import watch
from tests.support import axe
from tests.support.pages import let_in, settled
from webui.app import create_app
from webui.shared.settings import WebSettings

BROKEN = {
    403: Forbidden("manager", "case.cancel"),
    404: UnknownCase(7),
    409: TaskAlreadyClaimed(TaskId(1, 2), "development", "王磊"),
    500: RuntimeError("a mistake of ours with a secret in it"),
    503: StoreBusy("locked"),
}
LOST = StoreUnavailable("no route to host")
TITLES = {
    "en": {403: "not do this", 404: "does not exist", 409: "faster", 500: "wrong", 503: "busy"},
    "zh": {
        403: "权限|不能|无权",
        404: "不存在",
        409: "抢先|他人|先",
        500: "出错|错误",
        503: "繁忙|忙",
    },
}


@pytest.fixture
def small(small):
    small.case = small.start()
    small.do(small.case, "draft", "development")
    return small


@pytest.fixture
def address(small, serve):
    app = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))

    def fail(what):
        raise LOST if what == "lost" else BROKEN[int(what)]

    app.add_url_rule("/broken/<what>", "broken", fail)
    return serve(app)


@pytest.fixture
def signed_in(browser, address):
    """`signed_in("zh", 390)` is a page of the manager's browser."""
    opened = []

    def go(language="en", width=1440):
        context = browser.new_context(
            locale={"zh": "zh-CN", "en": "en-US"}[language],
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        let_in(page, address, "manager")
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_says_what_happened_and_leads_on(signed_in, address, language, width):
    page = signed_in(language, width)
    blocked = watch(page)
    for status in (*BROKEN, "lost"):
        reply = page.goto(f"{address}/broken/{status}")
        assert reply.status == (503 if status == "lost" else status)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_be_visible()
        if status != "lost":
            assert re.search(TITLES[language][status], heading.inner_text()), heading.inner_text()
        text = page.locator("main").inner_text()
        assert "secret" not in text
        assert "Traceback" not in text
        assert bool(re.search("[一-鿿]{4}", text)) == (language == "zh")
        assert axe.violations(page) == [], status
        page.locator("main a.btn-primary").click()
        page.wait_for_url(lambda url: "broken" not in url)
    assert blocked == []


FOCUSED = """() => {
    const one = document.activeElement
    const box = one.getBoundingClientRect()
    // form-js draws the frame round a field and its buttons together.
    const seen = [one, one.closest('.fjs-input-group')].some(each => {
        const style = each && getComputedStyle(each)
        return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none')
    })
    return {
        what: one.tagName, id: one.id, text: (one.innerText || one.value || '').slice(0, 40),
        seen, shown: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    }
}"""


def test_a_task_is_done_by_keyboard_alone(signed_in, address, small):
    page = signed_in()
    task = small.open_tasks(small.case)["papers"]
    settled(page, f"{address}/tasks/{task}")

    page.keyboard.press("Tab")
    skip = page.locator(".yk-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    walked, typed = [], False
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        walked.append(here)
        assert here["seen"], here
        assert here["shown"], here
        if here["what"] == "INPUT" and not typed:
            page.keyboard.type("02/10/2026")
            page.keyboard.press("Escape")
            typed = True
        if here["what"] == "BUTTON" and "Complete" in here["text"]:
            break
    assert typed, walked
    assert "Complete" in walked[-1]["text"], walked
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done: Record the papers")).to_be_visible()
    assert "deliver" in small.open_tasks(small.case)


def test_a_slow_line_shows_the_page_first_and_sends_once(signed_in, address, small):
    page = signed_in()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"latency": 400, "downloadThroughput": 250_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.set_default_timeout(90_000)
    task = small.open_tasks(small.case)["papers"]

    page.goto(f"{address}/tasks/{task}", wait_until="commit")
    expect(page.get_by_role("heading", name="Record the papers").first).to_be_visible(
        timeout=60_000
    )
    expect(page.locator(".fjs-container input").first).to_be_visible(timeout=90_000)
    page.locator(".fjs-container input").first.fill("02/10/2026")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Complete this task").dblclick()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Done: Record the papers")).to_be_visible(timeout=90_000)
    assert small.kinds(small.case).count("task-completed") == 2  # the first by development
