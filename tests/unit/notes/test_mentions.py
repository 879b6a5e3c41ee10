import pytest

from engine.cases.comments.mentions import find

NAMES = {
    "manager": ("Zhang Wei", "张伟"),
    "manager2": ("Zhang Weiming", "张伟明"),
    "chief-manager": ("Zhou Haiyan", "周海燕"),
    "li.na": ("Li Na", "李娜"),
    "li.na2": ("Li Na", "李娜"),
}


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("@manager", ["manager"]),
        ("see @manager, please", ["manager"]),
        ("@manager.", ["manager"]),
        ("@MANAGER", ["manager"]),
        ("@manager2", ["manager2"]),
        ("@manager22", []),
        ("@manager-x", []),
        ("@manager.com", []),
        ("a@manager", []),
        ("@@manager", ["manager"]),
        ("@chief-manager", ["chief-manager"]),
        ("＠周海燕看一下", ["chief-manager"]),
        ("请@张伟明处理", ["manager2"]),
        ("请@张伟处理", ["manager"]),
        ("@Zhang Wei comes", ["manager"]),
        ("@Zhang Weiming comes", ["manager2"]),
        ("@li.na: yes", ["li.na"]),
        ("@nobody @ @", []),
        ("", []),
    ],
)
def test_who_a_text_mentions(text, logins):
    assert [sorted(each.logins) for each in find(text, NAMES)] == [[name] for name in logins]


def test_people_who_share_a_name_are_all_meant():
    (found,) = find("@李娜", NAMES)
    assert found.logins == {"li.na", "li.na2"}


def test_a_mention_says_where_it_stands():
    (found,) = find("请@张伟看", NAMES)
    assert "请@张伟看"[found.start : found.end] == "@张伟"


def test_nobody_is_called_by_an_empty_name():
    assert find("@ x", {"a": ("",)}) == ()
