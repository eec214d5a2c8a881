"""A house with a planned meeting, made once and copied for each test, and its clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meetings.world import Template, World, opened
from tests.worlds import FixedClock


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The house that every test begins with, closed."""
    return Template.make(tmp_path_factory.mktemp("template"))


@pytest.fixture
def world(template: Template, tmp_path: Path, clock: FixedClock) -> Iterator[World]:
    """Six partners, four cases at Top-X, all on the agenda of today's meeting; nobody is present yet."""
    with opened(template, tmp_path / "house", clock) as made:
        yield made
