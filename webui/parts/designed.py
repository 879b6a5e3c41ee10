"""What yekuo's own decision tables say in free text, in the reader's language.

A table names its sources and itself in one language. These are the Chinese and English of those it
comes with; what a station wrote into its tables itself is shown as written.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from webui.parts.codes import Words, word

SOURCES: Words = {
    text: words
    for text, words in (
        (
            "Rules for Supply and Use of Electricity (供电营业规则) 1996, Art. 19",
            _l("Rules for Supply and Use of Electricity (供电营业规则) 1996, Art. 19"),
        ),
        (
            "Measures on the Supervision of Power Supply (供电监管办法) 2009, Art. 11",
            _l("Measures on the Supervision of Power Supply (供电监管办法) 2009, Art. 11"),
        ),
        (
            "State Grid ten service commitments (国家电网公司供电服务十项承诺), 2011 edition",
            _l("State Grid ten service commitments (国家电网公司供电服务十项承诺), 2011 edition"),
        ),
        (
            "State Grid indicator rule on business-expansion time limits (业扩服务时限达标率), "
            "undated",
            _l(
                "State Grid indicator rule on business-expansion time limits (业扩服务时限达标率), "
                "undated"
            ),
        ),
        (
            "State Grid indicator rule on business-expansion time limits (业扩服务时限达标率), "
            "older edition, undated",
            _l(
                "State Grid indicator rule on business-expansion time limits (业扩服务时限达标率), "
                "older edition, undated"
            ),
        ),
    )
}
"""Where a time limit comes from, as `time-limits.dmn` says it."""

EDITIONS = frozenset(
    {"供电营业规则 1996", "供电监管办法 2009", "十项承诺 2011", "国网指标", "国网指标（旧）"}
)
"""Short names of the same: a source we know names its edition already."""

DECISIONS: Words = {
    "Grade of the customer manager": _l("Grade of the customer manager"),
    "Star tier of a customer": _l("Star tier of a customer"),
    "Time limits of the checkpoints": _l("Time limits of the checkpoints"),
    "Which inspections apply": _l("Which inspections apply"),
}
"""Decisions by the names their tables give them."""

INPUTS: Words = {
    "Accepted on": _l("Accepted on"),
    "Checkpoint": _l("Checkpoint"),
    "Circuits": _l("Circuits"),
    "Customer class": _l("Customer class"),
    "Dedicated line": _l("Dedicated line"),
    "Design review": _l("Design review"),
    "Grade": _l("Grade"),
    "Impact, harmonic or unbalanced load": _l("Impact, harmonic or unbalanced load"),
    "Importance grade": _l("Importance grade"),
    "Intermediate inspection": _l("Intermediate inspection"),
    "Major construction project": _l("Major construction project"),
    "Major social impact of an outage": _l("Major social impact of an outage"),
    "Nature of the load": _l("Nature of the load"),
    "Need for reliability and quality": _l("Need for reliability and quality"),
    "Photovoltaics or charging": _l("Photovoltaics or charging"),
    "Power sources": _l("Power sources"),
    "Rank by annual sales": _l("Rank by annual sales"),
    "Reason": _l("Reason"),
    "Reason for the tier": _l("Reason for the tier"),
    "Supply voltage (kV)": _l("Supply voltage (kV)"),
    "Tier": _l("Tier"),
}
"""What decisions ask for and give, by the labels of their tables' columns."""


def source_of(source: str, edition: str) -> str:
    """Return where a limit comes from; its edition is told too where the source does not say it."""
    parts = [word(SOURCES, source)]
    if not (source in SOURCES and edition in EDITIONS):
        parts.append(edition)
    return " · ".join(part for part in parts if part)


def decision(name: str) -> str:
    """Return what a decision is called."""
    return word(DECISIONS, name)


def asked(label: str) -> str:
    """Return what a column of a decision table asks for."""
    return word(INPUTS, label)
