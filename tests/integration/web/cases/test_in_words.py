"""Codes of a real case in the reader's words: in the timeline, the data, on paper, in an export."""

import json
import re
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.api import CaseEvents, CaseVariables, Deploy, StartCase
from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.build import furnish
from engine.kernel.clock import ManualClock
from tests.integration.web.screen import Screen
from tests.integration.web.test_chinese import texts
from webui.app import create_app
from webui.shared.settings import WebSettings

ROOT = Path(__file__).resolve().parents[4]
START = json.loads((ROOT / "tests/workflows/dual_source_case.json").read_text("utf-8"))["start"]


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """A station with one case of the real process: tier and manager's grade are decided."""
    clock = ManualClock(datetime.fromisoformat("2026-02-10T10:00:00+08:00"))
    store = tmp_path_factory.mktemp("words") / "station.sqlite3"
    settings = Settings(database=f"sqlite:///{store}", clock=clock, simulated=True, demo=True)
    with closing(open_station(settings)) as opened:
        furnish(opened, ROOT / "workflows")
        start = StartCase(
            actor="manager", process="hv-connection", values=START.get("values", START)
        )
        yield SimpleNamespace(
            engine=opened.engine,
            case=opened.engine.execute(start).case,
            app=create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more")),
        )


def page(station, leaf, language="zh"):
    return Screen(station.app, "auditor", language).page(f"/cases/{station.case}{leaf}")


def told(station, leaf):
    """What a Chinese page says; codes stand beside in `code`, which is not read here."""
    return " | ".join(text.strip() for text in texts(page(station, leaf)) if text.strip())


@pytest.mark.parametrize("leaf", ["/timeline?steps=all", "/data", "/print"])
def test_a_chinese_page_says_no_code_of_a_decision_or_a_variable(station, leaf):
    said = re.split(r"[^a-z0-9_-]+", told(station, leaf))
    codes = {
        "diamond", "chief", "high", "none", "yes", "no", "dual-source-high-reliability", "second",
        "tier", "reason", "manager_grade", "tier_at_application", "case_no", "accepted_by",
        "chief-manager", "customer-tier", "manager-grade", "important",
    }  # fmt: skip
    assert codes.isdisjoint(said)


def test_the_timeline_says_what_was_decided_and_from_what(station):
    said = told(station, "/timeline")
    assert "执行决策“评定客户等级”：等级：钻石客户；原因：双电源且可靠性要求高" in said
    assert "客户星级，第1版：适用规则2" in said
    assert "供电可靠性和质量需求 | 较高" in said
    assert "执行决策“确定经理级别”：首席客户经理" in said
    assert "定级依据 | 双电源且可靠性要求高" in said


def test_the_code_stays_beside_its_word(station):
    timeline = page(station, "/timeline", "en")
    assert 'Diamond customer <code class="yk-code">diamond</code>' in timeline
    assert '<code class="yk-code">customer-tier</code>' in timeline
    data = page(station, "/data", "en")
    assert 'Chief manager <code class="yk-code">chief</code>' in data
    assert 'Grade <code class="yk-code">manager_grade</code>' in data
    changes = page(station, "/data/changes?name=manager_grade")
    assert '首席客户经理 <code class="yk-code">chief</code>' in changes


def test_people_are_named_where_a_variable_holds_a_login(station):
    assert "客户经理 | 周海燕" in told(station, "/data")
    changes = told(station, "/data/changes?name=manager")
    assert "chief-manager" not in changes
    assert "周海燕" in changes


def test_the_same_code_is_said_by_what_it_is_a_value_of(station):
    """`ordinary` is a tier, a grade and a need: three words."""
    query = CaseVariables(actor="auditor", case=station.case, language="zh")
    words = station.engine.query(query)[0].words
    assert words.outputs["customer-tier", "tier"].words["ordinary"] == "普通客户"
    assert words.variables["manager_grade"].words["ordinary"] == "普通客户经理"
    assert words.variables["reliability_need"].words["ordinary"] == "一般"
    assert words.inputs["manager-grade", "Reason for the tier"].words["ordinary"] == (
        "不符合金牌、钻石客户条件"
    )


def test_a_designers_new_word_is_said_at_once_and_what_only_an_old_table_names_is_still_said(
    station,
):
    path = ROOT / "workflows/decisions/customer-tier.dmn"
    old = path.read_text("utf-8")
    new = old.replace("zh: 钻石客户", "zh: 特级客户").replace("zh: 双电源且可靠性要求高\n", "")
    new = re.sub(r"zh: 双电源且可靠性要求高", "", new)
    deploy = Deploy(actor="designer", name="words", files={"customer-tier.dmn": new.encode()})
    station.engine.execute(deploy)
    try:
        said = told(station, "/timeline")
        assert "等级：特级客户；原因：双电源且可靠性要求高" in said
    finally:
        station.engine.execute(
            Deploy(actor="designer", name="back", files={"customer-tier.dmn": old.encode()})
        )


def test_an_export_says_what_its_numbers_count(station):
    lines = Screen(station.app, "auditor", "zh").get("/cases/export.csv").text.splitlines()
    assert ",工作日," in lines[1]
    assert ",wd," not in lines[1]


def test_a_page_of_events_brings_the_words(station):
    found = station.engine.query(
        CaseEvents(actor="auditor", case=station.case, language="en", limit=3)
    )
    assert found.words.decisions["manager-grade"] == "Grade of the customer manager"
    assert found.words.single == {"manager-grade": "manager_grade"}
    assert found.words.decided["tier_at_application"] == "customer-tier"
