"""In a process of its own: there is no way back from either."""

import json
import subprocess
import sys
from pathlib import Path

CHILD = """
import ctypes, json, resource
from zvhdesk.services.unlock.harden import harden
done = harden()
PR_GET_DUMPABLE = 3
print(json.dumps({
    "said": [done.no_core_dumps, done.not_traceable],
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "dumpable": ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0),
}))
"""


def test_no_core_file_and_no_other_reader() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=root, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == {"said": [True, True], "core": [0, 0], "dumpable": 0}
