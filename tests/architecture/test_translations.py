"""Every sentence of a page exists in Chinese, and no page says one that cannot be translated."""

import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import nodes

from tests.conftest import ROOT, need
from webui.app import create_app
from webui.pages import Pages
from webui.shared.settings import WebSettings

WEB = ROOT / "webui"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
FOLDERS = sorted(path.parent.name for path in WEB.glob("*/templates"))
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None,
            "ngettext": (1, 2), "_n": (1, 2), "pgettext": ((1, "c"), 2)}  # fmt: skip
NAMES = {"yekuo", "业扩"}
"""What is the same in every language."""


def said(folder):
    """The sentences a folder of the web says."""
    found = extract_from_dir(str(WEB / folder), METHODS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def catalogues():
    for path in sorted(WEB.glob("*/translations/zh_Hans_CN/LC_MESSAGES/messages.po")):
        yield path, read_po(BytesIO(path.read_bytes()), locale="zh_Hans_CN", abort_invalid=True)


def chinese():
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for _, catalogue in catalogues()
        for message in catalogue
        if message.id
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sentence_has_its_chinese(folder):
    known = chinese()
    missing = [text for text in said(folder) if text not in known or not known[text].string]
    assert missing == []


def test_no_translation_is_marked_unsure_or_lacks_a_place():
    def places(text):
        return set(re.findall(r"%\((\w+)\)s", text))

    for message in chinese().values():
        assert not message.fuzzy, message.id
        english = message.id if isinstance(message.id, str) else message.id[1]
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert places(text) == places(english), message.id


def test_one_english_sentence_has_one_chinese():
    known = {}
    for path, catalogue in catalogues():
        for message in catalogue:
            if message.id:
                other, text = known.setdefault(str(message.id), (path, message.string))
                assert text == message.string, f"{message.id!r} differs in {path} and {other}"


@pytest.fixture(scope="module")
def environment():
    app = create_app(object(), WebSettings(secret_key=b"sixteen bytes and more"), Pages())
    return app.jinja_env


def texts(environment, path):
    """What a template writes as it stands: the text between tags and the attributes people read."""
    tree = environment.parse(path.read_text("utf-8"))
    # An expression may stand anywhere, also within a tag: a mark keeps its place.
    pieces = []
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            pieces.append(node.data if isinstance(node, nodes.TemplateData) else "\x00")
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", "".join(pieces))
    shown = re.sub(r"(?s)<[^>]*>", "\n", page).splitlines()
    shown += re.findall(r'(?:title|placeholder|aria-label|alt)="([^"\x00]*)"', page)
    return [text.replace("\x00", "").strip() for text in shown]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_says_nothing_that_cannot_be_translated(environment, path):
    for text in texts(environment, path):
        words = {word.strip(string.punctuation) for word in text.split()} - NAMES
        assert not [word for word in words if any(letter.isalpha() for letter in word)], text


WORDS = (WEB / "frontend/src/lib/words.js").read_text("utf-8")
QUOTED = r"""(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""


def keys_of_words():
    found = re.finditer(rf"^  (?:{QUOTED}|(\w+)):", WORDS, re.MULTILINE)
    return {next(text for text in match.groups() if text is not None) for match in found}


def test_what_our_scripts_say_has_its_chinese():
    said = set()
    for path in sorted((WEB / "frontend/src").rglob("*.js")):
        for match in re.finditer(rf"\bsay\(\s*{QUOTED}", path.read_text("utf-8")):
            said.add(match[1] or match[2])
    assert len(said) > 10
    assert said - keys_of_words() == set()


def test_what_form_js_says_has_its_chinese():
    library = WEB / "frontend/node_modules/@bpmn-io/form-js-viewer/dist/index.es.js"
    need(library.is_file(), "the front end's packages (python hatch_build.py)")
    text = Path(library).read_text("utf-8")
    said = {m[1] or m[2] for m in re.finditer(rf"\b_?translate\({QUOTED}", text)} - {"HELLO {you}"}
    assert len(said) > 35
    assert said - keys_of_words() == set()
