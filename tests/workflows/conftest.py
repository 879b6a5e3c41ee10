"""The process files as they stand, and what the Modeler's own readers and linters say of them."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

import hatch_build

HERE = Path(__file__).resolve().parent
WORKFLOWS = HERE.parent.parent / "workflows"


def _read(file):
    return etree.parse(
        str(file), etree.XMLParser(resolve_entities=False, no_network=True)
    ).getroot()


@pytest.fixture(scope="session")
def diagrams():
    """Every BPMN file of the connection stage: its process id → its root element."""
    return {file.stem: _read(file) for file in sorted((WORKFLOWS / "connection").glob("*.bpmn"))}


@pytest.fixture(scope="session")
def forms():
    """Every form: its id → its schema."""
    files = sorted((WORKFLOWS / "connection").glob("*.form"))
    return {file.stem: json.loads(file.read_bytes()) for file in files}


@pytest.fixture(scope="session")
def decisions():
    """Every decision file: its name → its root element."""
    return {file.stem: _read(file) for file in sorted((WORKFLOWS / "decisions").glob("*.dmn"))}


@pytest.fixture(scope="session")
def case():
    """One dual-source application: what is answered at each step, from start to after-sale."""
    return json.loads((HERE / "dual_source_case.json").read_bytes())


@pytest.fixture(scope="session")
def modeler():
    """`modeler(folder)` runs the Modeler's readers and linters over a folder of process files."""
    _need(hatch_build.system_node(), "Node 20 or newer with npm")
    _install()

    def check(folder, *arguments):
        done = subprocess.run(
            ["node", "check.mjs", str(folder), *arguments],
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return check


@pytest.fixture(scope="session")
def modeler_says(modeler):
    """What they say of the files as they stand, with the case played through the forms."""
    return modeler(WORKFLOWS, "dual_source_case.json")


def _need(found, what):
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI should have it")
    pytest.skip(f"needs {what}")


def _install():
    """Install the locked npm packages once; a lock that changed is installed anew."""
    stamp = HERE / "node_modules" / ".lock-digest"
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    npm = shutil.which("npm")
    done = subprocess.run(
        [npm, "ci", "--no-progress", "--prefer-offline"],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    _need(done.returncode == 0, f"the npm packages of tests/workflows ({done.stderr[-300:]})")
    stamp.write_text(digest)
