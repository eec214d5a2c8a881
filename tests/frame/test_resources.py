"""The bundled files are found from a checkout, a wheel and a frozen build."""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.frame.tree import ROOT
from zvhdesk.services import resources

ASK = "from zvhdesk.services import resources; print(resources.path('fonts/Inter-Regular.ttf'))"


def ask(code: str, folder: Path) -> Path:
    """What a fresh Python says, with the program taken from that folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    asked = subprocess.run(
        [sys.executable, "-P", "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
    )
    return Path(asked.stdout.strip())


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert resources.path("fonts/Inter-Regular.ttf") == ROOT / "resources" / "fonts" / "Inter-Regular.ttf"


def test_a_wheel_carries_its_resources_inside_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("zvhdesk-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    found = ask(ASK, site)
    assert found == site / "zvhdesk" / "resources" / "fonts" / "Inter-Regular.ttf"
    assert (site / "zvhdesk" / "resources" / "fonts" / "OFL.txt").is_file()
    assert (site / "zvhdesk" / "resources" / "icons" / "LICENSE.txt").is_file()


def test_a_frozen_build_has_them_in_its_own_folder(tmp_path: Path) -> None:
    font = tmp_path / "resources" / "fonts" / "Inter-Regular.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"")
    assert ask(f"import sys; sys._MEIPASS = {str(tmp_path)!r}; {ASK}", ROOT) == font


def test_a_missing_resource_is_refused_by_name() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/fonts/Comic\.ttf"):
        resources.path("fonts/Comic.ttf")


def test_every_icon_is_a_drawing_that_takes_the_colour_of_its_place() -> None:
    icons = sorted(resources.path("icons").glob("*.svg"))
    code = "".join(file.read_text("utf-8") for file in (ROOT / "zvhdesk").rglob("*.py"))
    code += "".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py"))
    assert icons
    assert [icon.stem for icon in icons if f'"{icon.stem}"' not in code] == [], "only the icons in use"
    for icon in icons:
        root = ET.parse(icon).getroot()
        assert root.get("viewBox") == "0 0 24 24", icon.name
        assert root.get("stroke") == "currentColor", icon.name


def test_the_gemeenten_of_2023_are_whole() -> None:
    with resources.path("reference/gemeenten.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 342  # the number of municipalities of the Netherlands on 1 January 2023
    assert len({row["brp_code"] for row in rows}) == 342
    drenthe = [row for row in rows if row["veiligheidsregio"] == "Drenthe"]
    assert len(drenthe) == 12
    assert {row["zvh"] for row in drenthe} == {"Zorg- en Veiligheidshuis Drenthe"}
