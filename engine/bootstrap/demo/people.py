"""Who works at the demo station. Each signs in by the name of their role; all have one password."""

from __future__ import annotations

from engine.identity.users import Role, User
from engine.kernel.ids import StationId, UserId

PASSWORD = "demo"  # noqa: S105  public on purpose, and for the demo's database alone

_ROWS: tuple[tuple[str, str, str, Role, tuple[str, ...]], ...] = (
    ("chief-manager", "Zhou Haiyan", "周海燕", Role.CHIEF_MANAGER, ("customer-managers",)),
    ("senior-manager", "Li Wenbo", "李文博", Role.SENIOR_MANAGER, ("customer-managers",)),
    ("manager", "Zhang Wei", "张伟", Role.MANAGER, ("customer-managers",)),
    ("director", "Sun Jianjun", "孙建军", Role.DIRECTOR, ("director",)),
    ("section-chief", "Wu Xiaomei", "吴晓梅", Role.SECTION_CHIEF, ("section-chief",)),
    ("specialist", "Zhao Min", "赵敏", Role.SPECIALIST, ("specialist",)),
    ("development", "Wang Lei", "王磊", Role.DEPARTMENT, ("development",)),
    ("operations", "Ma Chao", "马超", Role.DEPARTMENT, ("operations",)),
    ("dispatch", "Chen Jing", "陈静", Role.DEPARTMENT, ("dispatch",)),
    ("marketing", "Liu Yang", "刘洋", Role.DEPARTMENT, ("marketing",)),
    ("auditor", "Xu Ming", "徐明", Role.AUDITOR, ()),
    ("designer", "He Fang", "何芳", Role.DESIGNER, ()),
    ("admin", "Administrator", "系统管理员", Role.ADMINISTRATOR, ()),
)


def people(station: StationId) -> tuple[User, ...]:
    """Return everybody, the administrator last."""
    return tuple(
        User(
            id=UserId(login),
            station=station,
            name=name,
            name_zh=name_zh,
            roles=frozenset({role}),
            groups=frozenset(groups),
        )
        for login, name, name_zh, role, groups in _ROWS
    )
