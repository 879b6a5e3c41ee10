"""The process files as they stand, and what the Modeler's own readers and linters say of them."""

import json
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tests.support.npm import packages

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
    packages()

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
