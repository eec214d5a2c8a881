"""The system says that the network went or came: a real one, in a network of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_network_that_comes_and_goes_is_heard(tmp_path: Path) -> None:
    # Only who is not root needs to be it somewhere; and in a system within a system nobody may.
    namespaces = ["--net"] if os.geteuid() == 0 else ["--map-root-user", "--net"]
    child = subprocess.Popen(
        ["unshare", *namespaces, sys.executable, "-m", "tests.agreeing.line.network_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            # The machine's own network is none of its business.
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none",
        },
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready glib\n"
        for told, heard in (("up", "changed Online\n"), ("down", "changed Disconnected\n")):
            child.stdin.write(f"{told}\n")
            child.stdin.flush()
            assert child.stdout.readline() == heard
        child.stdin.close()
    assert child.returncode == 0
