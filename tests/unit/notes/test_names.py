import pytest

from engine.cases.papers.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("用电申请书.pdf", "用电申请书.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\li\\plan.dwg", "plan.dwg"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("photo\u202efdp.exe", "photofdp.exe"),
        ('<img src="x">.png', "img src= x.png"),
        ("  .. .pdf", "pdf"),
        ("", "file"),
        ("...", "file"),
        ("/", "file"),
        ("con.txt", "_con.txt"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("console.txt", "console.txt"),
        ("a" * 500 + ".pdf", "a" * (LONGEST - 4) + ".pdf"),
        ("a." + "x" * 500, "a." + "x" * 20),
    ],
)
def test_what_a_file_is_called(sent, name):
    assert clean_name(sent) == name
    assert len(clean_name(sent)) <= LONGEST
