"""A house with a meeting of today, made once and copied for each test."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from tests.meetings.world import Template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A house with a planned meeting of today, closed. For copies."""
    return Template.make(tmp_path_factory.mktemp("house"))


@pytest.fixture
def made(template: Template, tmp_path: Path) -> Template:
    """A house with a planned meeting of today, closed."""
    return replace(template, folder=Path(copytree(template.folder, tmp_path / "house")), later={})
