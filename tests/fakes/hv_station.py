"""A small station for the fake engine: people, customers, and high-voltage cases in each state.

It is Thursday 2026-03-05, 10:00 in Shanghai. Names come in English and Chinese, as the real views
give them in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.api import (
    CaseId,
    ClockDays,
    ClockSegment,
    ClockView,
    CustomerCard,
    Person,
    PinnedLimit,
    Role,
    TaskId,
    User,
    UserId,
)
from engine.kernel.ids import CustomerId, StationId

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """Return a moment at the station: `at("2026-03-05 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOW = at("2026-03-05 10:00")

PEOPLE = {
    user.id: user
    for user in (
        User(
            id=UserId(login),
            station=StationId(1),
            name=name,
            name_zh=name_zh,
            roles=frozenset({role}),
            groups=frozenset({group} if group else ()),
        )
        for login, name, name_zh, role, group in (
            ("manager", "Li Wei", "李伟", Role.MANAGER, "customer-managers"),
            ("senior-manager", "Chen Jing", "陈静", Role.SENIOR_MANAGER, "customer-managers"),
            ("development", "Zhao Lei", "赵磊", Role.DEPARTMENT, "development"),
            ("director", "Sun Min", "孙敏", Role.DIRECTOR, "director"),
            ("auditor", "Qian Fang", "钱芳", Role.AUDITOR, ""),
        )
    )
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FakeTask:
    """A task before it is put into a reader's language; names are (English, Chinese)."""

    id: TaskId
    element: str
    name: tuple[str, str]
    assignee: str | None
    groups: tuple[str, ...] = ()
    clock: ClockView | None = None
    state: str = "open"
    closed_by: str | None = None
    closed_at: datetime | None = None
    form: str | None = "plan"


@dataclass(frozen=True, kw_only=True, slots=True)
class FakeCase:
    """A case, its customer and its clocks."""

    id: CaseId
    number: str
    customer: CustomerCard
    clocks: tuple[ClockView, ...]
    started: datetime
    ended: datetime | None = None
    outcome: tuple[str, str] | None = None


PLAN_RULES = (
    PinnedLimit(
        value=45,
        unit="wd",
        level="state",
        statistic="max",
        edition="2009",
        source="供电监管办法 2009, Art. 11",
        warn_at=80,
        drives=False,
    ),
    PinnedLimit(
        value=30,
        unit="wd",
        level="group",
        statistic="max",
        edition="2011",
        source="State Grid ten commitments 2011, Art. 5",
        warn_at=80,
        drives=True,
    ),
)
INSPECTION_RULES = (
    PinnedLimit(
        value=5,
        unit="wd",
        level="group",
        statistic="max",
        edition="KPI",
        source="State Grid KPI rule for business expansion",
        warn_at=80,
        drives=True,
    ),
)


def plan_clock(**changes: object) -> ClockView:
    """Return a supply-plan clock, running with plenty of time unless told otherwise."""
    fields: dict[str, object] = {
        "checkpoint": "supply-plan-reply",
        "attempt": 1,
        "element": "supply-plan",
        "element_name": "Reply with the supply plan",
        "state": "running",
        "limit": 30,
        "unit": "wd",
        "used": 10,
        "left": 20,
        "late_by": 0,
        "share_used": 10 / 30,
        "warned": False,
        "due": at("2026-04-02 00:00"),
        "original_due": at("2026-04-02 00:00"),
        "due_if_resumed_now": None,
        "provisional": False,
        "paused_since": None,
        "pause_reason": None,
        "started": at("2026-02-10 10:00"),
        "stopped": None,
        "segments": (
            ClockSegment(start=at("2026-02-10 10:00"), end=None, kind="running", reason=None),
        ),
        "days": (),
        "limits": PLAN_RULES,
    }
    return ClockView(**(fields | changes))  # type: ignore[arg-type]


# 2026: 14 and 28 February are make-up days, 15 to 23 February are off.
DAYS = tuple(
    ClockDays(
        first=date(2026, *first), last=date(2026, *last), kind=kind, note=note, count=count,
        provisional=False,
    )
    for first, last, kind, note, count in (
        ((2, 10), (2, 10), "start", "", 0),
        ((2, 11), (2, 14), "charged", "", 4),
        ((2, 15), (2, 23), "off", "spring-festival", 4),
        ((2, 24), (2, 28), "charged", "", 9),
        ((3, 1), (3, 1), "off", "", 9),
        ((3, 2), (3, 3), "charged", "", 11),
        ((3, 4), (3, 5), "paused", "customer-papers", 11),
    )
)  # fmt: skip

WARNED = plan_clock(
    used=28, left=2, share_used=28 / 30, warned=True,
    due=at("2026-03-07 00:00"), original_due=at("2026-03-07 00:00"),
)  # fmt: skip
PAUSED = plan_clock(
    state="paused", used=11, left=19, share_used=11 / 30, due=None, days=DAYS,
    due_if_resumed_now=at("2026-04-01 00:00"), original_due=at("2026-03-28 00:00"),
    paused_since=at("2026-03-03 09:30"), pause_reason="customer-papers",
    segments=(
        ClockSegment(start=at("2026-02-10 10:00"), end=at("2026-03-03 09:30"), kind="running",
                     reason=None),
        ClockSegment(start=at("2026-03-03 09:30"), end=None, kind="paused",
                     reason="customer-papers"),
    ),
)  # fmt: skip
LATE = plan_clock(
    checkpoint="completion-inspection", attempt=2, element="completion-inspection",
    element_name="Inspect the completed works", state="overdue", limit=5, used=6, left=0, late_by=1,
    share_used=1.0, warned=True, due=at("2026-03-05 00:00"), original_due=at("2026-03-05 00:00"),
    started=at("2026-02-26 15:00"), limits=INSPECTION_RULES,
    segments=(ClockSegment(start=at("2026-02-26 15:00"), end=None, kind="running", reason=None),),
)  # fmt: skip
MET = plan_clock(
    state="met", used=18, left=12, share_used=0.6, stopped=at("2026-01-30 16:20"), due=None,
    original_due=at("2026-02-13 00:00"), started=at("2026-01-06 09:00"),
    segments=(
        ClockSegment(start=at("2026-01-06 09:00"), end=at("2026-01-30 16:20"), kind="running",
                     reason=None),
    ),
)  # fmt: skip


VERY_LONG_NAME = "长江三角洲新能源汽车动力电池产业技术研究院（江宁）有限责任公司"


def customer(number: int, name: str, tier: str, manager: str = "manager") -> CustomerCard:
    """Return a customer's card."""
    return CustomerCard(
        id=CustomerId(number),
        name=name,
        account_no=f"32016000{number:02d}",
        address=f"江宁区开发大道 {number} 号",
        contact="王建国",
        phone="025-8412 3300",
        tier=tier,
        tier_reason="dual-source-high-reliability",
        manager=Person(login=manager, name=PEOPLE[UserId(manager)].name),
        voltage_kv="10",
        lines=("开发 112 线",),
    )


CASES = {
    case.id: case
    for case in (
        FakeCase(
            id=CaseId(41), number="HV-2026-0007", clocks=(WARNED,),
            customer=customer(7, "江南精密机械有限公司", "diamond"), started=at("2026-01-22 09:10"),
        ),
        FakeCase(
            id=CaseId(42), number="HV-2026-0009", clocks=(PAUSED,),
            customer=customer(9, "东湖化工股份有限公司", "gold"), started=at("2026-02-10 10:00"),
        ),
        FakeCase(
            id=CaseId(43), number="HV-2026-0002", clocks=(LATE, MET),
            customer=customer(2, "南京第三人民医院", "diamond"), started=at("2025-12-08 14:05"),
        ),
        FakeCase(
            id=CaseId(44), number="HV-2025-0031", clocks=(MET,),
            customer=customer(31, "钟山冷链物流园", "ordinary"), started=at("2025-10-13 08:45"),
            ended=at("2026-02-04 17:10"), outcome=("Energised", "已送电"),
        ),
        FakeCase(
            id=CaseId(45), number="HV-2026-0011", clocks=(plan_clock(),),
            customer=customer(11, VERY_LONG_NAME, "gold"), started=at("2026-02-10 10:00"),
        ),
    )
}  # fmt: skip


def task_id(case: int, instance: int) -> TaskId:
    """Return a task's id."""
    return TaskId(CaseId(case), instance)


TASKS = (
    FakeTask(id=task_id(43, 17), element="inspect-works", assignee="manager", clock=LATE,
             name=("Inspect the completed works", "开展竣工检验")),
    FakeTask(id=task_id(41, 12), element="draft-plan", assignee="manager", clock=WARNED,
             name=("Draft the supply plan", "草拟供电方案")),
    FakeTask(id=task_id(42, 9), element="await-papers", assignee="manager", clock=PAUSED,
             name=("Record the missing papers", "登记补充资料")),
    FakeTask(id=task_id(45, 8), element="lead-survey", assignee=None, groups=("customer-managers",),
             clock=plan_clock(), name=("Lead the joint site survey", "组织联合现场勘查")),
    FakeTask(id=task_id(41, 13), element="check-capacity", assignee=None, groups=("development",),
             clock=WARNED, name=("Check planning and capacity", "审核规划与容量")),
    FakeTask(id=task_id(44, 40), element="call-back", assignee="manager", state="completed",
             closed_by="senior-manager", closed_at=at("2026-02-06 11:05"),
             name=("Call the customer back", "回访客户")),
    FakeTask(id=task_id(42, 10), element="remind-customer", assignee="manager", form=None,
             name=("Remind the customer by telephone", "电话提醒客户")),
)  # fmt: skip
