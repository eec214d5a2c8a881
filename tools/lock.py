"""``make lock``: renew requirements/*.txt from pyproject.toml. Needs ``uv``; nobody else does.

The locks hold for Python 3.11 to 3.13 on every system, with the hash of every published file and without the
address of any index. This machine's own pip and uv settings are left out on purpose: a wheel found only here
would give a hash that nobody else can meet.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("HOME", "PATH", "SYSTEMROOT", "SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy")
OPTIONS = [
    *("--no-config", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"),
]


def main(upgrade: list[str]) -> int:
    """Write the three locks; ``upgrade`` is passed on, for example ``--upgrade-package ruff``."""
    uv = shutil.which("uv")
    if uv is None:
        print("uv is needed to renew the locks.", file=sys.stderr)
        return 1
    _compile(uv, "desk", ["--extra", "desk", *upgrade])
    # The same versions for everyone: what is tested is what is run.
    _compile(uv, "server", ["--extra", "server", "-c", "requirements/desk.txt", *upgrade])
    both = ["-c", "requirements/desk.txt", "-c", "requirements/server.txt"]
    _compile(uv, "dev", ["--extra", "desk", "--extra", "server", "--extra", "dev", *both, *upgrade])
    return 0


def _compile(uv: str, name: str, options: list[str]) -> None:
    environment = {key: value for key, value in os.environ.items() if key in KEPT}
    out = f"requirements/{name}.txt"
    command = [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *options, "-o", out]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
