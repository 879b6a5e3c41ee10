"""Fills in a form-js form as a person does: finds fields by their labels, types, chooses, ticks."""

import re

ADD = ".fjs-repeat-render-add"
ROW = ".fjs-repeat-row-container"


def fill(scope, components, values):
    """Fill in the answers to `components` within `scope`, top to bottom; leave the others."""
    for words in components:
        if (value := values.get(words.key)) is not None:
            _FILLERS[words.type](field_of(scope, words), words, value)


def field_of(scope, words):
    """Return the one field of a kind under a label that takes an answer."""
    label = scope.page.locator(
        "label", has_text=re.compile(rf"^\s*{re.escape(words.label)}\s*\*?\s*$")
    )
    return scope.locator(f".fjs-form-field-{words.type}:not(.fjs-readonly)").filter(has=label)


def _text(field, _words, value):
    field.locator("input, textarea").fill(str(value))


def _select(field, words, value):
    field.locator(".fjs-select-display").click()
    option = re.compile(rf"^\s*{re.escape(words.options[value])}\s*$")
    field.locator(".fjs-dropdownlist-item", has_text=option).click()


def _radio(field, words, value):
    field.get_by_label(words.options[value], exact=True).check()


def _checkbox(field, _words, value):
    field.locator("input").set_checked(value)


def _checklist(field, words, value):
    for each, label in words.options.items():
        field.get_by_label(label, exact=True).set_checked(each in value)


def _datetime(field, words, value):
    day, _, time = value.partition("T")
    year, month, date = day.split("-")
    typed = field.locator(".fjs-datepicker input[data-input]")
    typed.fill(f"{year}/{month}/{date}")
    typed.press("Enter")
    typed.press("Tab")
    if time:
        clock = field.locator(".fjs-timepicker input")
        clock.fill(time[:5])
        clock.press("Enter")
        clock.press("Tab")


def _list(field, words, rows):
    shown = field.locator(ROW)
    for number, row in enumerate(rows):
        if number == shown.count():
            field.locator(ADD).click()
        fill(shown.nth(number), words.rows, row)


_FILLERS = {
    "textfield": _text,
    "textarea": _text,
    "number": _text,
    "select": _select,
    "radio": _radio,
    "checkbox": _checkbox,
    "checklist": _checklist,
    "datetime": _datetime,
    "dynamiclist": _list,
}
