"""What each refusal means on the web: a status, and a sentence in the reader's language.

The engine's errors carry data; this table, with its parts beside it, alone turns them
into words. A sentence says what happened, what it means and what to do.
"""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import (
    BadPlace,
    BadWork,
    CaseMoved,
    DeploymentRefused,
    ElementFailed,
    Forbidden,
    FormRejected,
    GoesRound,
    NoIncident,
    NoJob,
    NotWaiting,
    StoreBusy,
    StoreFull,
    StoreUnavailable,
    TaskAlreadyClaimed,
    TaskClosed,
    UnknownCase,
    UnknownDecision,
    UnknownForm,
    UnknownProcess,
    UnknownTask,
    WorkGone,
    YekuoError,
)
from webui.shared.errors import crossing, customers, lists, notes, operating, people
from webui.shared.errors.answer import Answer
from webui.shared.languages import language
from webui.shared.moments import moment


def _forbidden(_error: Forbidden) -> str:
    return str(_("Your role does not allow this. If you need it, ask the administrator."))


def _unknown_case(error: UnknownCase) -> str:
    return str(_("There is no case %(case)s, or it is not one of yours.", case=error.case))


def _unknown_task(error: UnknownTask) -> str:
    return str(_("There is no task %(task)s, or it is not one of yours.", task=error.task))


def _unknown_process(error: UnknownProcess) -> str:
    return str(
        _(
            "No process “%(process)s” is in use at this station. A designer can put it in use.",
            process=error.process,
        )
    )


def _in_language(name: str, chinese: str) -> str:
    return chinese if chinese and language() == "zh" else name


def _claimed(error: TaskAlreadyClaimed) -> str:
    return str(
        _(
            "%(name)s has taken this task. It is back for others when %(name)s releases it.",
            name=_in_language(error.holder_name, error.holder_name_zh),
        )
    )


def _closed(error: TaskClosed) -> str:
    if error.by_name is None:
        return str(
            _(
                "This task went away on %(at)s: the case took another path. Nothing was sent.",
                at=moment(error.at),
            )
        )
    return str(
        _(
            "%(name)s completed this task on %(at)s. Your entries were not used.",
            name=_in_language(error.by_name, error.by_name_zh),
            at=moment(error.at),
        )
    )


def _form_rejected(_error: FormRejected) -> str:
    return str(_("Some fields need your attention. Everything you typed is still here."))


def _moved(_error: CaseMoved) -> str:
    return str(_("The case changed at the same moment. Nothing was lost: please send it again."))


def _element_failed(error: ElementFailed) -> str:
    return str(
        _(
            "The process cannot go on at “%(name)s” (%(element)s): %(reason)s. "
            "Your entries were not used; the designer of the process must mend it.",
            name=error.name,
            element=error.element,
            reason=error.reason,
        )
    )


def _goes_round(error: GoesRound) -> str:
    return str(
        _(
            "The process would go round at “%(name)s” (%(element)s) without ever waiting for "
            "anybody. Your entries were not used; the designer of the process must mend it.",
            name=error.name or error.element,
            element=error.element,
        )
    )


def _no_incident(_error: NoIncident) -> str:
    return str(_("What failed here is mended already, or the case went on without it."))


def _work_gone(error: WorkGone) -> str:
    return str(
        _(
            "The work %(job)s is not yours (any more). Nothing was changed.",
            job=error.job,
        )
    )


def _bad_work(error: BadWork) -> str:
    return str(_("%(part)s cannot be “%(found)s”.", part=error.part, found=error.found))


def _no_job(error: NoJob) -> str:
    return str(_("Job %(job)s does not wait for anybody (any more).", job=error.job))


def _not_waiting(error: NotWaiting) -> str:
    return str(_("The case does not wait for “%(what)s” (any more).", what=error.what))


def _unknown_form(error: UnknownForm) -> str:
    return str(_("No form “%(form)s” is in use. A designer can put it in use.", form=error.form))


def _unknown_decision(error: UnknownDecision) -> str:
    return str(
        _(
            "No decision “%(decision)s” is in use. A designer can put it in use.",
            decision=error.decision,
        )
    )


def _deployment_refused(error: DeploymentRefused) -> str:
    return str(
        _(
            "Nothing was deployed: %(count)s problems were found in the files.",
            count=len(error.problems),
        )
    )


def _unavailable(_error: StoreUnavailable) -> str:
    return str(
        _(
            "The database cannot be reached at the moment. What you sent last may have been kept "
            "or not, never half of it: try again in a minute and look. The administrator must see "
            "to it if it lasts."
        )
    )


def _full(_error: StoreFull) -> str:
    return str(
        _(
            "The disk of the station is full. Nothing was changed. Tell the administrator; when "
            "there is room again, send it again."
        )
    )


def _busy(_error: StoreBusy) -> str:
    return str(_("The station is busy. Nothing was changed: please send it again."))


def _bad_place(_error: BadPlace) -> str:
    return str(_("This link into the list is not valid. Start again at the top of the list."))


TABLE: dict[type[YekuoError], Answer] = {
    Forbidden: Answer(403, _forbidden),
    UnknownCase: Answer(404, _unknown_case),
    UnknownTask: Answer(404, _unknown_task),
    UnknownProcess: Answer(404, _unknown_process),
    TaskAlreadyClaimed: Answer(409, _claimed),
    TaskClosed: Answer(409, _closed),
    UnknownForm: Answer(404, _unknown_form),
    UnknownDecision: Answer(404, _unknown_decision),
    BadPlace: Answer(400, _bad_place),
    CaseMoved: Answer(409, _moved),
    StoreBusy: Answer(503, _busy),
    StoreUnavailable: Answer(503, _unavailable),
    StoreFull: Answer(503, _full),
    NotWaiting: Answer(409, _not_waiting),
    FormRejected: Answer(422, _form_rejected),
    DeploymentRefused: Answer(422, _deployment_refused),
    ElementFailed: Answer(422, _element_failed),
    GoesRound: Answer(422, _goes_round),
    NoIncident: Answer(409, _no_incident),
    NoJob: Answer(404, _no_job),
    WorkGone: Answer(409, _work_gone),
    BadWork: Answer(422, _bad_work),
    **crossing.TABLE,
    **lists.TABLE,
    **customers.TABLE,
    **notes.TABLE,
    **operating.TABLE,
    **people.TABLE,
}


def answer_for(error: YekuoError) -> tuple[int, str]:
    """Return status and sentence of an error. Raises LookupError for one the table lacks."""
    for kind in type(error).__mro__:
        if found := TABLE.get(kind):
            return found.status, found.say(error)
    msg = f"{type(error).__name__} is missing in the table of errors"
    raise LookupError(msg)
