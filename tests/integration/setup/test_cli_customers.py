"""`yekuo customers import`: a file is taken wholly, or refused by line and column."""

import pytest

FILE = "户号,户名,容量(kVA),台区\n1001,洪绪铸造,2000,3\n1002,东郭冷链,1250,4\n"


@pytest.fixture(autouse=True)
def director(enter):
    enter("sun", "director")


@pytest.fixture
def file(tmp_path):
    def write(text, encoding="gb18030"):
        path = tmp_path / "客户.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_file_is_taken_once(yekuo, file):
    first = yekuo("customers", "import", file(FILE), "--as", "sun")
    assert first.exit_code == 0, first.output
    assert "2 customers: 2 entered, 0 changed, 0 as they were." in first.output
    assert "Columns not used: 台区" in first.output
    again = yekuo("customers", "import", file(FILE, "utf-8"), "--as", "sun")
    assert "2 customers: 0 entered, 0 changed, 2 as they were." in again.output


def test_a_wrong_file_is_refused_by_line_and_column(yekuo, file):
    wrong = yekuo("customers", "import", file(f"{FILE}1003,,很大,5\n"), "--as", "sun")
    assert wrong.exit_code == 2
    assert "客户.csv, line 4, column 容量(kVA): “很大” is no number" in wrong.stderr
    right = yekuo("customers", "import", file(FILE), "--as", "sun")
    assert "2 entered" in right.output


@pytest.mark.parametrize("login", ["nobody", "anna"])
def test_whoever_may_not_is_told_so(yekuo, enter, file, login):
    enter("anna", "auditor")
    refused = yekuo("customers", "import", file(FILE), "--as", login)
    assert refused.exit_code == 2
    assert "may not import customers" in refused.stderr
