"""What tests of every kind share: Debian's Chromium, and an application served on a free port."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from waitress import create_server, wasyncore

import hatch_build
from engine.storage import database
from tests.support import places
from tests.support.once import (
    routes_compiled_once,
    statements_compiled_once,
    templates_compiled_once,
)
from webui.cli.server import THREADS

__all__ = ["routes_compiled_once", "statements_compiled_once", "templates_compiled_once"]

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_configure(config):
    """Choose where temporary files go before anybody makes one."""
    places.choose()


def need(found, what):
    """Skip a test whose machine lacks something; where CI installs it, that is a failure."""
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and .ci/run should have installed it")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="session", autouse=True)
def catalogues():
    """Messages edited since the last set-up are compiled before a page is asked for."""
    hatch_build.compile_catalogues(ROOT)


@pytest.fixture(scope="session", autouse=True)
def unsynced():
    """SQLite stores of this process leave writing to the disk to the machine.

    What they commit outlives the process all the same; the machine's own end alone could lose it.
    Servers and workers that tests start, and kill, open theirs as they always do. Gives what the
    product says.
    """
    product = database.PRAGMAS
    with pytest.MonkeyPatch.context() as patch:
        hasty = [each.replace("synchronous=FULL", "synchronous=OFF") for each in product]
        patch.setattr(database, "PRAGMAS", hasty)
        yield product


@pytest.fixture(scope="session")
def base_url():
    """In place of the browser plugin's own, which pytest warns of: tests name whole addresses."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Pages do not fade into each other: without a graphics card it costs half a second each."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    need(CHROMIUM, "Chromium (Debian: apt install chromium)")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture
def serve():
    """`serve(app)` serves as the product does until the test ends, and returns the address."""
    running = []

    def start(app):
        server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
        over = threading.Event()
        thread = threading.Thread(target=_until, args=(over, server._map), daemon=True)
        thread.start()
        running.append((server, thread, over))
        return f"http://127.0.0.1:{server.effective_port}"

    yield start
    for server, thread, over in running:
        over.set()
        server.pull_trigger()
        thread.join()
        # Whoever still works may wake the loop: what it is woken by is closed last.
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)


def _until(over, connections):
    """Serve as waitress does, until it is over: its own loop ends only with its last connection."""
    while not over.is_set():
        wasyncore.loop(map=connections, use_poll=True, count=1)


@pytest.fixture
def violations(page):
    """What the Content-Security-Policy kept the page from doing, and errors in its scripts."""
    # What has not come in this time never comes: a broken page fails its tests soon.
    page.set_default_timeout(10_000)
    return watch(page)


def watch(page):
    """Return a list that fills with what a page was kept from doing and what broke in it."""
    found = []
    page.expose_function("__blocked", lambda *what: found.append(what))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => "
        "__blocked(e.effectiveDirective, e.blockedURI, e.sourceFile))"
    )
    page.on("pageerror", lambda error: found.append(("script", str(error))))
    return found
