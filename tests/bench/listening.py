"""A desk in a process of its own that listens to the server and says what stands in one field."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.agreeing.sync.desks import question, station

_ROOT = Path(__file__).parents[2]


class Listening:
    """The desk in `folder`: it listens until the block ends, as that program does about that row."""

    def __init__(self, folder: Path, url: str, about: str, program: str = "tests.bench.listening") -> None:
        apart = {"PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", program, str(folder), url, about],
            stdout=subprocess.PIPE, text=True, cwd=_ROOT, env={**os.environ, **apart},
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._next()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)

    def wait_for(self, words: str) -> None:
        """Until that desk has it."""
        while self._next() != words:
            pass

    def _next(self) -> object:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the listening desk ended"
        return json.loads(line)


def main(folder: str, url: str, case: str) -> None:
    """Listen, take what is new, say what the question of the case is."""
    here = station(Path(folder), url, made=True)
    here.exchange()
    while True:
        with here.server.news() as news:
            print(json.dumps(question(here, case)), flush=True)
            for _ in news:
                here.exchange()
                print(json.dumps(question(here, case)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
