"""What the columns of an export are called, and how their cells are read.

Stations export by hand from several systems, so a fact has several names. A unit stands in the
header, never in a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.customers.customers import Contact


class Unreadable(ValueError):
    """A cell that cannot be read: a flaw's code and what could stand there."""

    def __init__(self, code: str, wanted: str = "") -> None:
        """Say why."""
        super().__init__(code)
        self.code = code
        self.wanted = wanted


Read = Callable[[str], Mapping[str, Any]]
"""From a cell that is not empty to the facts it tells. Raises Unreadable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: `fact` is what it is mainly about."""

    fact: str
    read: Read


def plain(name: str) -> str:
    """Return a header as it is compared: full width as half, no blanks, no capitals."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-.:]+", "", folded)


def _text(fact: str) -> Column:
    return Column(fact=fact, read=lambda cell: {fact: cell})


def _whole(fact: str, times: int = 1) -> Column:
    def read(cell: str) -> Mapping[str, Any]:
        return {fact: whole_number(cell, times)}

    return Column(fact=fact, read=read)


def whole_number(cell: str, times: int = 1) -> int:
    """Read a whole number, with commas between thousands and full-width digits allowed.

    With `times` the cell is in another unit (万kWh: 10,000). Raises Unreadable.
    """
    written = unicodedata.normalize("NFKC", cell).replace(" ", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", written):
        written = written.replace(",", "")
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,9})?", written):
        raise Unreadable(code="not-a-number")
    try:
        number = Decimal(written) * times
    except InvalidOperation as error:
        raise Unreadable(code="not-a-number") from error
    if number != int(number):
        raise Unreadable(code="not-whole")
    return int(number)


def _code(fact: str, words: Mapping[str, str]) -> Column:
    """Return a column of a code, written as a code or as one of the trade's words for it."""
    known = {plain(word): code for word, code in words.items()}
    known |= {plain(code): code for code in words.values()}

    def read(cell: str) -> Mapping[str, Any]:
        code = known.get(plain(cell))
        if code is None:
            raise Unreadable(code="not-one-of", wanted="、".join(words))
        return {fact: code}

    return Column(fact=fact, read=read)


def _voltage(cell: str) -> Mapping[str, Any]:
    """Read a voltage in kV: `10`, `10kV`, `交流10kV`, `380V`."""
    written = "".join(unicodedata.normalize("NFKC", cell).casefold().split())
    written = written.removeprefix("交流").replace("千伏", "kv").replace("伏", "v")
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)(kv|v)?", written)
    if found is None:
        raise Unreadable(code="not-one-of", wanted="10 kV, 35 kV, 380 V")
    number = Decimal(found[1])
    in_kv = number / 1000 if found[2] == "v" else number
    return {"voltage_kv": f"{in_kv.normalize():f}"}


def _sources(cell: str) -> Mapping[str, Any]:
    """Read how a customer is supplied: a number of sources, or the trade's word for it."""
    words = {
        "单电源": {"sources": 1, "circuits": 1},
        "双电源": {"sources": 2, "circuits": 2},
        "双回路": {"sources": 1, "circuits": 2},
        "多电源": {"sources": 3, "circuits": 3},
        "single": {"sources": 1, "circuits": 1},
        "dual": {"sources": 2, "circuits": 2},
        "dualcircuit": {"sources": 1, "circuits": 2},
    }
    told = words.get(plain(cell).removesuffix("供电"))
    if told is not None:
        return told
    try:
        return {"sources": whole_number(cell)}
    except Unreadable as error:
        raise Unreadable(code="not-one-of", wanted="1, 2, 单电源, 双电源, 双回路") from error


def _lines(cell: str) -> Mapping[str, Any]:
    return {"lines": tuple(re.split(r"[;；、/|]", cell))}


def _contact(part: str) -> Column:
    return Column(fact="contacts", read=lambda cell: {f"contact.{part}": cell})


_YES_NO = {"是": "yes", "否": "no", "有": "yes", "无": "no"}

_NAMED: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (_text("account_no"), ("户号", "用户编号", "客户编号", "account no", "account number")),
    (_text("name"), ("户名", "用户名称", "客户名称", "name", "customer name", "customer")),
    (_text("address"), ("用电地址", "地址", "address")),
    (_text("industry"), ("行业", "行业分类", "行业类别", "industry")),
    (Column(fact="voltage_kv", read=_voltage),
     ("电压等级", "供电电压", "电压等级(kv)", "voltage", "voltage kv", "voltage (kv)")),
    (_whole("capacity_kva"),
     ("合同容量", "合同容量(kva)", "运行容量(kva)", "容量(kva)", "capacity", "capacity kva",
      "capacity (kva)")),
    (_whole("annual_sales_kwh"),
     ("年售电量", "年售电量(kwh)", "年用电量(kwh)", "annual sales", "annual sales kwh",
      "annual sales (kwh)")),
    (_whole("annual_sales_kwh", 10_000),
     ("年售电量(万kwh)", "年用电量(万kwh)", "年售电量(万千瓦时)", "annual sales (10 mwh)")),
    (Column(fact="lines", read=_lines),
     ("供电线路", "线路", "线路名称", "所属线路", "line", "lines", "supply line")),
    (Column(fact="sources", read=_sources),
     ("电源数", "电源数目", "供电方式", "电源类型", "sources", "power sources")),
    (_whole("circuits"), ("回路数", "circuits")),
    (_code("importance_grade",
           {"特级": "special", "一级": "first", "二级": "second", "临时性": "temporary",
            "非重要": "none", "普通": "none", "一般": "none"}),
     ("重要性等级", "重要等级", "重要客户等级", "importance", "importance grade")),
    (_code("reliability_need",
           {"较高": "high", "高": "high", "有一定要求": "some", "一般": "ordinary"}),
     ("供电可靠性需求", "可靠性需求", "reliability need", "reliability")),
    (_code("social_impact", _YES_NO),
     ("停电重大社会影响", "停电是否可能引发重大社会影响", "社会影响", "social impact")),
    (_code("new_energy",
           {"无": "none", "光伏": "pv", "光伏发电": "pv", "充电": "charging", "充电桩": "charging",
            "电动汽车充电": "charging"}),
     ("光伏或充电设施", "新能源", "新能源类型", "new energy")),
    (_code("dedicated_line", _YES_NO), ("是否专线", "专线", "dedicated line")),
    (_text("manager"), ("客户经理", "客户经理工号", "manager", "customer manager")),
    (_contact("name"), ("联系人", "主要联系人", "contact", "contact name", "contact person")),
    (_contact("duty"), ("联系人职务", "contact duty", "duty")),
    (_contact("phone"), ("联系电话", "电话", "手机", "phone", "contact phone", "telephone")),
)  # fmt: skip

COLUMNS: Mapping[str, Column] = {plain(name): column for column, names in _NAMED for name in names}
"""Every header that says something, as it is compared."""


def contact_of(told: dict[str, Any]) -> Contact | None:
    """Take the cells about the main contact out of a row's facts; None when there are none."""
    parts = {part: told.pop(f"contact.{part}", None) for part in ("name", "duty", "phone")}
    if not any(parts.values()):
        return None
    return Contact(name=parts["name"] or "", duty=parts["duty"], phone=parts["phone"])
