"""The file by which a desk of CTER gets the house: what is in it, who opens it, and a newer one."""

import json
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.apart.conftest import Made, Opened, add_cases
from tests.worlds import FixedClock
from zvhdesk.domain.refusals import BadInput, HouseFileForeign, HouseFileWrong, Refusal, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, in_use, versions
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import CaseTable, House, Partner
from zvhdesk.services import house_file
from zvhdesk.services.desk import Desk
from zvhdesk.services.house_file import HouseFile


def said(desk: Desk, file: HouseFile) -> Refusal:
    """Why a file is not taken."""
    with pytest.raises(Refused) as refused:
        house_file.take(desk, house_file.read(file.data, file.code))
    return refused.value.reason


def test_it_holds_the_house_and_nothing_of_a_case(regular: Desk) -> None:
    text = house_file.gather(regular).decode()
    tables = {cell[0] for cell in json.loads(text)["cells"]}
    assert tables == {"house", "member", "municipality", "partner", "case_table"}
    for part_of_a_case in ("2026-0115", "Loon", "999990019"):
        assert part_of_a_case not in text


def test_it_opens_whole_and_with_its_code_only(made: Made) -> None:
    data, code = made.file.data, made.file.code
    damaged = (data[:-1], data[:200] + bytes([data[200] ^ 1]) + data[201:], b"zvh-huis-1\n", b"iets anders")
    for given, typed in ((data, "AAAA-AAAA-AAAA-AAAA"), *((one, code) for one in damaged)):
        with pytest.raises(Refused) as refused:
            house_file.read(given, typed)
        assert refused.value.reason == HouseFileWrong()
    assert b"Politie" not in data


def test_a_newer_file_brings_what_changed_and_an_older_one_nothing(
    pair: Made, opened: Opened, clock: FixedClock
) -> None:
    first = house_file.read(pair.file.data, pair.file.code)

    def change(session: CaptureSession) -> None:
        session.query(House).one().name = "Een nieuwe naam"
        session.query(Partner).filter(Partner.name == "GGZ De Regge").one().deleted = True
        session.add(CaseTable(stream_id=first.stream, name="Erbij", short_name="Erbij"))

    clock.forward(days=1)
    regular, cter = opened(Compartment.REGULAR), opened(Compartment.CTER)
    add_cases(cter, 1)
    regular.change(change, "house.edit")
    newer = house_file.sealed(house_file.gather(regular))
    assert house_file.take(cter, first) == 0
    assert house_file.take(cter, house_file.read(newer.data, newer.code)) > 0
    assert cter.read(lambda s: s.query(House.name).scalar()) == "Een nieuwe naam"
    assert cter.read(lambda s: [p.name for p in s.query(Partner) if not p.deleted]) == ["Politie"]
    assert cter.read(lambda s: s.query(CaseTable).filter(CaseTable.name == "Erbij").count()) == 1
    assert cter.read(versions.side_by_side) == {}
    assert said(cter, pair.file) == HouseFileForeign(older=True)


def test_what_comes_back_while_it_is_in_use_is_not_gone_with_its_last_use(
    pair: Made, cter: Desk, clock: FixedClock
) -> None:
    """Removed in one file, it stands at a desk of CTER by what is there (0027); the next has it again."""
    add_cases(cter, 1)
    partner = cter.read(lambda s: _named(s, "GGZ De Regge").id)

    def use(session: CaptureSession) -> None:
        case = session.query(Case).one()
        action = Action(stream_id=case.stream_id, case_id=case.id, number=1, text="belt", partner_id=partner)
        session.add(action)

    cter.change(use, "action.add")
    whole = house_file.read(pair.file.data, pair.file.code)
    without = {cell: text for cell, text in whole.cells.items() if cell[1] != partner}
    for day, cells in enumerate((without, whole.cells), 1):
        clock.forward(days=1)
        file = replace(whole, cells=cells, made_ms=whole.made_ms + day * 86_400_000)
        house_file.take(cter, file)
        assert house_file.take(cter, file) == 0, "said once"
        assert cter.read(in_use.leaving) == ([("partner", partner)] if cells is without else [])
    cter.change(lambda s: setattr(s.query(Action).one(), "deleted", True), "row.remove")
    assert not cter.read(lambda s: _named(s, "GGZ De Regge").deleted)


def _named(session: Session, name: str) -> Partner:
    return session.query(Partner).filter(Partner.name == name).one()


def test_of_another_house_or_beside_a_server_it_is_not_taken(made: Made, cter: Desk) -> None:
    other = replace(
        house_file.read(made.file.data, made.file.code), cells={("house", new_id(), "name"): '"Ander huis"'}
    )
    with pytest.raises(Refused) as refused:
        house_file.take(cter, other)
    assert refused.value.reason == HouseFileForeign(older=False)
    cter.keep(lambda s: s.add(CompartmentState(comp=b"c" * 16, name=Compartment.HOUSE)))
    assert isinstance(said(cter, made.file), BadInput)
