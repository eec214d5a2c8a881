"""Make this checkout ready to run: ``python3 tools/setup.py demo`` or ``dev`` (the Makefile calls it).

Runs with the system's own Python and nothing but the standard library. Whatever is ready stays as it is, so a
second call costs a few hundredths of a second. Exit status 1, with a sentence, when something is missing that
it may not install itself.
"""

from __future__ import annotations  # an old Python must get as far as saying that it is too old

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST, NEWEST = (3, 11), (3, 13)
# A set holds those named after it: who installed `dev` need not install `demo`. The demo house has a server.
SETS = {"demo": ["demo"], "dev": ["dev", "demo"]}
LOCKS = {"demo": ["desk", "server"], "dev": ["dev"]}


def main(arguments: list[str]) -> int:
    """Make ready for the set named in ``arguments``; answer the exit status."""
    if len(arguments) != 1 or arguments[0] not in SETS:
        print("usage: setup.py demo|dev", file=sys.stderr)
        return 2
    wanted = arguments[0]
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _with_another_python(wanted)
    began = time.monotonic()
    try:
        system_packages.ensure(tests=wanted == "dev")
        if is_ready(wanted):
            return 0
        _environment()
        _dependencies(wanted)
        _commands()
        _bytecode()
        stamp(wanted)
    except system_packages.MissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"Stopped: {failed.cmd[0]} ended with status {failed.returncode}.", file=sys.stderr)
        return 1
    print(f"Ready in {time.monotonic() - began:.0f} s.")
    return 0


def _with_another_python(wanted: str) -> int:
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            return subprocess.run([other, __file__, wanted], check=False).returncode
    print(f"ZVH Desk needs Python 3.11, 3.12 or 3.13; this is {platform.python_version()}.", file=sys.stderr)
    return 1


# -- the stamp: which lock was installed, how, by which Python ---------------------------------------


def _locks(name: str) -> list[Path]:
    return [ROOT / "requirements" / f"{lock}.txt" for lock in LOCKS[name]]


def _stamp_file(name: str) -> Path:
    return VENV / f"installed-{name}"


def _fingerprint(name: str) -> str:
    # And this script: what it makes besides, an older one may not have made.
    of = [*_locks(name), Path(__file__)]
    lock = hashlib.sha256(b"".join(path.read_bytes() for path in of)).hexdigest()
    return f"{lock} python{sys.version_info[0]}.{sys.version_info[1]} {ROOT}\n"


def is_ready(name: str) -> bool:
    """Whether that lock, as it is now, is what stands in .venv."""
    left = _stamp_file(name)
    return PYTHON.exists() and left.exists() and left.read_text("utf-8") == _fingerprint(name)


def stamp(name: str) -> None:
    """Write down that this set, and those it holds, stand in .venv."""
    for held in SETS[name]:
        _stamp_file(held).write_text(_fingerprint(held), "utf-8")


# -- the steps -------------------------------------------------------------------------------------


def _environment() -> None:
    """A virtual environment; a new one when the lock changed, since an upgrade can leave stray modules."""
    stamps = [name for name in SETS if _stamp_file(name).exists()]
    stale = any(not is_ready(name) for name in stamps)
    if PYTHON.exists() and not stale:
        return
    print(f"Making .venv with Python {platform.python_version()} ...", flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _dependencies(name: str) -> None:
    locks = _locks(name)
    lines = {line for lock in locks for line in lock.read_text("utf-8").splitlines() if "==" in line}
    print(f"Installing up to {len(lines)} locked packages ...", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    # Only wheels: what is installed is what was hashed, and nothing is built on this machine.
    strict = ["--require-hashes", "--only-binary", ":all:", "--no-compile"]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    _run([*pip, *strict, *(word for lock in locks for word in ("-r", str(lock)))], environment)


def _commands() -> None:
    """The project itself: its folder on the path, and ``zvhdesk`` and ``zvhserver`` in the environment."""
    (_site_packages() / "zvhdesk-checkout.pth").write_text(f"{ROOT}\n", "utf-8")
    for name in ("zvhdesk", "zvhserver"):
        if os.name == "nt":
            (BIN / f"{name}.cmd").write_text(f'@"%~dp0python.exe" -m {name} %*\n', "utf-8")
            continue
        command = BIN / name
        # A script in two languages: a path longer than a first line may be, or one with a space, still works.
        command.write_text(
            "#!/bin/sh\n"
            f'\'\'\'exec\' "{PYTHON}" "$0" "$@"\n'
            "' '''\n"
            f"import sys\n\nfrom {name}.__main__ import main\n\nsys.exit(main())\n",
            "utf-8",
        )
        command.chmod(0o755)


def _bytecode() -> None:
    """Compiled beforehand: without it the first start takes three times as long."""
    folders = [str(_site_packages()), str(ROOT / "zvhdesk"), str(ROOT / "zvhserver")]
    # Some packages carry templates that are no Python; what cannot be compiled is not imported either.
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-q", "-j", "0", *folders],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _site_packages() -> Path:
    asked = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(asked.stdout.strip())


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, env=environment, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
