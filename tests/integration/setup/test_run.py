"""`run.py`: what it says and does before, in place of and after the long work of set-up."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project's folder in which nothing was set up; commands are noted, not run."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(run, "VAR", tmp_path / "var")
    for name in ("RUNTIME_LOCK", "TEST_LOCK"):
        lock = tmp_path / getattr(run, name).name
        lock.write_text(f"{name}==1\n")
        monkeypatch.setattr(run, name, lock)
    for name in ("pyproject.toml", "hatch_build.py"):
        (tmp_path / name).write_text("")
    frontend = tmp_path / "webui" / "frontend"
    (frontend / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "build.mjs", "src/frame.js"):
        (frontend / name).write_text("{}")
    return tmp_path


@pytest.fixture
def commands(folder, monkeypatch):
    """The steps set-up takes; the last leaves the pages' stamp, as the build hook does."""
    done = []

    def step(what, command):
        done.append(what)
        if "pages" in what:
            vendor = folder / "webui" / "static" / "vendor"
            vendor.mkdir(parents=True, exist_ok=True)
            (vendor / ".stamp").write_text("built")

    def create(place, **_):
        (place / "bin").mkdir(parents=True, exist_ok=True)
        (place / "bin" / "python").write_text("")
        done.append("environment")

    monkeypatch.setattr(run, "step", step)
    monkeypatch.setattr(run.venv, "create", create)
    return done


def test_an_old_python_is_told_what_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(run, "OLDEST_PYTHON", (99, 1))
    assert run.main([]) == 1
    said = capsys.readouterr().out
    assert "needs Python 99.1 or newer; this is 3." in said
    assert "python99.1 run.py" in said


def test_the_oldest_python_is_the_one_the_package_names():
    assert run.OLDEST_PYTHON == (3, 11)
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_file_can_be_read_by_the_pythons_it_refuses():
    source = (ROOT / "run.py").read_text("utf-8")
    assert not re.search(r"^\s*(match .*:|except\*)", source, re.MULTILINE)
    compile(source, "run.py", "exec", dont_inherit=True)
    assert "from __future__ import annotations" in source


def test_a_busy_port_is_named_before_anything_is_set_up(folder, commands, capsys):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert run.main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"Port {port} of 127.0.0.1 is taken" in said
    assert f"--port {port + 1}" in said
    assert commands == []


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        run.main([f"--port={port}"])
    assert ended.value.code == 2
    assert "is not a port between 1 and 65535" in capsys.readouterr().err


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        run.main(["sett"])
    assert ended.value.code == 2


def test_the_second_set_up_does_nothing(commands):
    run.set_up(run.RUNTIME_LOCK)
    assert commands == ["environment", "Python packages", "yekuo and its pages"]
    run.set_up(run.RUNTIME_LOCK)
    assert len(commands) == 3


def test_set_up_for_tests_serves_for_running_as_well(commands):
    run.set_up(run.TEST_LOCK)
    run.set_up(run.RUNTIME_LOCK)
    assert len(commands) == 3


@pytest.mark.parametrize(
    "file", ["requirements.lock", "webui/frontend/src/frame.js", "pyproject.toml"]
)
def test_a_changed_file_is_set_up_again_in_the_same_environment(folder, commands, file):
    run.set_up(run.RUNTIME_LOCK)
    (folder / file).write_text("changed")
    commands.clear()
    run.set_up(run.RUNTIME_LOCK)
    assert commands == ["Python packages", "yekuo and its pages"]


def test_pages_that_were_deleted_are_built_again(folder, commands):
    run.set_up(run.RUNTIME_LOCK)
    (folder / "webui/static/vendor/.stamp").unlink()
    commands.clear()
    run.set_up(run.RUNTIME_LOCK)
    assert "yekuo and its pages" in commands


def test_an_environment_of_another_python_is_made_anew(folder, commands):
    run.set_up(run.RUNTIME_LOCK)
    (folder / ".venv/.made-by").write_text("3.10")
    (folder / "requirements.lock").write_text("changed")
    commands.clear()
    run.set_up(run.RUNTIME_LOCK)
    assert commands[0] == "environment"


def test_an_interrupted_set_up_is_not_taken_for_done(folder, commands, monkeypatch):
    def interrupted(what, command):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "step", interrupted)
        assert run.main(["setup"]) == 130
    assert not run.stamped(run.RUNTIME_LOCK, run.digest())


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("NewConnectionError: Failed to establish a new connection", "Check the network"),
        ("npm error code ENOTFOUND", "Check the network"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "certificate is not trusted"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("error: something else", "Read the lines above"),
    ],
)
def test_a_failed_step_says_what_to_do(folder, capfd, words, advice):
    run.VAR.mkdir()
    with pytest.raises(run.SetupFailed, match=advice) as failure:
        run.step("Python packages", [sys.executable, "-c", f"print({words!r}); exit(1)"])
    assert words in str(failure.value)
    assert "Set-up stopped at: Python packages" in str(failure.value)
    assert words in (folder / "var" / "setup.log").read_text()


def test_two_set_ups_at_once_take_turns(folder):
    program = (
        "import run, sys, time\n"
        f"run.VAR = run.Path({str(folder / 'var')!r})\n"
        "with run.only_one_setup():\n"
        "    print('in', flush=True); time.sleep(0.3); print('out', flush=True)\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    with started[0], started[1]:
        said = [process.communicate(timeout=20)[0] for process in started]
    assert said == ["in\nout\n"] * 2


def test_it_works_from_another_folder(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "python3 run.py test" in done.stdout


def test_the_rest_of_a_test_command_goes_to_pytest():
    options, rest = run.read_command_line(["test", "tests/unit", "-k", "clock", "--port"])
    assert options.command == "test"
    assert rest == ["tests/unit", "-k", "clock", "--port"]


def test_locks_hold_hashes_and_no_host_names():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert len(pinned) > 30
        assert len(pinned) == len(re.split(r"\n(?=[\w.\[\]-]+==)", text))
        assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=[\w.\[\]-]+==)", text))
    npm = (ROOT / "webui/frontend/package-lock.json").read_text("utf-8")
    assert '"resolved"' not in npm
    assert '"integrity"' in npm


def test_the_test_lock_holds_everything_the_runtime_lock_does():
    def pins(name):
        return set(re.findall(r"^(\S+==\S+)", Path(ROOT, name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_all_tests_run_on_all_processors_and_chosen_ones_as_one_says(monkeypatch):
    commands = []
    monkeypatch.setattr(run, "set_up", lambda lock: None)
    monkeypatch.setattr(run, "run", lambda command: commands.append(command[2:]) or 0)
    run.main(["test"])
    run.main(["test", "tests/unit", "-x"])
    assert commands == [
        ["pytest", "-n", "auto", "--dist", "worksteal"],
        ["pytest", "tests/unit", "-x"],
    ]
