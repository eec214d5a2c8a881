"""A Drenthe house and a Twente house, new and open."""

import pytest

from tests.importing.houses import settled
from zvhdesk.services.desk import Desk


@pytest.fixture
def drenthe(desk: Desk) -> Desk:
    return settled(desk, "drenthe")


@pytest.fixture
def twente(desk: Desk) -> Desk:
    return settled(desk, "twente")
