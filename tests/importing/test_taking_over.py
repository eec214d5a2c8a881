import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.importing.houses import counts, hits, settled, taken_over, written
from tests.importing.registers import DRENTHE_CSV, GOOD, as_csv
from tests.worlds import KEY, FixedClock, new_desk
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.cases import Case
from zvhdesk.models.house import ImportMapping, Municipality
from zvhdesk.models.local import AccessEvent, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services import house, undo
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing import register
from zvhdesk.services.importing.checking import Cancelled, CancelToken, Options
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.mapping import Mapping
from zvhdesk.services.importing.partners import PartnerAnswer


def test_a_dry_run_says_the_same_and_writes_nothing(drenthe: Desk) -> None:
    before = counts(drenthe)
    opened = register.open_register(drenthe, DRENTHE_CSV)
    checked = register.check_opened(opened, opened.mapping, drenthe.today(), Options())
    promised = register.preview(checked, opened, opened.mapping, drenthe.today())
    assert counts(drenthe) == before
    assert register.take_over(drenthe, opened, opened.mapping, checked) == promised


def test_a_cancel_within_the_transaction_leaves_nothing(drenthe: Desk) -> None:
    before = counts(drenthe)
    opened = register.open_register(drenthe, DRENTHE_CSV)
    checked = register.check_opened(opened, opened.mapping, drenthe.today(), Options())
    token = CancelToken()

    def at_the_last_moment(done: int, total: int) -> None:
        if done == total:
            token.cancel()

    with pytest.raises(Cancelled):
        register.take_over(drenthe, opened, opened.mapping, checked, at_the_last_moment, token)
    assert counts(drenthe) == before
    # And the house is as usable as before: the same import then succeeds, search included.
    assert register.take_over(drenthe, opened, opened.mapping, checked).accepted == 192
    assert hits(drenthe, "2022-0001")


def test_importing_again_refuses_every_row(drenthe: Desk) -> None:
    taken_over(drenthe, DRENTHE_CSV)
    before = counts(drenthe)
    again = taken_over(drenthe, DRENTHE_CSV)
    assert (again.accepted, len(again.rejected)) == (0, 192)
    assert again.rejected[0].reason == "Casusnummer 2021-0001 is al in gebruik."
    assert counts(drenthe) == before


def test_a_number_taken_during_the_check_refuses_the_whole(twente: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "1.csv", {})
    opened = register.open_register(twente, path)
    checked = register.check_opened(opened, opened.mapping, twente.today(), Options())
    taken_over(twente, path)
    with pytest.raises(Refused) as refused:
        register.take_over(twente, opened, opened.mapping, checked)
    assert isinstance(refused.value.reason, BadInput)


def test_a_corrected_mapping_is_offered_for_the_next_such_file(twente: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "1.csv", {})
    opened = register.open_register(twente, path)
    assert not opened.remembered
    at = opened.source.headings.index("voorletters")
    mapping = opened.mapping.with_column(at, None).with_partners([PartnerAnswer("Politie")])
    checked = register.check_opened(opened, mapping, twente.today(), Options())
    register.take_over(twente, opened, mapping, checked)

    turned = as_csv(
        [list(reversed(list(row))) for row in (opened.source.headings, opened.source.records[0].cells)]
    )
    (tmp_path / "2.csv").write_bytes(turned.replace(b"2024-0001", b"2024-0002"))
    following = register.open_register(twente, tmp_path / "2.csv")
    assert following.remembered
    assert Field.INITIALS not in following.mapping.columns
    assert following.mapping.columns.index(Field.NUMBER) == len(GOOD)
    again = register.check_opened(following, following.mapping, twente.today(), Options())
    register.take_over(twente, following, following.mapping, again)
    assert counts(twente)["import_mapping"] == 1


def test_a_guess_nobody_confirmed_is_not_kept(twente: Desk, tmp_path: Path) -> None:
    opened = register.open_register(twente, written(tmp_path / "1.csv", {}))
    checked = register.check_opened(opened, opened.mapping, twente.today(), Options())
    register.take_over(twente, opened, opened.mapping, checked, remember=False)
    assert twente.read(lambda s: s.scalars(select(ImportMapping)).all()) == []


def test_an_import_is_accounted_for_without_a_value(twente: Desk, tmp_path: Path) -> None:
    taken_over(twente, written(tmp_path / "1.csv", {"bsn": "999990019"}))
    events = twente.read(
        lambda s: [
            (e.action, e.object, e.result)
            for e in s.scalars(select(AccessEvent).where(AccessEvent.action == "import.register"))
        ]
    )
    assert len(events) == 3  # the case, the person, and what the house shares
    assert not any("999990019" in part or "2024-0001" in part for event in events for part in event)


def test_an_import_is_undone_as_one_act(drenthe: Desk) -> None:
    taken_over(drenthe, DRENTHE_CSV)
    act = drenthe.read(lambda s: s.scalars(select(ChangeSet.act).where(ChangeSet.origin == "import")).first())
    assert act is not None
    drenthe.change(lambda s: undo.undo(s, act), "undo", undo_of=act)
    assert drenthe.read(lambda s: s.scalars(select(Case.deleted).distinct()).all()) == [True]
    assert drenthe.read(lambda s: s.scalars(select(Person.deleted).distinct()).all()) == [True]
    assert not hits(drenthe, "2022-0001")


def test_an_empty_mapping_of_a_file_is_refused(twente: Desk, tmp_path: Path) -> None:
    opened = register.open_register(twente, written(tmp_path / "1.csv", {}))
    nothing = Mapping((None,) * len(opened.source.headings))
    with pytest.raises(Refused):
        register.check_opened(opened, nothing, twente.today(), Options())
    assert register.proposals(opened, nothing) == ()


@pytest.fixture
def reopened(tmp_path: Path, clock: FixedClock) -> Path:
    """A house with an import, closed, and copied elsewhere."""
    folder = tmp_path / "een"
    folder.mkdir()
    desk = settled(new_desk(folder, clock), "drenthe")
    taken_over(desk, DRENTHE_CSV)
    desk.close()
    return Path(shutil.copytree(folder, tmp_path / "twee"))


def test_what_came_in_is_there_after_reopening(reopened: Path, clock: FixedClock) -> None:
    desk = Desk.open(reopened, KEY, clock)
    assert counts(desk)["case_"] == 192
    assert hits(desk, "2022-0001")
    desk.close()


def test_a_report_says_how_many_and_not_who(twente: Desk, tmp_path: Path) -> None:
    report = taken_over(twente, written(tmp_path / "1.csv", {}, {"bsn": "999990018"}))
    assert "Testveld" not in repr(report)
    assert replace(report, rejected=()).accepted == 1


def places(desk: Desk) -> list[tuple[str, str]]:
    return desk.read(
        lambda s: [
            (m.code, m.name)
            for m in s.scalars(select(Municipality).where(~Municipality.deleted).order_by(Municipality.name))
        ]
    )


def test_a_house_without_gemeenten_gets_those_of_its_register(desk: Desk, tmp_path: Path) -> None:
    empty = settled(desk, "empty")
    nothing = {"casustafel": ""}
    first = written(
        tmp_path / "1.csv",
        nothing | {"gemeente": "Hengelo (O)"},
        nothing | {"gemeente": "Emmen"},
        nothing | {"gemeente": "0114"},
        nothing | {"gemeente": "Emmn"},
        nothing | {"gemeente": "Atlantis"},
        nothing | {"gemeente": ""},
    )
    report = taken_over(empty, first)
    assert (report.accepted, report.gemeenten) == (4, 2)
    assert [one.reason for one in report.rejected] == [
        "Gemeente Emmn onbekend. Bedoelt u Emmen?",
        "Deze gemeente is niet bekend.",
    ]
    assert places(empty) == [("GM0114", "Emmen"), ("GM0164", "Hengelo")]
    # What an import brought in binds the next one to nothing.
    second = written(tmp_path / "2.csv", nothing | {"casusnummer": "2025-0001", "gemeente": "Assen"})
    assert taken_over(empty, second).gemeenten == 1
    act = empty.read(
        lambda s: s.scalars(
            select(ChangeSet.act).where(ChangeSet.origin == "import").order_by(ChangeSet.rev.desc())
        ).first()
    )
    assert act is not None
    empty.change(lambda s: undo.undo(s, act), "undo", undo_of=act)
    assert [name for _, name in places(empty)] == ["Emmen", "Hengelo"]
    assert not taken_over(empty, second).rejected, "what was taken back may be taken over again"


def test_who_chose_a_gemeente_chose_them_all(desk: Desk, tmp_path: Path) -> None:
    empty = settled(desk, "empty")
    empty.change(lambda s: house.add_place(s, "", {"name": "Emmen"}), "place.add")
    report = taken_over(empty, written(tmp_path / "1.csv", {"casustafel": "", "gemeente": "Assen"}))
    assert [one.reason for one in report.rejected] == ["Assen hoort niet bij dit huis."]
    assert [name for _, name in places(empty)] == ["Emmen"]
