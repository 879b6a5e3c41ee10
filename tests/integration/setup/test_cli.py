"""The `yekuo` command: help, clocks, refusals with their exit codes."""

import json
import re
import socket
import stat

import pytest
from click.testing import CliRunner

from engine.bootstrap import workflows_folder
from tests.conftest import ROOT
from webui.cli import places
from webui.cli.main import COMMANDS, main
from webui.cli.refusal import NotPossible
from webui.cli.server import Address, serve

# Fifteen working days from Tuesday 10 February 2026: the 11th, 12th and 13th, then the working
# Saturday 14th (4 days), the Spring Festival from the 15th to the 23rd, the 24th to the 27th (8),
# the working Saturday 28th (9), 2 to 6 March (14), and Monday the 9th, at whose end it is due.
CLOCK = {
    "limit": 15,
    "unit": "wd",
    "cutoff": None,
    "events": [{"at": "2026-02-10T10:00:00+08:00", "do": "start"}],
    "now": "2026-03-02T09:00:00+08:00",
}

EARLIER = {"at": "2026-02-09T10:00:00+08:00", "do": "stop"}


@pytest.fixture
def yekuo():
    def run(*arguments, text=None):
        return CliRunner().invoke(main, arguments, input=text, prog_name="yekuo")

    return run


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself(yekuo, name):
    done = yekuo(name, "--help")
    assert done.exit_code == 0
    assert f"Usage: yekuo {name}" in done.output


def test_the_readme_names_every_command_there_is_and_no_other():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"(?:`|bin/)yekuo ([a-z-]+)", readme)) == set(COMMANDS)


def test_an_unknown_command_is_refused(yekuo):
    done = yekuo("teleport")
    assert done.exit_code == 2
    assert "No such command 'teleport'" in done.output


def test_a_clock_is_computed(yekuo, tmp_path):
    file = tmp_path / "clock.json"
    file.write_text(json.dumps(CLOCK))
    done = yekuo("clock", str(file))
    assert done.exit_code == 0
    assert json.loads(done.output)["due"] == "2026-03-10T00:00:00+08:00"


def test_a_list_of_clocks_comes_from_standard_input(yekuo):
    done = yekuo("clock", "-", text=json.dumps([CLOCK, CLOCK]))
    assert [answer["state"] for answer in json.loads(done.output)] == ["running", "running"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"unit": "fortnight"}, "unit"),
        (
            {"events": [*CLOCK["events"], {"at": "2026-02-09T10:00:00+08:00", "do": "stop"}]},
            "event",
        ),
    ],
)
def test_a_clock_file_that_is_wrong_ends_with_a_sentence_and_2(yekuo, change, named):
    done = yekuo("clock", "-", text=json.dumps(CLOCK | change))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert re.match(rf"Error: .*{named}.*\.\n$", done.stderr)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{", b"", b"[" * 100_000, b" " * 5_000_000])
def test_a_file_that_is_no_json_text_is_refused_quickly(yekuo, tmp_path, content):
    file = tmp_path / "clock.json"
    file.write_bytes(content)
    done = yekuo("clock", str(file))
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.output


def test_a_missing_file_is_named(yekuo, tmp_path):
    done = yekuo("clock", str(tmp_path / "none.json"))
    assert done.exit_code == 2
    assert "none.json cannot be read" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "station.example"])  # noqa: S104
def test_a_demo_refuses_to_listen_beyond_this_machine(yekuo, tmp_path, host):
    done = yekuo("demo", "--host", host, "--data", str(tmp_path))
    assert done.exit_code == 2
    assert "passwords are public" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["station.sqlite3", "demo.sqlite3"])
def test_a_demos_store_is_not_served_to_others_by_another_command(yekuo, tmp_path, name):
    (tmp_path / "demo.stamp").write_text("")
    done = yekuo(
        "serve", "--host", "0.0.0.0", "--database", f"sqlite:///{tmp_path / name}",  # noqa: S104
        "--data", str(tmp_path / "elsewhere"),
    )  # fmt: skip
    assert done.exit_code == 2
    assert "passwords are public" in done.stderr


def test_a_busy_port_is_named_with_what_to_do():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        at = Address(host="127.0.0.1", port=holder.getsockname()[1])
        with pytest.raises(NotPossible, match=f"Port {at.port} of 127.0.0.1 is taken.*--port"):
            serve(lambda environ, start: [], at, proxies=0, ready=lambda: None)


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    key = places.secret_key(tmp_path / "station")
    assert len(key) == 32
    assert places.secret_key(tmp_path / "station") == key
    assert stat.S_IMODE((tmp_path / "station" / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "station").iterdir()] == ["secret-key"]


def test_the_workflows_yekuo_comes_with_are_found():
    assert (workflows_folder() / "connection" / "hv-connection.bpmn").is_file()
