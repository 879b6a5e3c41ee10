"""What was done to a case by hand, on its pages: the note on a task, the timeline's sentences."""

import re
from datetime import timedelta

import pytest

from engine.api import (
    CancelCase,
    ChangeTask,
    ChangeVariables,
    DeliverMessage,
    MoveToken,
    RepeatElement,
    RestartCase,
    ResumeCase,
    SendBack,
    SkipElement,
    SuspendCase,
    Target,
)
from tests.integration.web.screen import Screen
from tests.support.stations import small
from tests.support.stores import furnished, postgres
from webui.app import create_app
from webui.shared.settings import WebSettings

__all__ = ["furnished", "postgres", "small"]

WHY = "申请单有误，须更正"


@pytest.fixture
def app(small):
    return create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))


def act(small, kind, case, **more):
    return small.engine.execute(kind(actor="director", case=case, reason=WHY, **more))


def sent_back(small):
    case = small.start()
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    task = small.engine.execute(
        SendBack(actor="manager", task=papers, to="draft", note="<b>page 3</b> is missing")
    )
    return case, task


def test_the_note_of_a_task_sent_back_stands_on_its_page(small, app):
    _, task = sent_back(small)
    page = Screen(app, "development", "en").page(f"/tasks/{task}")
    assert "Zhang Wei says" in page
    assert "&lt;b&gt;page 3&lt;/b&gt; is missing" in page
    assert "张伟留言" in Screen(app, "development", "zh").page(f"/tasks/{task}")


def test_a_task_of_a_suspended_case_says_why_it_cannot_be_done(small, app):
    case, task = sent_back(small)
    act(small, SuspendCase, case)
    page = Screen(app, "development", "zh").page(f"/tasks/{task}")
    assert "此工单已挂起，恢复后方可办理其任务。" in page
    assert "已挂起" in Screen(app, "development", "zh").page(f"/cases/{case}")


def test_the_timeline_tells_everything_done_by_hand_in_both_languages(small, app):
    case, task = sent_back(small)
    act(small, SuspendCase, case)
    act(small, ResumeCase, case)
    act(small, ChangeVariables, case, values={"a": 1})
    due = small.clock.now() + timedelta(days=1)
    small.engine.execute(
        ChangeTask(actor="director", task=task, reason=WHY, assignee="operations", due=due)
    )
    act(small, RepeatElement, case, to=Target(element="urge"))
    act(small, MoveToken, case, cancel=(task.instance,), start=(Target(element="deliver"),))
    act(small, SkipElement, case, instance=small.open_tasks(case)["urge"].instance)
    other = small.start()
    act(small, DeliverMessage, other, message="customer-withdraws")
    act(small, CancelCase, case)
    new = act(small, RestartCase, case).case
    said = {
        "en": ["Sent back from “Record the papers” to “Draft”", "The case was suspended",
               "The case was resumed", "Data corrected by hand", "“Draft” was given to",
               "Assignee", "Began “Urge” again", "Moved from Draft to Deliver", "Skipped “Urge”",
               "The case was cancelled", "Restarted as case"],
        "zh": ["由“Record the papers”退回至“Draft”", "工单已挂起，时限照常计算", "工单已恢复",
               "人工更正数据", "“Draft”交给", "办理人", "重新启动“Urge”",
               "人工移动：由Draft至Deliver", "跳过“Urge”", "工单已终止", "已重新发起为工单", WHY],
    }  # fmt: skip
    restarted = {"en": "Restarted from case YK2026", "zh": "由工单YK2026.*重新发起"}
    delivered = {"en": "Message delivered by hand", "zh": "人工送达消息"}
    for language, sentences in said.items():
        page = Screen(app, "director", language).page(f"/cases/{case}/timeline")
        assert [one for one in sentences if one not in page] == []
        first = Screen(app, "director", language).page(f"/cases/{new}/timeline")
        assert re.search(restarted[language], first)
        told = Screen(app, "director", language).page(f"/cases/{other}/timeline")
        assert delivered[language] in told
