#!/usr/bin/env python3
"""Sets yekuo up in this folder and starts its demo station.

    python3 run.py [--port N]     set up what is missing, then serve the demo on 127.0.0.1
    python3 run.py setup          only set up
    python3 run.py test [...]     set up, then run the tests; the rest goes to pytest
    python3 run.py soak [...]     set up, then the long proofs: hundreds of killed processes

Needs Python 3.11 or newer and, the first time, a network. Everything lands in this folder (.venv,
var, webui/static/vendor); nothing else on the machine is touched.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shlex
import socket
import subprocess
import sys
import time
import venv
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{SUFFIX}"
VAR = ROOT / "var"
RUNTIME_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
NO_NETWORK = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Network is unreachable",
    "NewConnectionError",
    "ConnectTimeoutError",
    "ProxyError",
    "getaddrinfo",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
)
NO_TRUST = ("CERTIFICATE_VERIFY_FAILED", "SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT")
"""What pip and npm say when they cannot reach a registry, or do not believe it."""
PROGRAMS = {"test": "pytest", "soak": "tests.soak"}
"""Commands that hand the rest of the command line to a module."""
USUALLY = {"test": ["-n", "auto", "--dist", "worksteal"]}
"""What they are given when nothing is said: all tests, on all processors. Each keeps to a stretch
of neighbours, which share what they need, and helps another when its own is done."""
HOST = "127.0.0.1"
PORT = 8000


class SetupFailed(Exception):
    """Set-up cannot go on; the message says what happened and what to do."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        found, oldest = (".".join(map(str, v)) for v in (sys.version_info[:3], OLDEST_PYTHON))
        print(f"yekuo needs Python {oldest} or newer; this is {found} ({sys.executable}).")
        print(f"Install a newer one and start again with it, for instance: python{oldest} run.py")
        return 1
    options, rest = read_command_line(arguments)
    try:
        if options.command in PROGRAMS:
            set_up(TEST_LOCK)
            wanted = rest or USUALLY.get(options.command, [])
            return run([str(PYTHON), "-m", PROGRAMS[options.command], *wanted])
        if options.command is None:
            refuse_busy_port(options.port)
        set_up(RUNTIME_LOCK)
        prepare_demo()
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again with the same command; it goes on where it was.")
        return 130
    if options.command == "setup":
        print("Set up. Start the demo station with: python3 run.py")
        return 0
    return become([yekuo(), "demo", "--port", str(options.port)])


def read_command_line(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Split the command line into our options and, for PROGRAMS, what goes on to them."""
    parser = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", choices=["setup", *PROGRAMS], help="see above")
    parser.add_argument("--port", type=port_number, default=PORT, help=f"default {PORT}")
    if arguments and arguments[0] in PROGRAMS:
        return parser.parse_args(arguments[:1]), arguments[1:]
    return parser.parse_args(arguments), []


def port_number(text: str) -> int:
    """Read a port between 1 and 65535."""
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port between 1 and 65535")
    return port


def refuse_busy_port(port: int) -> None:
    """Say so before minutes of work when somebody else listens there."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise SetupFailed(
                f"You may not listen on port {port} of {HOST}. Choose one above 1023: "
                f"python3 run.py --port {PORT}"
            ) from None
        except OSError:
            raise SetupFailed(
                f"Port {port} of {HOST} is taken by another program (perhaps yekuo already runs: "
                f"see http://{HOST}:{port}/). Stop it, or choose another port: "
                f"python3 run.py --port {port + 1 if port < 65535 else PORT}"
            ) from None


def set_up(lock: Path) -> None:
    """Bring .venv, the packages of `lock`, the pages' files and the `yekuo` command up to date.

    A stamp holds a digest of all it was made from, so a second start costs nothing. The test lock
    holds everything the runtime lock does, so its stamp serves for both.
    """
    wanted = digest()
    if stamped(lock, wanted) or (lock == RUNTIME_LOCK and stamped(TEST_LOCK, wanted)):
        return
    with only_one_setup():
        if stamped(lock, wanted):
            return
        started = time.monotonic()
        print("Setting up (the first time takes about a minute)", flush=True)
        make_environment()
        step("Python packages", pip("--require-hashes", "-r", str(lock)))
        step("yekuo and its pages", pip("--no-deps", "-e", str(ROOT)))
        stamp(lock).write_text(wanted, "utf-8")
        print(f"  ready after {time.monotonic() - started:.0f} s", flush=True)


def stamp(lock: Path) -> Path:
    """Return the file that says what the environment was made from."""
    return VENV / f".{lock.stem}.stamp"


def stamped(lock: Path, wanted: str) -> bool:
    """Tell whether the environment is whole and made from today's files."""
    file = stamp(lock)
    pages = ROOT / "webui" / "static" / "vendor" / ".stamp"
    return file.is_file() and pages.is_file() and file.read_text("utf-8") == wanted


def digest() -> str:
    """Digest all that decides about set-up, this Python and this place among it."""
    frontend = ROOT / "webui" / "frontend"
    files = [RUNTIME_LOCK, TEST_LOCK, ROOT / "pyproject.toml", ROOT / "hatch_build.py"]
    files += [frontend / name for name in ("package.json", "package-lock.json", "build.mjs")]
    files += sorted(path for path in (frontend / "src").rglob("*") if path.is_file())
    files += sorted((ROOT / "webui").glob("*/translations/*/LC_MESSAGES/*.po"))
    total = hashlib.sha256(f"{sys.version}\0{sys.base_prefix}\0{ROOT}".encode())
    for path in files:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def make_environment() -> None:
    """Create .venv; one made by another Python, or left half made, is made anew."""
    made_by = VENV / ".made-by"
    mine = f"{sys.version}\n{sys.base_prefix}\n{ROOT}"
    if made_by.is_file() and made_by.read_text("utf-8") == mine and PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupFailed(
            "This Python cannot make virtual environments: its ensurepip module is missing. "
            f"On Debian and Ubuntu: sudo apt install python{version}-venv"
        )
    print("  a Python environment of its own (.venv) ...", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        raise SetupFailed(f"The Python environment {VENV} could not be made: {failure}") from None
    made_by.write_text(mine, "utf-8")


def pip(*arguments: str) -> list[str]:
    """Return the command that installs `arguments` into .venv."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return [str(PYTHON), "-m", "pip", "install", *quiet, *arguments]


def step(what: str, command: list[str]) -> None:
    """Run one step of set-up; its output is shown only if it fails."""
    print(f"  {what} ...", flush=True)
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return
    log = VAR / "setup.log"
    log.write_text(done.stdout, "utf-8")
    tail = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-8:])
    raise SetupFailed(
        f"{tail}\n\nSet-up stopped at: {what}. {advice(done.stdout)}\nAll of it: {log}"
    )


def advice(output: str) -> str:
    """Tell from a failed step's words what to do about it."""
    if any(sign in output for sign in NO_TRUST):
        return (
            "A registry's certificate is not trusted here: perhaps the network inspects traffic. "
            "Name its certificate file in PIP_CERT and NODE_EXTRA_CA_CERTS, then start again."
        )
    if any(sign in output for sign in NO_NETWORK):
        return (
            "The package registries cannot be reached. Check the network (and the proxy settings "
            "of pip and npm), then start again; what was fetched already is not fetched again."
        )
    if "No space left on device" in output:
        return "The disk is full: set-up needs about 1 GB. Make room, then start again."
    return "Read the lines above; when the cause is mended, start again with the same command."


def prepare_demo() -> None:
    """Have the demo station's database built, unless the cached one is still right."""
    if run([yekuo(), "demo", "--prepare"]) != 0:
        raise SetupFailed("The demo station could not be built; the lines above say why.")


@contextlib.contextmanager
def only_one_setup() -> Iterator[None]:
    """Let a second set-up in this folder wait for the first."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w") as file:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def yekuo() -> str:
    """Return the installed command."""
    return str(BIN / f"yekuo{SUFFIX}")


def run(command: list[str]) -> int:
    """Run a program in the project's folder; return its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def become(command: list[str]) -> int:
    """Let the server take this process's place, so that signals reach it."""
    os.chdir(ROOT)
    if os.name == "nt":
        return run(command)
    try:
        os.execv(command[0], command)
    except OSError as failure:
        print(f"{shlex.join(command)} could not be started: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
