"""New customers of the demo, told by hand, and what becomes of their applications.

Figures and names are invented. `started` counts days before today; the case goes on until a task
named in `waits_at` is open, and rests there. `slow` are tasks begun so many days later; at the task
`withdraws_at` the customer withdraws instead. `account_no` is that of a customer known already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """One customer's application: what differs from the common one, and how it goes."""

    customer: str
    address: str
    contact: str
    phone: str
    industry: str
    capacity_kva: int
    started: int
    waits_at: frozenset[str] = frozenset()
    slow: Mapping[str, int] = field(default_factory=dict)
    differs: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    withdraws_at: str | None = None
    account_no: str | None = None


PLAIN: Mapping[str, Any] = {
    "sources": 1,
    "circuits": 1,
    "load_nature": "ordinary",
    "importance_grade": "none",
    "special_load": "no",
    "reliability_need": "ordinary",
}
FULL_PAPERS: Mapping[str, Mapping[str, Any]] = {
    "one-time-notice": {"papers_missing": "no", "missing_papers": None},
}

STORY: tuple[Application, ...] = (
    Application(
        customer="洪绪精密铸造有限公司",
        address="洪绪镇工业园区创业路8号",
        contact="王建国",
        phone="13806320001",
        industry="金属制品业",
        capacity_kva=2000,
        started=95,
        slow={"record-completion": 12, "inspect-works": 9, "construct-grid-works": 8},
    ),
    Application(
        customer="东郭冷链物流有限公司",
        address="洪绪镇东郭路16号",
        contact="李梅",
        phone="13806320002",
        industry="仓储业",
        capacity_kva=1250,
        started=68,
        differs={"special_load": "no"},
        waits_at=frozenset({"record-payment"}),
        slow={"record-completion": 8, "construct-grid-works": 9},
    ),
    Application(
        customer="玉楼食品有限公司",
        address="洪绪镇玉楼村北",
        contact="赵强",
        phone="13806320003",
        industry="食品制造业",
        capacity_kva=630,
        started=40,
        differs=PLAIN,
        waits_at=frozenset({"record-completion"}),
        answers=FULL_PAPERS,
    ),
    Application(
        customer="滕东纺织有限公司",
        address="洪绪镇滕东路5号",
        contact="孙丽",
        phone="13806320004",
        industry="纺织业",
        capacity_kva=800,
        started=33,
        differs=PLAIN,
        waits_at=frozenset({"approve-plan", "explain-supply-plan", "urge-supply-plan"}),
        slow={"review-by-development": 24},
    ),
    Application(
        customer="创业塑料制品厂",
        address="洪绪镇创业路21号",
        contact="周涛",
        phone="13806320005",
        industry="橡胶和塑料制品业",
        capacity_kva=400,
        started=21,
        differs=PLAIN,
        waits_at=frozenset({"deliver-reply"}),
        slow={"survey-site": 6, "draft-plan": 4},
        answers=FULL_PAPERS,
    ),
    Application(
        customer="鲁南新能源充电有限公司",
        address="洪绪镇高铁北路2号",
        contact="吴敏",
        phone="13806320006",
        industry="充电服务业",
        capacity_kva=1600,
        started=12,
        differs={**PLAIN, "new_energy": "charging", "green_channel": "yes"},
        waits_at=frozenset({"record-papers"}),
    ),
    Application(
        customer="洪绪中心医院",
        address="洪绪镇健康路1号",
        contact="陈院长",
        phone="13806320007",
        industry="卫生",
        capacity_kva=1000,
        started=9,
        differs={
            "social_impact": "yes",
            "importance_grade": "first",
            "use_class": "general-commercial",
            "special_load": "no",
        },
        waits_at=frozenset({"review-by-dispatch"}),
        answers=FULL_PAPERS,
    ),
    Application(
        customer="荆河机械配件厂",
        address="洪绪镇荆河路33号",
        contact="冯涛",
        phone="13806320008",
        industry="通用设备制造业",
        capacity_kva=315,
        started=6,
        differs=PLAIN,
        waits_at=frozenset({"draft-plan"}),
        answers=FULL_PAPERS,
    ),
    Application(
        customer="北辛现代农业合作社",
        address="洪绪镇北辛村",
        contact="杨柳",
        phone="13806320009",
        industry="农业",
        capacity_kva=200,
        started=5,
        differs={**PLAIN, "use_class": "agriculture"},
        waits_at=frozenset({"survey-site"}),
        answers=FULL_PAPERS,
    ),
    Application(
        customer="盈泰玻璃有限公司",
        address="洪绪镇工业园区盈泰路3号",
        contact="郑勇",
        phone="13806320010",
        industry="非金属矿物制品业",
        capacity_kva=2500,
        started=30,
        differs={**PLAIN, "reliability_need": "some"},
        withdraws_at="record-contractor",
    ),
    Application(
        customer="龙泉广场商业管理有限公司",
        address="洪绪镇龙泉路88号",
        contact="高洁",
        phone="13806320011",
        industry="商务服务业",
        capacity_kva=1600,
        started=55,
        differs={**PLAIN, "use_class": "general-commercial", "circuits": 2},
        waits_at=frozenset({"construct-grid-works", "explain-energise"}),
        answers=FULL_PAPERS,
    ),
    Application(
        customer="城头包装材料有限公司",
        address="洪绪镇城头路12号",
        contact="何平",
        phone="13806320012",
        industry="造纸和纸制品业",
        capacity_kva=500,
        started=0,
        differs=PLAIN,
        waits_at=frozenset({"give-notice"}),
    ),
)
