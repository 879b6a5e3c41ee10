"""What failed in a case, as people meet it: after their task, on the case's page, in its story."""

import re

import pytest

from engine.kernel.reasons import ENGLISH
from tests.integration.engine.test_incidents import CHOICE, Playing
from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.parts.reasons import Said, said
from webui.shared.settings import WebSettings


@pytest.fixture
def playing(tmp_path):
    small = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    found = Playing(small).deploy(CHOICE)
    found.case = found.start()
    found.app = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield found
    small.station.close()


def complete(playing, language):
    screen = Screen(playing.app, "manager", language)
    task = playing.small.open_tasks(playing.case)["ask"]
    reply = screen.send(f"/tasks/{task}/complete", {"values": {"tier": "<b>bronze</b>"}})
    assert reply.status_code == 200
    return screen


@pytest.mark.parametrize(
    ("language", "saved", "stands", "again"),
    [
        ("en", "Your work is saved, but the case cannot go on", "The case cannot go on at", "Try "),
        ("zh", "您的办理结果已保存，但工单在“Which tier?”处无法继续",
         "工单在“Which tier?”处无法继续", "重试"),
    ],
)  # fmt: skip
def test_it_is_told_shown_and_retried_with_a_reason(playing, language, saved, stands, again):
    screen = complete(playing, language)
    page = screen.get(f"/cases/{playing.case}").text
    assert saved in page
    assert stands in page
    assert again in page
    (line,) = playing.detail(playing.case).incidents
    form = {"instance": str(line.instance), "reason": "the tier was mistyped <i>"}
    reply = screen.post(f"/cases/{playing.case}/retry", form)
    assert reply.status_code == 303
    story = screen.get(f"/cases/{playing.case}/timeline").text
    assert "the tier was mistyped &lt;i&gt;" in story


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "no outgoing flow applies, and there is no default one (tried: "),
        ("zh", "没有一条出线的条件成立，也没有默认出线（试过："),
    ],
)
def test_why_is_said_in_the_readers_language_wherever_it_is_told(playing, language, words):
    screen = complete(playing, language)
    director = Screen(playing.app, "director", language)
    case = f"/cases/{playing.case}"
    for page in (
        screen.get("/inbox/mine").text,  # told after the task
        screen.get(case).text,
        screen.get(f"{case}/timeline").text,
        director.get("/incidents").text,
        director.get("/home").text,
    ):
        assert words in page
        assert "tier = &#34;gold&#34;" in page  # what the diagram says stays as it is
        assert f'lang="en">{words}' not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_reason_of_the_engine_has_words_that_use_its_data(playing, language):
    with playing.app.test_request_context(headers={"Accept-Language": language}):
        for why, sentence in ENGLISH.items():
            data = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", sentence)}
            found = said("never shown", {"why": why.value, **data})
            assert not found.language
            assert all(value in found.words for value in data.values())
            assert not re.search("[a-z]{4}", re.sub("<.*?>", "", found.words)) or language == "en"


@pytest.mark.parametrize("why", [None, {}, {"why": "of a later version"}, {"why": "no-flow"}, "x"])
def test_what_has_no_words_here_is_shown_as_it_was_said(playing, why):
    with playing.app.test_request_context():
        assert said("the pump broke", why) == Said(words="the pump broke", language="en")


def test_without_a_reason_nothing_is_tried(playing):
    screen = complete(playing, "en")
    (line,) = playing.detail(playing.case).incidents
    before = playing.small.kinds(playing.case)
    screen.post(f"/cases/{playing.case}/retry", {"instance": str(line.instance), "reason": " "})
    assert playing.small.kinds(playing.case) == before


@pytest.mark.parametrize("instance", ["", "x", "-1", "9" * 30, "１"])
def test_a_number_that_is_none_is_refused(playing, instance):
    screen = complete(playing, "en")
    form = {"instance": instance, "reason": "r"}
    assert screen.post(f"/cases/{playing.case}/retry", form).status_code == 400


def test_the_auditor_sees_it_and_is_offered_no_retry(playing):
    complete(playing, "en")
    page = Screen(playing.app, "auditor", "en").get(f"/cases/{playing.case}").text
    assert "The case cannot go on at" in page
    assert "Try again" not in page
