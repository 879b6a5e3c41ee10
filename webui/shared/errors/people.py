"""What refusals about people mean: a part of the table of errors."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import (
    BadAbsence,
    BadChoice,
    BadPerson,
    BadToken,
    LastAdministrator,
    PersonExists,
    PersonMoved,
    SessionOver,
    UnknownAbsence,
    UnknownNotice,
    UnknownUser,
    WeakPassword,
    WrongCredentials,
    WrongToken,
    YekuoError,
)
from webui.shared.errors.answer import Answer

FIELDS = {
    "login": _l("sign-in name"),
    "name": _l("name"),
    "name_zh": _l("Chinese name"),
    "roles": _l("role"),
    "groups": _l("group"),
    "language": _l("language"),
    "email": _l("mail address"),
}


def _unknown_user(error: UnknownUser) -> str:
    return str(_("There is no active person with the name “%(login)s”.", login=error.login))


def _wrong_credentials(_error: WrongCredentials) -> str:
    return str(_("The name or the password is not right. Check both and try again."))


def _bad_person(error: BadPerson) -> str:
    field = str(FIELDS.get(error.field, error.field))
    if not error.found.strip():
        return str(_("A person needs a %(field)s.", field=field))
    return str(_("“%(found)s” cannot be a %(field)s.", field=field, found=error.found))


def _weak_password(error: WeakPassword) -> str:
    return str(
        _(
            "A password has at least %(shortest)s characters, and at most %(longest)s. "
            "Several words in a row are good.",
            shortest=error.shortest,
            longest=error.longest,
        )
    )


def _person_exists(error: PersonExists) -> str:
    return str(
        _(
            "The sign-in name “%(login)s” belongs to somebody, or did. Choose another.",
            login=error.login,
        )
    )


def _person_moved(_error: PersonMoved) -> str:
    return str(
        _("Somebody else changed this person meanwhile. Nothing was saved: look at it again.")
    )


def _last_administrator(error: LastAdministrator) -> str:
    return str(
        _(
            "“%(login)s” is the only administrator. Make somebody else one first.",
            login=error.login,
        )
    )


def _session_over(_error: SessionOver) -> str:
    return str(_("You are not signed in, or your session has ended."))


def _bad_token(error: BadToken) -> str:
    match error.field:
        case "count":
            return str(_("There are %(count)s tokens already. Take one back.", count=error.found))
        case "days":
            return str(_("A token holds for 1 to 366 days."))
        case _:
            return str(_("Give the token a name by which you will know it again."))


def _wrong_token(_error: WrongToken) -> str:
    return str(_("This token is not valid: it was mistyped, taken back, or has expired."))


def _unknown_absence(_error: UnknownAbsence) -> str:
    return str(_("There is no such absence, or it is not yours to change."))


def _bad_absence(error: BadAbsence) -> str:
    other = error.other
    sentences = {
        "past": _("An absence begins today at the earliest."),
        "backwards": _("The last day must not be before the first, nor before today."),
        "too-long": _("An absence has at most %(days)s days. Check the year.", days=other),
        "overlap": _(
            "There is an absence at that time already; it begins on %(day)s. Change that one.",
            day=other,
        ),
        "over": _("This absence is over. Enter a new one."),
        "no-substitute": _("Name at least one person who stands in."),
        "too-many": _("At most %(count)s people can stand in.", count=other),
        "oneself": _("Nobody can stand in for themself. Name somebody else."),
        "unknown": _("There is no active person with the name “%(login)s”.", login=other),
        "no-tasks": _("“%(login)s” cannot stand in: the person's role does no tasks.", login=other),
        "circle": _(
            "“%(login)s” is away at that time too, and their tasks come back here. "
            "Name somebody else.",
            login=other,
        ),
    }
    return sentences.get(error.reason) or str(_("This absence cannot be entered as it is."))


def _unknown_notice(_error: UnknownNotice) -> str:
    return str(_("This message is not there. Reload the page."))


def _bad_choice(error: BadChoice) -> str:
    return str(
        _("Nobody can be told of “%(kind)s” in the way “%(how)s”.", kind=error.kind, how=error.how)
    )


TABLE: dict[type[YekuoError], Answer] = {
    UnknownUser: Answer(404, _unknown_user),
    WrongCredentials: Answer(401, _wrong_credentials),
    BadPerson: Answer(422, _bad_person),
    WeakPassword: Answer(422, _weak_password),
    PersonExists: Answer(409, _person_exists),
    PersonMoved: Answer(409, _person_moved),
    LastAdministrator: Answer(409, _last_administrator),
    SessionOver: Answer(401, _session_over),
    BadToken: Answer(422, _bad_token),
    WrongToken: Answer(401, _wrong_token),
    BadAbsence: Answer(422, _bad_absence),
    UnknownAbsence: Answer(404, _unknown_absence),
    UnknownNotice: Answer(404, _unknown_notice),
    BadChoice: Answer(422, _bad_choice),
}
