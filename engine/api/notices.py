"""What people are told, and how they wish to hear of it."""

from engine.cases.telling.messages import (
    Letter,
    Notices,
    NoticeView,
    OneNotice,
)
from engine.notify.kinds import (
    BadChoice,
    UnknownNotice,
)
from engine.notify.kinds import How as NoticeHow
from engine.notify.kinds import Kind as NoticeKind
from engine.notify.mail.message import Written
from engine.notify.messages import (
    ChooseNotices,
    MarkNotice,
    MarkNotices,
    NoticeChoices,
    UnreadNotices,
)

__all__ = [
    "BadChoice",
    "ChooseNotices",
    "Letter",
    "MarkNotice",
    "MarkNotices",
    "NoticeChoices",
    "NoticeHow",
    "NoticeKind",
    "NoticeView",
    "Notices",
    "OneNotice",
    "UnknownNotice",
    "UnreadNotices",
    "Written",
]
