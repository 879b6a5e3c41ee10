"""Entering and changing a customer by hand, and giving it a manager."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    AssignCustomer,
    BadCustomer,
    ChangeCustomer,
    ChooseCustomers,
    CustomerMoved,
    CustomerView,
    EnterCustomer,
    Forbidden,
    UserId,
    YekuoError,
    flaws_of,
)
from webui.customers import form as forms
from webui.customers import words
from webui.customers.form import FormShown
from webui.customers.listing import may_enter
from webui.customers.pages import read, shown
from webui.parts.forms.reading import text
from webui.parts.people import by_name
from webui.shared.errors.table import answer_for
from webui.shared.sign_in.sessions import engine, me


def install(customers: Blueprint) -> None:
    """Add the addresses."""
    customers.add_url_rule("/customers/new", "new", _new)
    customers.add_url_rule("/customers/new", "enter", _enter, methods=["POST"])
    customers.add_url_rule("/customers/<customer>/edit", "edit", _edit)
    customers.add_url_rule("/customers/<customer>/edit", "change", _change, methods=["POST"])
    customers.add_url_rule("/customers/<customer>/manager", "assigning", _assigning)
    customers.add_url_rule("/customers/<customer>/manager", "assign", _assign, methods=["POST"])


def _require_change() -> None:
    """Raise Forbidden before a form is shown to somebody who may not send it."""
    if not may_enter():
        raise Forbidden(me().id, EnterCustomer.action)


def _new() -> ResponseReturnValue:
    _require_change()
    return render_template("customers/new.html", form=forms.shown(forms.EMPTY))


def _enter() -> ResponseReturnValue:
    _require_change()
    customer, errors = forms.read(forms.EMPTY)
    try:
        if errors:
            # Not sent, yet told all that is wrong, not the numbers alone.
            raise BadCustomer(flaws_of(customer))
        entered = engine().execute(EnterCustomer(actor=me().id, customer=customer))
    except BadCustomer as error:
        form = _with(error, errors, forms.shown(customer, typed=True))
        return render_template("customers/new.html", form=form), answer_for(error)[0]
    flash(_("%(name)s is entered.", name=customer.name), "success")
    return redirect(url_for("customers.customer", customer=entered), 303)


def _edit(customer: str) -> ResponseReturnValue:
    view = read(customer)
    _require_change()
    return _page(view, forms.shown(view.customer, view.edition))


def _change(customer: str) -> ResponseReturnValue:
    _require_change()
    view = read(customer)
    wanted, errors = forms.read(view.customer)
    edition = text("edition")
    try:
        if errors:
            raise BadCustomer(flaws_of(wanted))
        engine().execute(ChangeCustomer(actor=me().id, customer=wanted, edition=edition))
    except CustomerMoved as error:
        # Shown are the values as they are now: sending them again overwrites nothing unseen.
        view = read(customer)
        form = forms.shown(view.customer, view.edition).with_errors({"": answer_for(error)[1]})
        return _page(view, form), answer_for(error)[0]
    except BadCustomer as error:
        form = _with(error, errors, forms.shown(wanted, edition, typed=True))
        return _page(view, form), answer_for(error)[0]
    flash(_("Saved."), "success")
    return redirect(url_for("customers.customer", customer=view.customer.id), 303)


def _page(view: CustomerView, form: FormShown) -> str:
    return render_template("customers/edit.html", customer=shown(view), form=form, tab="")


def _with(error: YekuoError, errors: dict[str, str], form: FormShown) -> FormShown:
    """Return the form with each refusal's sentence at the fact it is about."""
    flaws = error.flaws if isinstance(error, BadCustomer) else ()
    return form.with_errors({flaw.fact: words.flaw(flaw) for flaw in flaws} | errors)


def _require_assign(view: CustomerView) -> None:
    if "assign" not in view.may:
        raise Forbidden(me().id, AssignCustomer.action)


def _assigning(customer: str) -> ResponseReturnValue:
    view = read(customer)
    _require_assign(view)
    choices = engine().query(ChooseCustomers(actor=me().id))
    able = by_name(choices.able)
    return render_template(
        "customers/manager.html",
        customer=shown(view),
        able=able,
        chosen=view.customer.manager or "",
        tab="",
    )


def _assign(customer: str) -> ResponseReturnValue:
    view = read(customer)
    login = text("manager")
    engine().execute(
        AssignCustomer(
            actor=me().id,
            customer=view.customer.id,
            manager=UserId(login) if login else None,
        )
    )
    flash(_("Saved."), "success")
    return redirect(url_for("customers.customer", customer=view.customer.id), 303)
