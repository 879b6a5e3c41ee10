"""Reading a file of customers: encodings, headers, cells, and what is said of each flaw."""

import pytest

from engine.customers.errors import FileRefused
from engine.customers.importing.reading import MOST_FLAWS, read_file

CELLS = {
    "户号": "3704810001",
    "户名": "洪绪铸造有限公司",
    "电压等级": "交流10kV",
    "合同容量(kVA)": "2000",
    "年售电量(万kWh)": "125.5",
    "供电线路": "10kV创业线;10kV东郭线",
    "电源数": "双电源",
    "重要性等级": "二级",
    "客户经理": "张伟",
    "联系人": "王建国",
    "联系电话": "13800000001",
}
FILE = f"{','.join(CELLS)}\n{','.join(CELLS.values())}\n"


def flaws(text, encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    with pytest.raises(FileRefused) as refused:
        read_file(content)
    return [(f.line, f.column, f.code) for f in refused.value.flaws]


def only(text, encoding="utf-8"):
    (row,) = read_file(text.encode(encoding)).rows
    return row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_a_station_exports_says_the_same(encoding):
    row = only(FILE, encoding)
    assert row.line == 2
    assert dict(row.facts) == {
        "account_no": "3704810001",
        "name": "洪绪铸造有限公司",
        "voltage_kv": "10",
        "capacity_kva": 2000,
        "annual_sales_kwh": 1_255_000,
        "lines": ("10kV创业线", "10kV东郭线"),
        "sources": 2,
        "circuits": 2,
        "importance_grade": "second",
        "manager": "张伟",
    }
    assert (row.contact.name, row.contact.phone) == ("王建国", "13800000001")


def test_headers_may_be_english_and_cells_have_commas_between_thousands():
    text = (
        "Account No.,Customer name,Voltage (kV),Annual sales (kWh),Importance\r\n"
        '12,"Baker, Sons & Co.",0.38,"1,234,567",none\r\n'
    )
    assert dict(only(text).facts) == {
        "account_no": "12",
        "name": "Baker, Sons & Co.",
        "voltage_kv": "0.38",
        "annual_sales_kwh": 1_234_567,
        "importance_grade": "none",
    }


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_columns_may_be_divided_by_semicolons_or_tabs(delimiter):
    assert only(f"户号{delimiter}户名\n1{delimiter}甲\n").facts["name"] == "甲"


@pytest.mark.parametrize(
    ("cell", "kv"), [("380V", "0.38"), ("0.38kV", "0.38"), ("１０ kV", "10"), ("35千伏", "35")]
)
def test_a_voltage_is_read_as_stations_write_it(cell, kv):
    assert only(f"户号,户名,电压等级\n1,甲,{cell}\n").facts["voltage_kv"] == kv


def test_what_a_row_leaves_empty_is_not_told():
    assert dict(only("户号,户名,合同容量(kVA)\n1,甲,\n").facts) == {"account_no": "1", "name": "甲"}
    assert dict(only("户号,户名,合同容量(kVA)\n1,甲\n").facts) == {"account_no": "1", "name": "甲"}


def test_columns_that_say_nothing_are_named_and_left_out():
    assert read_file("户号,户名,台区\n1,甲,3\n".encode()).ignored == ("台区",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("户号,户名\n1,甲\n,乙\n", [(3, "户号", "missing")]),
        ("户号,户名\n1,甲\n1,乙\n", [(3, "户号", "twice")]),
        ("户号,户名,电源数\n1,甲,许多\n", [(2, "电源数", "not-one-of")]),
        ("户号,户名,重要性等级\n1,甲,五级\n", [(2, "重要性等级", "not-one-of")]),
        ("户号,户名,容量(kVA)\n1,甲,很大\n", [(2, "容量(kVA)", "not-a-number")]),
        ("户号,户名,容量(kVA)\n1,甲,31.5\n", [(2, "容量(kVA)", "not-whole")]),
        ("户号,户名,容量(kVA)\n1,甲,1e9\n", [(2, "容量(kVA)", "not-a-number")]),
        ("户号,户名,电压等级\n1,甲,高压\n", [(2, "电压等级", "not-one-of")]),
        ("户号,户名\n1,甲,多余\n", [(2, "", "too-many-cells")]),
        ('户号,户名\n1,"甲\n乙,丙\n', [(2, "", "broken")]),
        ("户号,台区\n1,甲\n", [(1, "户名", "column-missing")]),
        ("户号,户名,户号\n1,甲,2\n", [(1, "户号", "column-twice")]),
        ("甲,乙\n1,2\n", [(1, "", "no-header")]),
        ("", [(1, "", "no-header")]),
        (b"\xff\xfe\x00", [(1, "", "unreadable")]),
        ("户号,户名\n1,甲\n".encode() + b"2,\xff\xff\n", [(3, "", "unreadable")]),
        (b"PK\x03\x04\x00\x00", [(1, "", "unreadable")]),
    ],
)
def test_each_flaw_is_told_by_line_and_column(text, expected):
    assert flaws(text) == expected


def test_lines_are_counted_as_an_editor_does():
    text = '户号,户名,地址\n1,甲,"一楼\n二楼"\n\n2,乙,三楼\n,丙,\n'
    assert flaws(text) == [(6, "户号", "missing")]


def test_all_flaws_are_counted_and_the_first_are_listed():
    rows = "".join(f"{n},甲,x\n" for n in range(MOST_FLAWS + 20))
    with pytest.raises(FileRefused) as refused:
        read_file(f"户号,户名,回路数\n{rows}".encode())
    assert refused.value.count == MOST_FLAWS + 20
    assert len(refused.value.flaws) == MOST_FLAWS
