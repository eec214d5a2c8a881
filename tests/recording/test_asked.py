"""Of every column it is said what two versions of it mean; a new column must be thought about."""

from sqlalchemy import inspect

from zvhdesk.models.tables import REPLICATED
from zvhdesk.services.conflicts import wording
from zvhdesk.services.conflicts.kinds import ALONG, ASKED, KINDS, Kind
from zvhdesk.services.fields import FIELDS

_OF_EVERY_ROW = {"id", "stream_id", "deleted"}
COLUMNS = {
    (cls.__tablename__, column.key)
    for cls in REPLICATED
    for column in inspect(cls).column_attrs
    if column.key not in _OF_EVERY_ROW
}


def test_every_replicated_column_is_in_one_of_the_tables() -> None:
    assert set(KINDS) == COLUMNS


def test_what_people_edit_is_asked_about() -> None:
    assert {column for column in FIELDS if KINDS[column] not in ASKED} == set()


def test_what_goes_along_is_asked_with_what_it_goes_along_with() -> None:
    assert {KINDS[column] for column in ALONG} == {Kind.CHOICE}


def test_whatever_is_asked_has_a_dutch_name() -> None:
    nameless = {column for column, kind in KINDS.items() if kind in ASKED and not wording.label(*column)}
    assert nameless == set()
    assert {cls.__tablename__ for cls in REPLICATED} == set(wording.KINDS)
