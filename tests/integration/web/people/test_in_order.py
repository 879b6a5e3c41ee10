"""People to choose from stand in the order of pinyin (in English: of letters), not of code points.

The small station has Chen Jing, Li Wenbo, Liu Yang, Ma Chao, Sun Jianjun, Wang Lei,
Wu Xiaomei, Zhang Wei, Zhao Min, Zhou Haiyan.
"""

import re

import pytest

from engine.api import FilterChoices, PossibleHolders
from tests.integration.web.screen import Screen

BY_PINYIN = ["陈静", "李文博", "刘洋", "马超", "孙建军", "王磊", "吴晓梅", "张伟", "赵敏", "周海燕"]
BY_LETTERS = [
    "Chen Jing", "Li Wenbo", "Liu Yang", "Ma Chao", "Sun Jianjun", "Wang Lei", "Wu Xiaomei",
    "Zhang Wei", "Zhao Min", "Zhou Haiyan",
]  # fmt: skip


def options(page, name):
    """The texts of a select's options, without what stands behind a person's name."""
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    found = re.findall(r"<option[^>]*>([^<]*)</option>", select)
    return [text.split(" · ")[0].strip() for text in found]


def of(known, found):
    """What is found of the known names, in the order in which it is found."""
    return [name for name in found if name in known]


@pytest.mark.parametrize(("language", "known"), [("zh", BY_PINYIN), ("en", BY_LETTERS)])
def test_who_may_stand_in_for_somebody_and_who_is_away(small, language, known):
    page = Screen(small.app, "director", language).page("/absences/new")
    people = of(known, options(page, "person"))
    able = of(known, options(page, "substitute"))
    assert len(people) > 5
    assert len(able) > 5
    for found in (people, able):
        assert found == of(found, known)


@pytest.mark.parametrize(("language", "known"), [("zh", BY_PINYIN), ("en", BY_LETTERS)])
def test_to_whom_a_task_may_be_given_whom_it_is_meant_for_first(small, language, known):
    (task,) = small.open_tasks(small.start()).values()
    query = PossibleHolders(actor="director", task=task, language=language)
    found = small.engine.query(query)
    for meant in (True, False):
        names = of(known, [one.person.name for one in found if one.meant is meant])
        assert len(names) > 1
        assert names == of(names, known)


@pytest.mark.parametrize(("language", "known"), [("zh", BY_PINYIN), ("en", BY_LETTERS)])
def test_managers_of_a_filter(small, language, known):
    choices = small.engine.query(FilterChoices(actor="director", language=language))
    names = [person.name for person in choices.managers]
    assert len(names) == 3
    assert names == of(names, known)


def test_to_which_manager_a_customer_may_be_given(small):
    small.start()
    page = Screen(small.app, "director", "zh").page("/customers/1/manager")
    names = of(BY_PINYIN, options(page, "manager"))
    assert names == ["李文博", "张伟", "周海燕"]
