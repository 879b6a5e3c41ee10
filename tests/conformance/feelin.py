"""One Node process that evaluates expressions with feelin, as the browser's forms do."""

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
from pathlib import Path

SCRIPT = Path(__file__).with_name("feelin.mjs")
PATIENCE = 60
"""Seconds for an answer, on a busy machine."""


class Feelin:
    """Asks and answers line by line; a process that ends or hangs is told with what it wrote."""

    def __init__(self, packages: Path) -> None:
        """Start it with the packages of a folder, and see that it can count."""
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  until close()
        self._process = subprocess.Popen(
            ["node", str(SCRIPT), str(packages / "package.json")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            encoding="utf-8",
        )
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self.evaluate("1 + 1", {}) == 2

    def evaluate(self, text: str, context: dict[str, object]) -> object:
        """Return the value of an expression, or the message of its error."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"text": text, "context": context}) + "\n")
            self._process.stdin.flush()
            line = self._answers.get(timeout=PATIENCE)
        except (BrokenPipeError, queue.Empty):
            line = ""
        if not line:
            raise AssertionError(f"feelin gave no answer to {text}: {self._complaint()}")
        answer = json.loads(line)
        return answer.get("value", answer.get("error"))

    def end(self) -> None:
        """End the process, as when it breaks."""
        self._process.kill()
        self._process.wait()
        self._listener.join()

    def close(self) -> None:
        """End the process and close what leads to it."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout, self._said):
            # A question that could not be put is still in the pipe.
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _complaint(self) -> str:
        ended = self._process.poll()
        self._said.seek(0)
        state = "it still runs" if ended is None else f"it ended with {ended}"
        return f"{state} and wrote: {self._said.read()[-2000:] or 'nothing'}"
