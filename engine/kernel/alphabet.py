"""Names in the order in which people look them up: Chinese ones by pinyin, numbers by value.

A key is plain ASCII that compares byte by byte, so that memory, SQLite and PostgreSQL agree
whatever the collation. Names that are read alike stand together, by their characters.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

LONGEST: Final = 400
_SAID: Final = 280
"""Letters of a key that come from how a name is read; what is alike that far stands by the rest."""
_DIGITS: Final = 12
_PIECE: Final = re.compile(r"[0-9]+|[a-z]+|[^\x00-\x7f]+")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}")
_SURNAMES: Final = {
    "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2",
    "单于": "chan2 yu2", "令狐": "ling2 hu2",
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "区": "ou1", "查": "zha1",
    "任": "ren2", "华": "hua4", "盖": "ge3", "朴": "piao2", "翟": "zhai2", "乐": "yue4",
    "缪": "miao4", "黑": "he4", "折": "she2", "秘": "bi4", "种": "chong2", "召": "shao4",
    "繁": "po2", "覃": "qin2", "员": "yun4", "冼": "xian3", "洗": "xian3", "宁": "ning4",
    "纪": "ji3", "燕": "yan1", "卜": "bu3", "尹": "yin3", "谌": "chen2", "车": "che1",
    "牟": "mou4", "那": "na1", "幺": "yao1", "佴": "nai4", "晁": "chao2", "逄": "pang2",
}  # fmt: skip
"""Family names that are read in another way than the same character elsewhere, or might be."""
_PHRASES: Final = {
    "重庆": "chóng qìng", "六安": "lù ān", "番禺": "pān yú", "蚌埠": "bèng bù", "铅山": "yán shān",
    "东阿": "dōng ē", "厦门": "xià mén", "大厦": "dà shà", "单县": "shàn xiàn", "长子": "zhǎng zǐ",
    "台州": "tāi zhōu", "天台": "tiān tāi", "乐清": "yuè qīng", "乐亭": "lào tíng",
    "燕山": "yān shān", "洪洞": "hóng tóng", "涡阳": "guō yáng", "闽侯": "mǐn hòu",
    "朝阳": "cháo yáng", "银行": "yín háng", "行业": "háng yè", "会计": "kuài jì",
    "调度": "diào dù", "给水": "jǐ shuǐ", "供给": "gōng jǐ", "重工": "zhòng gōng",
    "音乐": "yīn yuè", "乐器": "yuè qì", "成长": "chéng zhǎng", "校准": "jiào zhǔn",
}  # fmt: skip
"""Places and words of trades in which a character is read in its rarer way."""


@lru_cache(4096)
def name_key(name: str) -> str:
    """Return what a name is put in order by: its reading, then its characters; ASCII.

    A name of two to four Chinese characters is taken for a person's and its family name read so.
    Letters count without capitals and accents, digits by value, signs and spaces not at all.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    surname, rest = _surname(plain)
    said = [surname] if surname else []
    for piece in _PIECE.findall(_letters(rest)):
        said.append(_read(piece))
    reading = " ".join(said)[:_SAID]
    return f"{reading}|{''.join(f'{ord(letter):x}.' for letter in plain)}"[:LONGEST]


def _surname(name: str) -> tuple[str, str]:
    """Return how the family name of a person is read, and what follows; nothing of others."""
    if _HAN.fullmatch(name):
        for length in (2, 1):
            found = _SURNAMES.get(name[:length])
            if found and len(name) > length and len(name) <= length + 2:
                return found, name[length:]
    return "", name


def _letters(text: str) -> str:
    """Return a text without capitals, and without accents on letters that have them."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _read(piece: str) -> str:
    if piece.isdigit():
        return (piece.lstrip("0") or "0").rjust(_DIGITS, "0")
    return piece if piece.isascii() else _pinyin()(piece)


@lru_cache(1)
def _pinyin() -> Callable[[str], str]:
    """Return how Chinese is read, loaded when it is first needed.

    The library's phrases take 44 MB of each process; `_PHRASES` has those that names need, and its
    characters alone take 13.
    """
    os.environ["PYPINYIN_NO_PHRASES"] = "true"
    from pypinyin import Style, lazy_pinyin, load_phrases_dict  # noqa: PLC0415

    load_phrases_dict({word: [[one] for one in said.split()] for word, said in _PHRASES.items()})

    def read(text: str) -> str:
        found = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=_unread)
        return " ".join(one for one in found if one)

    return read


def _unread(text: str) -> str:
    """Return a key for letters that have no pinyin: behind all that has, by their numbers."""
    return " ".join(f"~{ord(letter):06x}" for letter in text if letter.isalnum())
