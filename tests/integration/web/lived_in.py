"""A station in which something of everything has happened, and the address of each of its pages.

The addresses are made from the routes: a page that is added is looked at by every test that walks
them, or fails `test_no_page_is_forgotten` until its place is filled here or it is named in APART.
"""

import io
import re

import pytest

from engine.api import (
    AddComment,
    AddPaper,
    CaseDetail,
    KeepFile,
    PaperKind,
    SuspendCase,
)
from engine.bootstrap.demo.build import furnish
from tests.integration.engine.crossing.test_conditional_starts import process
from tests.integration.engine.test_incidents import CHOICE, Playing
from tests.integration.notify.telling import away, changed
from tests.support.drawing import deploy
from tests.support.files import PDF
from tests.support.stations import MODELS, SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

LONG = "上海浦东新区张江高科技园区集成电路制造股份有限公司第二分厂二期扩建工程项目部（筹）"

APART = {
    "static": "files",
    "frame.alive": "a sign of life, no page",
    "frame.home": "leads to a person's first page",
    "inbox.home": "leads to the first view",
    "notices.open": "leads to what a message is about",
    "notices.bell": "a part of every page",
    "inbox.draft": "JSON",
    "inbox.number": "a number",
    "inbox.pulse": "a part of the inbox",
    "inbox.kept_menu": "a part of the lists",
    "cases.number": "a number",
    "cases.colleagues": "JSON",
    "cases.diagram": "a file",
    "cases.paper": "a file",
    "cases.export_csv": "a file",
    "cases.export_xlsx": "a file",
    "cases.position": "a part of a task's page",
    "home.workload": "a part of the first page",
}
"""What answers GET and is no page of its own, and why."""

WITH = {"cases.tell": "?message=customer-withdraws", "cases.changes": "?name=customer_name"}
"""What a page needs beside its address."""

SEVERAL = {
    "view": ("mine", "groups", "substitute", "station", "done"),
    "of": ("inbox", "cases"),
    "state": (),
}


class LivedIn:
    """A small station; `pages()` are its addresses, by endpoint."""

    def __init__(self, url):
        self.small = small = SmallStation(url)
        self._people()
        for name in ("泰和纺织", LONG, "ACME <b>&amp;</b> Sons"):
            small.do(small.start(customer_name=name), "draft", "development")
        self.done = small.start(customer_name=LONG)
        small.do(self.done, "draft", "development")
        small.do(self.done, "papers", "manager", papers_on="2026-02-10")
        small.do(self.done, "deliver", "manager")
        self.failed = self._failed()
        self.case = small.start(customer_name=LONG)
        self._notes()
        halted = {"actor": "director", "case": self.failed, "reason": "the tier must be mended"}
        small.engine.execute(SuspendCase(**halted))
        small.clock.set(small.clock.now().replace(day=13, hour=3))
        small.station.teller.round()
        settings = WebSettings(secret_key=b"sixteen bytes and more")
        self.app = create_app(small.engine, settings)

    def _people(self):
        small = self.small
        self.absence = away(small, "marketing", "dispatch", "development")
        away(small, "manager", "senior-manager")
        changed(small, "manager", email="zhang.wei@grid.example")

    def _failed(self):
        playing = Playing(self.small).deploy(CHOICE)
        case = playing.start()
        self.small.do(case, "ask", "manager", tier="bronze")
        furnish(self.small.station, MODELS)  # the small process again, for those who start one
        deploy(self.small, flood__bpmn=process("level &gt; 3", "flood"))
        return case

    def _notes(self):
        engine, by = self.small.engine, {"actor": "director", "case": self.case}
        engine.execute(AddComment(**by, text="@Administrator please look\n\nat https://a.b"))
        kept = engine.query(KeepFile(**by, name="证件 very long name.pdf", content=io.BytesIO(PDF)))
        self.paper = engine.execute(AddPaper(**by, file=kept, kind=PaperKind.IDENTITY))
        detail = CaseDetail(actor="director", case=self.case, language="en")
        self.customer = engine.query(detail).customer.id

    def places(self):
        """What stands in addresses, by name; a case of each kind."""
        return {
            "case": (self.case, self.done, self.failed),
            "task": (self.small.open_tasks(self.case)["draft"],),
            "key": ("permit",),
            "what": ("suspend", "cancel", "move", "variables"),
            "absence": (self.absence,),
            "login": ("operations",),
            "paper": (self.paper,),
            "customer": (self.customer,),
            **SEVERAL,
        }

    def pages(self):
        """Return (endpoint, address) of each page, several where an address has a choice."""
        found = []
        for rule in self.app.url_map.iter_rules():
            if "GET" in rule.methods and rule.endpoint not in APART:
                found += [(rule.endpoint, address) for address in self._filled(rule)]
        return sorted(found)

    def _filled(self, rule):
        places, made = self.places(), [rule.rule + WITH.get(rule.endpoint, "")]
        for written, name in re.findall(r"(<(?:[^<>:]*(?:\([^)]*\))?:)?(\w+)>)", rule.rule):
            assert name in places, f"nothing is known to stand for {written} in {rule.rule}"
            # One of each for a case's own page, the first alone for what lies under it.
            values = places[name] if rule.rule.endswith(written) else places[name][:1]
            made = [each.replace(written, str(value)) for each in made for value in values]
        return made


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    found = LivedIn(f"sqlite:///{tmp_path_factory.mktemp('lived-in') / 'store.sqlite3'}")
    yield found
    found.small.station.close()
