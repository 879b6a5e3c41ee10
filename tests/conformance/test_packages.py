"""However many test processes begin at once, the npm packages are installed by one of them."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import need
from tests.support.npm import packages

NPM = """#!/bin/sh
echo install >> log
mkdir node_modules 2>/dev/null || { echo "twice" >> log; }
sleep 0.2
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with packages to install, and an npm that writes down how often it was called."""
    need(shutil.which("node") and os.name == "posix", "Node, and a shell")
    tools, made = tmp_path / "tools", tmp_path / "packages"
    for each in (tools, made):
        each.mkdir()
    (tools / "npm").write_text(NPM)
    (tools / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    (made / "package-lock.json").write_text("{}")
    return made


def installs(folder):
    return (folder / "log").read_text().split()


def test_packages_are_installed_once_though_many_ask(folder):
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(packages, [folder] * 4)) == [folder] * 4
    assert installs(folder) == ["install"]


def test_a_lock_file_that_changed_is_installed_anew(folder):
    packages(folder)
    (folder / "package-lock.json").write_text('{"lockfileVersion": 3}')
    packages(folder)
    assert installs(folder).count("install") == 2
