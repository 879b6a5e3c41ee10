"""Two forms for the fake engine, in both languages, and the one rule it checks itself."""

from __future__ import annotations

from typing import Any

from engine.api import FieldError, FormView

WORDS = {
    "en": ("Approved capacity (kVA)", "Voltage", "Remarks", "Customer", "Applied capacity (kVA)"),
    "zh": ("批准容量（kVA）", "电压等级", "备注", "户名", "申请容量（kVA）"),
}
LARGEST = 20000


def _form(
    key: str, language: str, components: list[dict[str, Any]], data: dict[str, Any]
) -> FormView:
    return FormView(
        key=key,
        process="hv-connection",
        process_name="High-voltage connection" if language == "en" else "高压新装",
        schema={"type": "default", "id": key, "schemaVersion": 19, "components": components},
        data=data,
    )


def _number(key: str, label: str) -> dict[str, Any]:
    return {"type": "number", "id": f"f-{key}", "key": key, "label": label, "decimalDigits": 0,
            "validate": {"required": True}}  # fmt: skip


def plan(language: str) -> FormView:
    """Return the supply plan's form."""
    words = WORDS[language]
    return _form("plan", language, [
        _number("approved_capacity_kva", words[0]),
        {"type": "radio", "id": "f-voltage", "key": "voltage_kv", "label": words[1],
         "values": [{"label": f"{kv} kV", "value": kv} for kv in ("10", "35", "110")]},
        {"type": "textarea", "id": "f-remarks", "key": "remarks", "label": words[2]},
    ], {"voltage_kv": "10", "remarks": "</script><b>"})  # fmt: skip


def application(language: str) -> FormView:
    """Return the application form."""
    words = WORDS[language]
    return _form("hv-application", language, [
        {"type": "textfield", "id": "f-customer", "key": "customer", "label": words[3],
         "validate": {"required": True}},
        _number("applied_capacity_kva", words[4]),
    ], {})  # fmt: skip


def errors_in(values: dict[str, Any], needed: str) -> tuple[FieldError, ...]:
    """Return what is wrong: the needed number must be there and at most LARGEST."""
    value = values.get(needed)
    if not isinstance(value, int):
        return (FieldError(path=(needed,), component=f"f-{needed}", code="required"),)
    if value > LARGEST:
        return (
            FieldError(path=(needed,), component=f"f-{needed}", code="max", data={"max": LARGEST}),
        )
    return ()
