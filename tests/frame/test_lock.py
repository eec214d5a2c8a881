"""The locks: every package with its hashes, from no particular place."""

import re

import pytest

from tests.frame.tree import ROOT, pyproject

LOCKS = ["desk", "dev"]


def packages(name: str) -> dict[str, list[str]]:
    """Requirement line -> its hashes."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines():
        text = line.rstrip(" \\")
        if text and not text.startswith((" ", "#")):
            current = text
            found[current] = []
        elif text.strip().startswith("--hash="):
            found[current].append(text.strip().removeprefix("--hash="))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_one_version_and_its_hashes(name: str) -> None:
    locked = packages(name)
    assert locked
    for requirement, hashes in locked.items():
        assert re.match(r"[a-z0-9-]+==[^ *]+( ; .+)?$", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_no_line_names_a_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert not re.search(
        r"://|file:|@ |--index|--extra-index|--find-links|--trusted-host|^-", text, re.MULTILINE
    )


def test_what_is_tested_is_what_is_run() -> None:
    desk, dev = packages("desk"), packages("dev")
    assert desk == {requirement: dev.get(requirement) for requirement in desk}


@pytest.mark.parametrize("extra, lock", [("desk", "desk"), ("dev", "dev")])
def test_every_dependency_is_locked(extra: str, lock: str) -> None:
    asked = pyproject()["project"]["optional-dependencies"][extra]
    names = {re.split(r"[\[<>=~! ]", need.lower())[0] for need in asked}
    assert names <= {requirement.split("==")[0] for requirement in packages(lock)}


def test_pythons_crash_with_pyside_6_12_is_kept_out_of_the_lock() -> None:
    assert any(line.startswith("pyside6-essentials==6.11.") for line in packages("desk"))
    assert not any(line.startswith("pyside6-addons") for line in packages("dev"))
