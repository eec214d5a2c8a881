"""What the project says of itself: its metadata, its licences and the size of its files."""

import ast
import os
import re
import subprocess

import pytest
import yaml

from tests.frame.tree import ROOT, ours, pyproject


def test_pyside_stays_below_the_release_that_drops_none() -> None:
    desk = pyproject()["project"]["optional-dependencies"]["desk"]
    assert [need for need in desk if need.lower().startswith("pyside6")] == ["pyside6-essentials==6.11.*"]


def test_publiccode_tells_the_same_as_pyproject() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    project = pyproject()["project"]
    assert told["softwareVersion"] == project["version"]
    assert told["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert told["name"] == "ZVH Desk"
    dutch = told["description"]["nl"]
    assert 1 <= len(dutch["shortDescription"]) <= 150
    assert 150 <= len(dutch["longDescription"]) <= 10_000
    assert dutch["features"]
    for key in (
        "publiccodeYmlVersion",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "maintenance",
    ):
        assert told[key], key


@pytest.mark.parametrize(
    "file, sentence",
    [
        ("LICENSE", "EUROPEAN UNION PUBLIC LICENCE v. 1.2"),
        ("LICENSE", "‘Compatible Licences’ according to Article 5 EUPL are:"),
        ("resources/fonts/OFL.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("resources/icons/LICENSE.txt", "ISC License"),
        ("resources/reference/README.md", "EUPL-1.2"),
    ],
)
def test_every_licence_is_there_in_full(file: str, sentence: str) -> None:
    assert sentence in (ROOT / file).read_text("utf-8")


def test_every_folder_of_resources_is_explained() -> None:
    explained = (ROOT / "resources" / "README.md").read_text("utf-8")
    for folder in sorted((ROOT / "resources").iterdir()):
        if folder.is_dir():
            assert f"`{folder.name}/`" in explained


def test_every_python_file_parses_and_can_be_read_in_one_sitting() -> None:
    long = {}
    for file in ours(".py"):
        text = file.read_text("utf-8")
        ast.parse(text, file.name)
        lines = len(text.splitlines())
        # A step of the migrations is a record, read once and never changed.
        if lines > (400 if "tests" in file.parts else 350) and file.parent.name != "versions":
            long[str(file.relative_to(ROOT))] = lines
    assert long == {}


def test_nothing_is_left_undone_in_the_code() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b|\bunittest\.mock\b|\bmonkeypatch\b")
    here = ROOT / "tests" / "frame" / "test_project.py"
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in ours(".py")
        if file != here
        for match in words.finditer(file.read_text("utf-8"))
    ]
    assert found == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.parent for file in ours(".py") if "zvhdesk" in file.relative_to(ROOT).parts[:1]}
    # alembic reads its steps by path; they are no package
    bare = [
        folder for folder in folders if not (folder / "__init__.py").exists() and folder.name != "versions"
    ]
    assert bare == []


def test_the_build_server_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text("utf-8")


@pytest.mark.parametrize("target", ["run", "install", "test", "check", "mutate", "bench", "soak", "clean"])
def test_make_knows_the_target(target: str) -> None:
    asked = subprocess.run(["make", "-n", target], cwd=ROOT, check=False, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
