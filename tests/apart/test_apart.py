"""The cases of CTER on one machine: their own file and key, and nothing of them anywhere else."""

import json
import shutil
import zipfile
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.apart.conftest import CANARY, OTHER, PASSPHRASE, Made, Opened, add_cases, table_named
from tests.elsewhere import heard
from tests.worlds import FixedClock
from zvhdesk.cli.main import main
from zvhdesk.domain.refusals import BadInput, HouseIsCopy, OtherRegime, Refused
from zvhdesk.domain.store_refusals import AlreadyOpen, OtherCompartment, StoreRefused
from zvhdesk.domain.terms import Compartment, Regime, StreamKind
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Referral
from zvhdesk.models.house import CaseTable, House, Partner
from zvhdesk.models.local import Stream
from zvhdesk.services import (
    aside_folders,
    backup,
    board,
    case_sheet,
    conflicts,
    editing,
    figures,
    finding,
    house,
    house_file,
    opening,
    regimes,
)
from zvhdesk.services.board import BoardFilters
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing.checking import Options
from zvhdesk.services.importing.house_view import read_house
from zvhdesk.services.importing.register import check_opened, open_register, take_over
from zvhdesk.services.meetings import planning
from zvhdesk.services.regions import meetings_stream
from zvhdesk.services.undo import last_act, undo
from zvhdesk.services.unlock import lock, vault, vault_file

CTER, REGULAR = Compartment.CTER, Compartment.REGULAR


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, the shared memory of SQLite and the lock aside."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.endswith(("-shm", "lock"))}


def said_of_regular(desk: Desk) -> str:
    """Everything that the regular desk answers: board, search, figures, house, register."""
    today = desk.today()
    return repr(
        (
            desk.read(lambda s: board.board(s, today, BoardFilters(), desk.user)),
            desk.read(lambda s: finding.find(s, CANARY, names=True)),
            desk.read(lambda s: finding.find(s, "2026-0001", names=True)),
            desk.read(lambda s: asdict(figures.figures(s, 2026))),
            desk.read(lambda s: [asdict(table) for table in read_house(s).tables]),
            desk.read(lambda s: [table.name for table in regimes.tables(s)]),
        )
    )


def refused(desk: Desk, fn: object, intent: str = "case.edit") -> object:
    """What a desk says no with."""
    with pytest.raises(Refused) as no:
        desk.change(fn, intent)  # type: ignore[arg-type]
    return no.value.reason


def test_the_regular_desk_answers_the_same_with_and_without(pair: Made, opened: Opened) -> None:
    """Never a desk of CTER, or one with fifty cases: the same bytes in every answer and every file."""
    elsewhere = pair.folder.with_name("zonder")
    shutil.copytree(pair.folder, elsewhere, ignore=shutil.ignore_patterns("cter"))
    before = contents(pair.folder)
    desk = opened(CTER)
    add_cases(desk, 50)
    assert len(desk.read(lambda s: finding.find(s, CANARY, names=True)).hits) > 0
    desk.close()
    after = contents(pair.folder)
    assert {name for name in after if before.get(name) != after[name]} == {"cter/cter.db"}
    assert {name for name in after if not name.startswith("cter/")} == set(contents(elsewhere))
    assert all(CANARY.encode() not in data for data in after.values())
    alone = Desk.open(elsewhere, pair.new.key, FixedClock())
    beside = opened(REGULAR)
    assert said_of_regular(alone) == said_of_regular(beside)
    alone.close()


def test_each_desk_writes_where_its_cases_live(cter: Desk) -> None:
    add_cases(cter, 2)
    cter.change(meetings_stream, "meeting.plan")
    rows = cter.read(lambda s: {(row.compartment, row.kind) for row in s.query(Stream)})
    assert rows == {
        (Compartment.HOUSE, StreamKind.COMMON),
        (CTER, StreamKind.COMMON),
        (CTER, StreamKind.CASE),
        (CTER, StreamKind.PERSON),
    }


def test_the_house_is_only_read_there(cter: Desk) -> None:
    def rename(session: CaptureSession) -> None:
        session.query(House).one().name = "Anders"

    def add(session: CaptureSession) -> None:
        session.add(Partner(stream_id=session.query(House.stream_id).scalar(), name="Nieuw"))

    assert refused(cter, rename) == refused(cter, add) == HouseIsCopy()
    assert cter.read(lambda s: s.query(House.name).scalar()) == "Zorg- en Veiligheidshuis Voorbeeld"
    assert cter.read(lambda s: s.query(Partner).count()) == 2


def test_a_table_takes_cases_under_its_own_regime_only(opened: Opened) -> None:
    regular, cter = opened(REGULAR), opened(CTER)
    add_cases(cter, 1)
    for desk, own, other in (
        (regular, ["Top-X", "JOR"], "Radicalisering"),
        (cter, ["Radicalisering"], "JOR"),
    ):
        assert sorted(desk.read(lambda s: [table.name for table in regimes.tables(s)])) == sorted(own)
        case, table = desk.read(lambda s: s.query(Case).limit(1).one().id), table_named(desk, other)
        cell = ("case_", case, "table_id")
        assert refused(desk, lambda s, c=cell, t=table: editing.save(s, "f", c, t, 99)) == OtherRegime()
        plan = refused(
            desk, lambda s, t=table: planning.plan_meeting(s, t, date(2026, 4, 1), "9", "11", "", None)
        )
        assert plan == BadInput("Casustafel", regimes.SENTENCE)


def test_a_table_never_changes_compartment_whatever_stands_at_it(opened: Opened) -> None:
    """Nor does the answer depend on cases: of those of CTER nobody outside it may hear (DATA.md 2)."""
    regular, cter = opened(REGULAR), opened(CTER)
    of_cter = table_named(regular, "Radicalisering")
    turns = (
        (table_named(regular, "Top-X"), Regime.CTER),
        (table_named(regular, "JOR"), Regime.CTER),
        (of_cter, Regime.WGS),
        (of_cter, Regime.OTHER),
    )

    def turn(session: CaptureSession, table: str, to: Regime) -> None:
        editing.save(session, "f", ("case_table", table, "regime"), to.value, 99)

    def answers() -> list[object]:
        return [refused(regular, partial(turn, table=table, to=to)) for table, to in turns]

    before = answers()
    assert before == [BadInput("regime", regimes.NEVER_CROSSES)] * len(turns)
    add_cases(cter, 1)
    own = cter.read(lambda s: s.query(Case).limit(1).one().id)
    put = ("case_", own, "table_id")
    cter.change(lambda s: editing.save(s, "f", put, of_cter, 99), "case.edit")
    case = regular.read(lambda s: s.query(Case).one().id)
    here = ("case_", case, "table_id")
    regular.change(lambda s: editing.save(s, "f", here, turns[0][0], 99), "case.edit")
    assert answers() == before
    other = ("case_table", turns[1][0], "regime")
    regular.change(lambda s: editing.save(s, "f", other, Regime.OTHER.value, 99), "case_table.edit")
    assert regular.read(lambda s: s.get_one(CaseTable, other[1]).regime) is Regime.OTHER


def test_to_take_back_what_an_older_program_did_brings_no_table_across(regular: Desk) -> None:
    table = table_named(regular, "JOR")
    regular.change(lambda s: setattr(s.get_one(CaseTable, table), "regime", Regime.CTER), "case_table.edit")
    last = regular.read(lambda s: last_act(s, regular.user))
    no = refused(regular, lambda s: undo(s, last.id))
    assert no == BadInput("regime", regimes.NEVER_CROSSES)


@pytest.mark.parametrize("later_ms", [60_000, -60_000], ids=["it is shown", "it is not"])
def test_no_choice_between_versions_brings_a_table_across(regular: Desk, later_ms: int) -> None:
    """An older program at another desk gave it to CTER while here it was changed: either may be shown."""
    table = table_named(regular, "JOR")
    cell = ("case_table", table, "regime")
    regular.change(lambda s: editing.save(s, "f", cell, Regime.OTHER.value, 99), "case_table.edit")
    heard(regular, cell, Regime.CTER, seen=False, later_ms=later_ms)
    found = regular.read(lambda s: conflicts.reading.of_cell(s, cell))
    assert found is not None
    (across,) = (one for one in found.versions if one.text == Regime.CTER.value)
    (own,) = (one for one in found.versions if one is not across)
    no = refused(regular, partial(conflicts.choose, conflict=found, version=across.id))
    assert no == BadInput("regime", regimes.NEVER_CROSSES)
    regular.change(partial(conflicts.choose, conflict=found, version=own.id), conflicts.SETTLE)
    assert regular.read(lambda s: s.get_one(CaseTable, table).regime) is Regime.OTHER
    assert regular.read(lambda s: conflicts.reading.of_cell(s, cell)) is None


def test_a_table_of_cter_is_not_removed_where_its_cases_are_not_seen(opened: Opened) -> None:
    """Whatever stands at it: the answer tells nothing of cases."""
    regular, cter = opened(REGULAR), opened(CTER)
    table = table_named(regular, "Radicalisering")

    def answer() -> object:
        return refused(regular, lambda s: house.remove_table(s, table, regular.user))

    before = answer()
    assert before == BadInput("case_table", regimes.UNSEEN)
    add_cases(cter, 1)
    own = cter.read(lambda s: s.query(Case).limit(1).one().id)
    cter.change(lambda s: editing.save(s, "f", ("case_", own, "table_id"), table, 99), "case.edit")
    assert answer() == before


def test_what_only_cter_uses_stands_there_and_nowhere_else(opened: Opened) -> None:
    """Elsewhere it was removed, and nobody is told that a case of CTER knows it."""
    regular, cter = opened(REGULAR), opened(CTER)
    add_cases(cter, 1)
    partner = cter.read(lambda s: s.query(Partner).filter(Partner.name == "GGZ De Regge").one().id)

    def refer(session: CaptureSession) -> None:
        case = session.query(Case).limit(1).one()
        day = date(2026, 3, 1)
        session.add(Referral(stream_id=case.stream_id, case_id=case.id, referred_on=day, referrer_id=partner))

    cter.change(refer, "case.edit")
    regular.change(lambda s: house.remove_partner(s, partner, regular.user), "partner.remove")
    made = house_file.sealed(house_file.gather(regular))
    file = house_file.read(made.data, made.code)
    assert house_file.take(cter, file) > 0
    assert house_file.take(cter, file) == 0, "it knows"
    here, there = (one.read(lambda s: house.overview(s, "")) for one in (regular, cter))
    assert [partner in [row.id for row in found.partners] for found in (here, there)] == [False, True]
    assert (here.leaving, there.leaving) == ({}, {"partner": ("GGZ De Regge",)})


def test_no_paper_of_a_case_of_cter_claims_the_wgs(opened: Opened) -> None:
    """Whether it stands at no table yet, or an older program gave its table to the WGS."""
    regular, cter = opened(REGULAR), opened(CTER)
    add_cases(cter, 1)
    case = cter.read(lambda s: s.query(Case).limit(1).one().id)
    cter.change(lambda s: setattr(s.get_one(Case, case), "table_id", None), "case.edit")
    sheet = cter.read(lambda s: case_sheet.gather_sheet(s, case, cter.clock()))
    assert "CTER" in sheet.handling
    for words in (sheet.handling, sheet.secrecy):
        assert "WGS" not in words
        assert "Wet gegevensverwerking" not in words
    own = regular.read(lambda s: s.query(Case).one().id)
    sheet = regular.read(lambda s: case_sheet.gather_sheet(s, own, regular.clock()))
    assert "Wet gegevensverwerking" in sheet.handling


def test_a_register_row_for_a_table_of_cter_is_refused_here(regular: Desk, tmp_path: Path) -> None:
    """In words that say nothing of whether anything stands elsewhere."""
    register = tmp_path / "register.csv"
    register.write_text(
        "Zaaknummer;Casustafel;Gemeente;Datum aanmelding\n"
        "2026-9;Radicalisering;Enschede;01-03-2026\n2026-10;Top-X;Enschede;01-03-2026\n",
        "utf-8",
    )
    found = open_register(regular, register)
    checked = check_opened(found, found.mapping, regular.today(), Options())
    assert [one.reason for one in checked.rejected] == [regimes.SENTENCE]
    assert [case.number for case in checked.cases] == ["2026-10"]


def test_a_register_is_taken_over_on_a_desk_of_cter(cter: Desk, tmp_path: Path) -> None:
    """As long as it brings nothing new into the house, which is only read there."""
    for referrer, taken in (("Politie", 1), ("Wie dit huis niet kent", 0)):
        register = tmp_path / f"{taken}.csv"
        register.write_text(
            "Zaaknummer;Casustafel;Gemeente;Datum aanmelding;Aanmelder\n"
            f"2026-{taken};Radicalisering;Enschede;01-03-2026;{referrer}\n",
            "utf-8",
        )
        found = open_register(cter, register)
        checked = check_opened(found, found.mapping, cter.today(), Options())
        assert [case.number for case in checked.cases] == [f"2026-{taken}"]
        if taken:
            assert take_over(cter, found, found.mapping, checked).cases == 1
        else:
            with pytest.raises(Refused) as no:
                take_over(cter, found, found.mapping, checked)
            assert no.value.reason == HouseIsCopy()
    assert cter.read(lambda s: s.query(Case.number).all()) == [("2026-1",)]


def test_a_file_is_opened_as_what_it_is(pair: Made, clock: FixedClock) -> None:
    """Put back, or renamed, in the place of the other: refused, and left as it was."""
    shutil.copy(pair.apart / "cter.db", pair.folder / "desk.db")
    shutil.copy(pair.apart / "vault.json", pair.folder / "vault.json")
    before = (pair.folder / "desk.db").read_bytes()
    with pytest.raises(StoreRefused) as no:
        opening.open_house(pair.folder, OTHER, None, clock)
    assert isinstance(no.value.reason, OtherCompartment)
    assert (pair.folder / "desk.db").read_bytes() == before


def test_the_sheets_of_the_house_open_it_and_its_own_passphrase_does(pair: Made, clock: FixedClock) -> None:
    sheets = (pair.new.sheets[0].text, pair.new.sheets[1].text)
    assert vault.sheets_mark(pair.apart) == vault.sheets_mark(pair.folder) == pair.new.sheets[0].pair
    desk = opening.recover_house(pair.apart, sheets, "weer een andere lange zin", None, clock, CTER)
    assert desk.compartment is CTER
    desk.close()
    with pytest.raises(StoreRefused):
        vault.unlock(pair.apart, PASSPHRASE, None)


def test_a_joining_that_was_left_leaves_no_folder(tmp_path: Path, clock: FixedClock) -> None:
    place = tmp_path / "huis" / "cter"
    begun = opening.begin_joining(place, clock, CTER)
    assert begun.desk.compartment is CTER
    opening.leave_joining(begun)
    assert list(place.parent.iterdir()) == []


def test_one_lock_holds_both(pair: Made, capsys: pytest.CaptureFixture[str]) -> None:
    secret = pair.folder.parent / "wachtzin"
    secret.write_text(OTHER, "utf-8")
    asked = ["figures", "2026", "--house", str(pair.folder), "--cter", "--passphrase-file", str(secret)]
    with lock.hold(pair.folder):
        assert main(asked) == 3
    with pytest.raises(StoreRefused) as no, lock.hold(pair.folder):
        lock.hold(pair.folder)
    assert isinstance(no.value.reason, AlreadyOpen)
    capsys.readouterr()
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2026


def test_a_copy_says_not_what_it_is_of_and_goes_back_where_it_belongs(
    pair: Made, cter: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_cases(cter, 3)
    target = tmp_path / "kopieën"
    target.mkdir()
    copy = backup.make_backup(cter.engine, cter.key, cter.folder, target, cter.today())
    cter.close()
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["LEESMIJ.txt", "desk.db", "vault.json"]
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Four letters turn up by chance in what is encrypted; a whole name does not.
    readable = b"".join((parts["LEESMIJ.txt"], parts["vault.json"], copy.name.encode()))
    assert b"cter" not in readable.lower().replace(b"character", b"")
    assert CANARY.encode() not in b"".join(parts.values())
    secret, new = tmp_path / "zin", tmp_path / "elders" / "huis"
    secret.write_text(OTHER, "utf-8")
    asked = ["restore", str(copy), str(new), "--passphrase-file", str(secret)]
    assert main(asked) == 1
    assert "ander dossiercompartiment" in capsys.readouterr().err
    assert not new.exists()
    assert main([*asked, "--cter"]) == 0
    back = Desk.open(new / "cter", pair.key, FixedClock(), CTER)
    assert back.read(lambda s: s.query(Case).count()) == 3
    back.close()
    assert not (new / "desk.db").exists()


def test_each_compartment_waits_for_its_own_desk_that_was_set_aside(
    pair: Made, cter: Desk, regular: Desk
) -> None:
    named = {"": "huis-opzij-2026-03-09", "cter": "huis-opzij-2026-03-10"}
    places = {part: pair.folder.with_name(name) for part, name in named.items()}
    for part, place in places.items():
        (place / part).mkdir(parents=True)
        (place / part / vault_file.VAULT_NAME).write_text("{}")
    assert aside_folders.held(regular) == (str(places[""]),)
    assert aside_folders.held(cter) == (str(places["cter"]),)
