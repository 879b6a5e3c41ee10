"""The forms: every field of the trade, in both languages, checked by our server as well."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.definitions.forms import Accepted, Rejected, check_form, read_form

CONNECTION = Path(__file__).resolve().parent.parent.parent / "workflows" / "connection"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
VARIABLE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
UNITS = {"kva": "(kVA)", "kw": "(kW)", "kv": "(kV)", "kwh": "(kWh)", "percent": "(%)"}
# What reads the same in both languages: "10 kV", "0.5S".
SAME = re.compile(r"[0-9.]+( kV|S)?")

# What is asked at each step, as the names of variables.
FIELDS = {
    "hv-application": """account_no customer_name business_type supply_unit address id_type
        id_number contact_name contact_phone use_class industry applied_capacity_kva load_nature
        importance_grade expected_date green_channel customer_class sources circuits equipment
        equipment_name quantity unit_kw total_kw equipment_voltage_kv phases""",
    "site-survey": """survey_dispatcher surveyors surveyed_at can_be_supplied supply_restriction
        line_works sub_supply""",
    "plan-draft": """approved_capacity_kva supply_mode supply_voltage_kv plan_version power_sources
        role operating_mode substation line source_voltage_kv source_capacity_kva entry pole_no
        property_boundary source_protection loops laying""",
    "plan-review-development": "development_opinion development_comment open_capacity_kva",
    "plan-review-operations": "operations_opinion operations_comment",
    "plan-review-dispatch": """dispatch_opinion dispatch_comment dispatch_agreement_needed
        protection_setting_needed""",
    "plan-review-marketing": """marketing_opinion marketing_comment metering_group tariff_class
        fixed_ratio_percent metering_mode basic_charge_mode ct_ratio""",
    "plan-approval": "plan_approval plan_approval_comment",
    "plan-reply": "reply_method reply_date",
    "plan-confirmation": "customer_answer customer_answer_comment plan_signer plan_signed_on",
    "fees": """fees fee_item unit_price_cny fee_quantity_kva receivable_cny fee_basis
        fees_total_cny""",
    "payment": "received_cny payment_method invoice_no",
    "grid-project": "grid_project_name grid_budget_cny",
    "grid-design": "grid_design_unit grid_design_qualification",
    "grid-construction": """grid_contractor grid_started_on grid_planned_finish grid_finished_on
        grid_late_reason""",
    "grid-ready": "grid_ready grid_settlement_cny",
    "design-papers": "design_submitter drawings_primary drawings_secondary drawings_civil",
    "design-review": "design_reviewer design_review_result",
    "intermediate-inspection": """intermediate_items item standard item_result defect
        rectification_deadline intermediate_inspection_attempt""",
    "completion-inspection": """completion_items item standard item_result defect
        rectification_deadline completion_inspection_attempt""",
    "rectification-report": "rectification_confirmer",
    "metering": "meter_spec meter_accuracy ct_accuracy",
    "meter-installation": "meters meter_no start_reading_kwh meters_installed_at",
    "energising": "energised_at",
    "archive": "account_no archive_no archive_location archive_papers archive_complete",
}


def components(schema):
    """Every component of a form, those in groups and lists too."""
    for component in schema["components"]:
        yield component
        if "components" in component:
            yield from components(component)


def every(forms):
    for name, schema in forms.items():
        for component in components(schema):
            yield name, component


def asked(schema):
    """The keys that a form asks for: not those that it only shows."""
    shown = {c["key"] for c in components(schema) if c.get("disabled")}
    keys = {c.get("key") or c.get("path") for c in components(schema)}
    return keys - {None} - shown


def test_each_form_is_named_as_its_file_and_made_for_the_platform(forms):
    for name, schema in forms.items():
        assert schema["id"] == name
        assert schema["type"] == "default"
        assert schema["schemaVersion"] == 19
        assert schema["executionPlatform"] == "Camunda Platform"


@pytest.mark.parametrize("form", FIELDS)
def test_a_step_asks_for_the_fields_of_the_trade(forms, form):
    assert set(FIELDS[form].split()) - asked(forms[form]) == set()


def test_every_text_has_its_chinese(forms):
    for name, component in every(forms):
        own = component["properties"]
        for text in ("label", "description", "text", "dateLabel", "timeLabel"):
            if text in component:
                zh = own.get(f"{text}:zh", own.get("label:zh") if text == "dateLabel" else "")
                assert CHINESE.search(zh), (name, component["id"], text)
        for option in component.get("values", []):
            zh = own.get(f"value.{option['value']}:zh", "")
            assert CHINESE.search(zh) or SAME.fullmatch(zh), (name, component["id"], option)
        if "patternErrorMessage" in component.get("validate", {}):
            assert CHINESE.search(own["patternErrorMessage:zh"])


def test_keys_are_variables_and_ids_are_unique(forms):
    for name, schema in forms.items():
        ids = [component["id"] for component in components(schema)]
        assert len(ids) == len(set(ids)), name
        for component in components(schema):
            key = component.get("key") or component.get("path")
            assert key is None or VARIABLE.fullmatch(key), (name, key)


def test_units_stand_in_the_labels(forms):
    for name, component in every(forms):
        unit = (component.get("key") or "").rsplit("_", 1)[-1]
        said = component.get("label", "")
        if unit in UNITS:
            assert UNITS[unit] in said, (name, component["key"])
            assert UNITS[unit][1:-1] in component["properties"]["label:zh"]
        if unit == "cny":
            assert "(yuan" in said, (name, component["key"])
            assert "元" in component["properties"]["label:zh"]
            assert component["decimalDigits"] == 2


def test_a_key_means_the_same_in_every_form(forms):
    kinds = {}
    for name, component in every(forms):
        if "key" in component:
            options = tuple(option["value"] for option in component.get("values", []))
            kinds.setdefault(component["key"], {})[component["type"], options] = name
    # A capacity is never a text elsewhere, a choice never has other options elsewhere.
    assert {key: kinds[key] for key in kinds if len(kinds[key]) > 1} == {}


def test_what_is_shown_again_was_asked_before(forms):
    everything = set().union(*(asked(schema) for schema in forms.values()))
    for name, component in every(forms):
        if component.get("disabled"):
            assert component["key"] in everything, (name, component["key"])


def test_the_server_reads_every_form_without_a_problem(forms):
    for name in forms:
        _, problems = check_form((CONNECTION / f"{name}.form").read_bytes(), name)
        assert problems == ()


@pytest.fixture
def answer():
    """`answer(form, values, known)` has the server judge an answer."""

    def judge(form, values, known=None):
        read = read_form((CONNECTION / f"{form}.form").read_bytes(), form)
        return read.validate(values, known or {}, now=NOW)

    return judge


def test_the_server_accepts_the_dual_source_case_and_loses_nothing(answer, case):
    known = {}
    for step in [case["start"], *case["steps"]]:
        verdict = answer(step["form"], step["values"], known)
        assert isinstance(verdict, Accepted), (step["form"], verdict)
        assert set(step["values"]) <= set(verdict.values), step["form"]
        known |= verdict.values


def test_the_exceptional_steps_are_accepted_too(answer, case, forms):
    for form, values in case["other_forms"].items():
        assert isinstance(answer(form, values), Accepted), form
    played = {step["form"] for step in [case["start"], *case["steps"]]}
    assert played | set(case["other_forms"]) == set(forms)


def said(verdict):
    assert isinstance(verdict, Rejected)
    return {error.path[0] for error in verdict.errors}


def test_a_wrong_phone_and_a_wrong_credit_code_are_refused(answer, case):
    values = case["start"]["values"]
    wrong = values | {"contact_phone": "12345", "id_number": "91370481ma3c4d5e6f"}
    assert said(answer("hv-application", wrong)) == {"contact_phone", "id_number"}


def test_an_increase_needs_its_account_number(answer, case):
    wrong = case["start"]["values"] | {"business_type": "increase"}
    assert said(answer("hv-application", wrong)) == {"account_no", "existing_capacity_kva"}


def test_a_capacity_must_be_a_whole_number_above_nothing(answer, case):
    values = case["start"]["values"]
    for wrong in (0, -5, 12.5, 100001):
        verdict = answer("hv-application", values | {"applied_capacity_kva": wrong})
        assert said(verdict) == {"applied_capacity_kva"}


def test_defects_need_a_demand_and_a_deadline(answer, case):
    values = next(s["values"] for s in case["steps"] if s["form"] == "completion-inspection")
    wrong = values | {"completion_inspection_result": "rectify"}
    assert said(answer("completion-inspection", wrong)) == {
        "rectification_demand",
        "rectification_deadline",
    }


def test_a_customer_who_wants_changes_says_which(answer):
    values = {"customer_answer": "change", "plan_signer": "王建国", "plan_signed_on": "2026-03-09"}
    assert said(answer("plan-confirmation", values)) == {"customer_answer_comment"}


def test_the_fees_must_add_up_and_be_paid_in_full(answer):
    row = {
        "fee_item": "high-reliability",
        "unit_price_cny": 220,
        "fee_quantity_kva": 1000,
        "receivable_cny": 220000,
        "fee_basis": "备用容量1000kVA",
    }
    values = {"fees_due": "yes", "fees": [row, row]}
    assert said(answer("fees", values | {"fees_total_cny": 220000})) == {"fees_total_cny"}
    assert isinstance(answer("fees", values | {"fees_total_cny": 440000}), Accepted)
    paid = {"payment_method": "transfer", "paid_on": "2026-05-19", "received_cny": 219999.99}
    assert said(answer("payment", paid, {"fees_total_cny": 220000})) == {"received_cny"}


def test_a_late_construction_must_give_its_reason(answer, case):
    values = next(s["values"] for s in case["steps"] if s["form"] == "grid-construction")
    late = values | {"grid_finished_on": "2026-05-02"}
    assert said(answer("grid-construction", late)) == {"grid_late_reason"}


def test_grid_works_that_are_not_accepted_are_not_ready(answer):
    values = {"grid_ready": False, "grid_ready_on": "2026-05-08"}
    assert said(answer("grid-ready", values)) == {"grid_ready"}
