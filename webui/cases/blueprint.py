"""Puts the pages of cases together."""

from __future__ import annotations

from flask import Blueprint

from webui.cases import comments, pages, papers, starting
from webui.cases.leaves import data, events, others, printing, proving, tasks
from webui.cases.listing import columns, exporting
from webui.cases.listing import pages as listing
from webui.cases.operate import pages as operate
from webui.cases.operate import sending_back


def blueprint() -> Blueprint:
    """Return the pages of cases."""
    cases = Blueprint("cases", __name__, template_folder="templates")
    listing.install(cases)
    columns.install(cases)
    exporting.install(cases)
    starting.install(cases)
    pages.install(cases)
    comments.install(cases)
    papers.install(cases)
    for leaf in (events, data, tasks, others, printing, proving):
        leaf.install(cases)
    operate.install(cases)
    sending_back.install(cases)
    return cases
