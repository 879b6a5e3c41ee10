import time

import pytest

from engine.kernel.xml import MAX_BYTES, UnreadableFile, parse_xml

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<lolz>&b;</lolz>"""


def refusal(raw):
    with pytest.raises(UnreadableFile) as caught:
        parse_xml(raw, "x.bpmn")
    assert caught.value.file == "x.bpmn"
    return caught.value


def test_a_plain_file_is_read():
    assert (
        parse_xml(b'<?xml version="1.0" encoding="UTF-8"?><a><b id="1"/></a>')[0].get("id") == "1"
    )


def test_a_byte_order_mark_and_chinese_are_read():
    assert parse_xml("\ufeff<a name='业扩'/>".encode()).get("name") == "业扩"


def test_an_entity_bomb_is_refused_where_its_document_type_stands():
    error = refusal(BOMB)
    assert (error.reason, error.line, error.column) == ("dtd", 2, 1)


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<?xml version="1.0"?><!-- c --><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!-- <a/> --> <?pi?> <!DOCTYPE a PUBLIC "p" "http://example.org/a.dtd"><a/>',
    ],
)
def test_external_entities_are_refused_before_parsing(raw):
    assert refusal(raw).reason == "dtd"


def test_the_words_of_a_document_type_in_a_text_are_harmless():
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE a>]]></a>").text == "<!DOCTYPE a>"


def test_an_undeclared_entity_is_not_xml():
    assert refusal(b"<a>&secret;</a>").reason == "not-xml"


def test_what_is_too_large_is_refused_at_once():
    raw = b"<a>" + b"x" * 50_000_000 + b"</a>"
    began = time.thread_time()
    assert refusal(raw).reason == "too-large"
    assert time.thread_time() - began < 0.1


def test_the_largest_file_allowed_is_read():
    parse_xml(b"<a>" + b"<b/>" * ((MAX_BYTES - 7) // 4) + b"</a>")


@pytest.mark.parametrize("depth", [201, 300, 100_000])
def test_deep_nesting_is_refused(depth):
    assert refusal(b"<a>" * depth + b"</a>" * depth).reason == "too-deep"


def test_ordinary_nesting_is_read():
    parse_xml(b"<a>" * 100 + b"</a>" * 100)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04\x14\x00", "not-xml"),
        (b"{}", "not-xml"),
        (b"<a", "not-xml"),
        (b"<a></b>", "not-xml"),
        (b"<a/><b/>", "not-xml"),
        (b"<a>\xff\xfe</a>", "encoding"),
        ("<a/>".encode("utf-32"), "encoding"),
        ("<a/>".encode("utf-16")[:-1], "encoding"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="GBK"?><a>\xff</a>', "encoding"),
        (b'<?xml version="1.0" encoding="UTF-16"?><a/>', "encoding"),
        (b"<a>\x00</a>", "not-xml"),
    ],
)
def test_what_is_not_readable_says_why(raw, reason):
    assert refusal(raw).reason == reason


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-8", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("GB18030", "gb18030"),
        ("gb2312", "gbk"),
        ("GBK", "gbk"),
        ("Big5", "big5"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_shows_or_declares(declared, encoding):
    text = f'<?xml version="1.0" encoding="{declared}"?><a>文件</a>'
    assert parse_xml(text.encode(encoding)).text == "文件"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_no_encoding_hides_a_document_type(encoding):
    text = f'<?xml version="1.0" encoding="{encoding[:6]}"?><!DOCTYPE a><a/>'
    if encoding == "gb18030":
        text = text.replace("gb1803", "gb18030")
    assert refusal(text.encode(encoding)).reason == "dtd"


def test_a_syntax_error_says_where():
    error = refusal(b"<a>\n  <b>\n</a>")
    assert (error.reason, error.line) == ("not-xml", 3)


def test_a_wrong_byte_says_where():
    error = refusal(b"<a>\n  \xff</a>")
    assert (error.line, error.column) == (2, 3)
