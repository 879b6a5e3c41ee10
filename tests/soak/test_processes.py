import pytest

from tests.acceptance.served import until
from tests.soak.processes import serving


def a_check_that_fails(folder):
    with serving(folder, f"sqlite:///{folder / 'store.sqlite3'}") as served:
        web = served.nurseries["web"]
        web.start(wrong="no number")  # nothing it could do, so it says why and dies
        until(lambda: "ValueError" in web.said.read_text(encoding="utf-8"), "what it says")
        raise AssertionError("a check failed")


def test_when_a_check_fails_what_the_processes_said_is_printed(tmp_path, capsys):
    with pytest.raises(AssertionError, match="a check failed"):
        a_check_that_fails(tmp_path)
    assert "'no number" in capsys.readouterr().err
