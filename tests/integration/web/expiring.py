"""The forms over which a session may end, and what somebody fills into each."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """Who fills in which form of a page: what they type, choose and tick, by the fields' names.

    `action` is a part of where it is sent, on a page of several forms; `opens` shows it first. What
    cannot be `taken` is only given back.
    """

    who: str
    page: str
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[tuple[str, str], ...] = ()
    action: str = ""
    opens: str | None = None
    taken: bool = True


FORMS = {
    "a new customer": Form(
        "manager",
        "/customers/new",
        {"name": "泰和纺织二厂", "address": "1 <b>Mill</b> Road", "capacity_kva": "630"},
        {"social_impact": "yes", "new_energy": "pv"},
    ),
    "a customer": Form(
        "manager",
        "/customers/{customer}/edit",
        {"address": "2 Mill Road", "contact_name": "王", "contact_phone": "139"},
        {"social_impact": "yes", "new_energy": "pv"},
    ),
    "a customer's manager": Form(
        "director", "/customers/{customer}/manager", chosen={"manager": "senior-manager"}
    ),
    "a tier by hand": Form(
        "director",
        "/customers/{customer}/tier",
        {"reason": "a key project of the county", "until": "2026-12-31"},
        {"tier": "gold"},
    ),
    "a tier taken back": Form(
        "director", "/customers/{rated}/tier", {"release": "it is built"}, action="release"
    ),
    "a new person": Form(
        "admin",
        "/people/new",
        {"login": "anna", "name": "Anna", "name_zh": "安娜", "email": "anna@grid.example"},
        ticked=(("roles", "auditor"),),
    ),
    "a person": Form(
        "admin",
        "/people/one/dispatch",
        {"name": "Chen Jing the Younger"},
        ticked=(("roles", "auditor"),),
    ),
    "an absence": Form(
        "manager",
        "/absences/new",
        {"first": "2026-02-12", "last": "2026-02-16"},
        {"substitute": "director"},
    ),
    "a token": Form("manager", "/me", {"name": "billing"}, {"days": "30"}, action="/me/tokens"),
    "what one is told": Form("manager", "/me", chosen={"mentioned": "daily"}, action="/me/notices"),
    "a filter": Form(
        "manager",
        "/inbox/station?q=泰和",
        {"name": "of Taihe"},
        {"group": "customer-managers"},
        action="/filters/inbox",
        opens="Kept filters",
    ),
    "a filter renamed": Form("manager", "/filters/inbox", {"name": "due soon"}, action="/change"),
    "columns": Form(
        "manager",
        "/cases",
        ticked=(("column", "account"),),
        action="/cases/columns",
        opens="Columns",
    ),
    "tasks handed over": Form(
        "director",
        "/inbox/reassign?task={task}&next=/inbox/station",
        {"reason": "on leave"},
        {"to": "operations"},
    ),
    "tasks chosen": Form(
        "development", "/inbox/groups", ticked=(("task", "{task}"),), action="/inbox/bulk"
    ),
    "a message to a case": Form(
        "manager",
        "/cases/{case}/tell?message=customer-withdraws",
        {"reason": "the customer has no money"},
    ),
    "a message": Form(
        "manager",
        "/messages/new",
        {
            "name": "customer-withdraws",
            "case_number": "YK2026000001",
            "reason": "told by telephone",
        },
    ),
    "a signal": Form("director", "/signals/new", {"name": "flood", "reason": "the dam broke"}),
    "a case suspended": Form(
        "director", "/cases/{case}/operate/suspend", {"reason": "the papers are in doubt"}
    ),
    "a task handed over": Form(
        "development", "/tasks/{task}/hand-over", {"reason": "please"}, {"assignee": "operations"}
    ),
    "a task followed up": Form(
        "development", "/tasks/{task}/follow-up", {"follow_up": "2026-02-20"}
    ),
    "a task changed": Form("director", "/tasks/{task}/change", {"reason": "on leave"}),
    "a task sent back": Form(
        "manager", "/tasks/{papers}/send-back?to=draft", {"reason": "the stamp is missing"}
    ),
    "what was mended": Form(
        "director", "/incidents", {"reason": "the table has a rule for it now"}, taken=False
    ),
}
