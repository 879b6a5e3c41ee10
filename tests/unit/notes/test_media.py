"""Which files are taken, by what their first bytes say and their names end with."""

import pytest

from engine.cases.papers.media import ENDINGS, HEAD, agrees, ending_of, true_ending
from tests.support import files

TAKEN = {
    "a.pdf": files.PDF, "a.png": files.PNG, "a.jpg": files.JPEG, "a.jpeg": files.JPEG,
    "a.gif": files.GIF, "a.tif": files.TIFF, "a.tiff": files.TIFF, "a.bmp": files.BMP,
    "a.webp": files.WEBP, "a.heic": files.HEIC, "a.docx": files.DOCX, "a.xlsx": files.XLSX,
    "a.odt": files.ODT, "a.zip": files.ZIP, "a.ofd": files.archive("OFD.xml"),
    "a.doc": files.OLE, "a.xls": files.OLE, "a.ppt": files.OLE, "a.wps": files.OLE,
    "a.dwg": files.DWG, "a.dxf": files.DXF, "b.dxf": files.DXF_COMMENTED,
    "c.dxf": b"AutoCAD Binary DXF\r\n\x1a\0", "a.txt": b"plain words\n",
    "b.txt": "用电设备清单".encode("gb18030"), "c.txt": "用电".encode("utf-16"),
    "a.csv": "名称,千瓦\n水泵,30\n".encode(), "e.zip": b"PK\x05\x06" + bytes(18),
    "long.txt": ("电" * HEAD).encode()[: HEAD],
}  # fmt: skip

REFUSED = {
    "exe as pdf": ("a.pdf", files.EXE),
    "exe as text": ("a.txt", files.EXE),
    "elf as text": ("a.txt", files.ELF),
    "html as pdf": ("a.pdf", files.HTML),
    "svg as png": ("a.png", files.SVG),
    "pdf as png": ("a.png", files.PDF),
    "a program archive as a document": ("a.docx", files.archive("META-INF/MANIFEST.MF")),
    "any zip as a spreadsheet": ("a.xlsx", files.ZIP),
    "a document as an image": ("a.jpg", files.DOCX),
    "text as dwg": ("a.dwg", b"words"),
    "an old document as a new one": ("a.docx", files.OLE),
    "bytes as text": ("a.txt", bytes(range(256))),
    "a pdf after something else": ("a.pdf", b"GIF89a" + files.PDF),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_taken(name):
    assert agrees(ending_of(name), TAKEN[name][:HEAD])


@pytest.mark.parametrize("what", REFUSED)
def test_refused(what):
    name, content = REFUSED[what]
    assert not agrees(ending_of(name), content[:HEAD])


@pytest.mark.parametrize("ending", ["exe", "html", "svg", "js", "jar", "bat", "docm", "", "php"])
def test_endings_that_are_never_taken(ending):
    assert ending not in ENDINGS


def test_a_picture_under_another_pictures_name_gets_its_own():
    assert agrees("jpg", files.PNG)
    assert true_ending("jpg", files.PNG) == "png"
    assert true_ending("jpeg", files.JPEG) == "jpeg"
    assert true_ending("pdf", files.PDF) == "pdf"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("noending", ""), (".pdf", ""), ("a.", "")],
)
def test_the_ending_of_a_name(name, ending):
    assert ending_of(name) == ending
