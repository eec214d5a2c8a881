from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.importing.houses import counts, hits, taken_over, written
from tests.importing.registers import DRENTHE_CSV, drenthe_rows
from zvhdesk.domain.terms import Compartment, PartnerClass, PartnerDomain, Phase, Product, StreamKind
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing import register
from zvhdesk.services.importing.checking import Options


def test_the_drenthe_register_comes_in_whole(drenthe: Desk) -> None:
    report = taken_over(drenthe, DRENTHE_CSV)
    rows = drenthe_rows()
    assert (report.accepted, report.cases, report.rejected) == (192, 192, ())
    assert report.persons == len({(row["bsn"], row["geboortedatum"]) for row in rows}) == 192
    assert report.partners == len({row["aanmelder"] for row in rows}) == 17
    assert report.closed_shielded == sum(bool(row["afgesloten"]) for row in rows) == 54
    # Five years before 12 March 2026 is 12 March 2021: nothing in it is older.
    assert report.past_retention == 0


def test_every_cell_of_the_register_is_in_the_house(drenthe: Desk) -> None:
    taken_over(drenthe, DRENTHE_CSV)

    def cells(session: Session) -> list[tuple[object, ...]]:
        rows = session.execute(
            select(Case, Referral, Partner, Person)
            .join(Referral, Referral.case_id == Case.id)
            .join(Partner, Partner.id == Referral.referrer_id)
            .join(Subject, Subject.case_id == Case.id)
            .join(Person, Person.id == Subject.person_id)
            .order_by(Case.number)
        )
        return [
            (
                case.number, referral.referred_on, case.first_processed_on, partner.name, case.municipality,
                person.initials, person.prefix, person.surname, person.birth_date, person.bsn, case.product,
                case.main_topic, case.mental_health, case.life_course, case.waiting_since, case.started_on,
                case.closed_on, case.shielded,
            )
            for case, referral, partner, person in rows
        ]  # fmt: skip

    def day(iso: str) -> date | None:
        return date.fromisoformat(iso) if iso else None

    products = {"procesregie": Product.COORDINATION, "uitgebreid advies": Product.EXTENDED_ADVICE}
    expected = [
        (
            row["casusnummer"], day(row["aanmelddatum"]), day(row["aanmelddatum"]), row["aanmelder"],
            row["gemeente"], row["voorletters"], row["voorvoegsel"] or None, row["achternaam"],
            row["geboortedatum"] or None, row["bsn"], products[row["product"]], row["hoofdonderwerp"],
            row["ggz"] == "ja",
            row["levensloopaanpak"] == "ja", day(row["werkvoorraad_sinds"]), day(row["start_behandeling"]),
            day(row["afgesloten"]), bool(row["afgesloten"]),
        )
        for row in sorted(drenthe_rows(), key=lambda row: row["casusnummer"])
    ]  # fmt: skip
    assert drenthe.read(cells) == expected


def test_an_import_is_one_act_with_a_change_set_per_stream(drenthe: Desk) -> None:
    taken_over(drenthe, DRENTHE_CSV)

    def look(session: Session) -> tuple[set[str], list[tuple[str, str, int]], int]:
        sets = session.scalars(select(ChangeSet).where(ChangeSet.intent == "import.register")).all()
        kinds = session.execute(
            select(Stream.kind, Stream.compartment, func.count())
            .join(ChangeSet, ChangeSet.stream_id == Stream.id)
            .where(ChangeSet.intent == "import.register")
            .group_by(Stream.kind, Stream.compartment)
        )
        assert {one.origin for one in sets} == {"import"}
        return {one.act for one in sets}, sorted((str(k), str(c), n) for k, c, n in kinds), len(sets)

    acts, per_kind, total = drenthe.read(look)
    assert len(acts) == 1
    assert per_kind == [
        (StreamKind.CASE, Compartment.REGULAR, 192),
        (StreamKind.COMMON, Compartment.HOUSE, 1),
        (StreamKind.PERSON, Compartment.REGULAR, 192),
    ]
    assert total == 385


def test_every_value_has_its_change_op(twente: Desk, tmp_path: Path) -> None:
    taken_over(twente, written(tmp_path / "x.csv", {"bsn": "999990019"}))

    def ops(session: Session) -> dict[tuple[str, str], str]:
        rows = session.scalars(
            select(ChangeOp)
            .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
            .where(ChangeSet.origin == "import")
        )
        return {(op.tbl, op.col): op.new for op in rows}

    found = twente.read(ops)
    assert found["case_", "number"] == '"2024-0001"'
    assert found["case_", "first_processed_on"] == '"2024-02-01"'
    assert found["person", "bsn"] == '"999990019"'
    assert found["partner", "name"] == '"Politie"'
    assert ("case_", "closed_on") not in found


def test_the_same_bsn_and_birth_date_are_the_same_person(twente: Desk, tmp_path: Path) -> None:
    one = {"bsn": "999990019"}
    report = taken_over(twente, written(tmp_path / "1.csv", one, one))
    assert (report.cases, report.persons) == (2, 1)
    again = taken_over(twente, written(tmp_path / "2.csv", one | {"casusnummer": "2025-0001"}))
    assert (again.cases, again.persons) == (1, 0)
    assert twente.read(lambda s: s.scalars(select(Person.possible_duplicate)).all()) == [False]
    assert twente.read(lambda s: len(set(s.scalars(select(Subject.person_id))))) == 1


def test_the_same_bsn_with_another_birth_date_is_a_possible_duplicate(twente: Desk, tmp_path: Path) -> None:
    one = {"bsn": "999990019"}
    taken_over(twente, written(tmp_path / "1.csv", one))
    other = one | {"casusnummer": "2025-0001", "geboortedatum": "1991-05-04"}
    assert taken_over(twente, written(tmp_path / "2.csv", other)).persons == 1
    people = twente.read(
        lambda s: [
            (p.birth_date, p.possible_duplicate) for p in s.scalars(select(Person).order_by(Person.id))
        ]
    )
    assert sorted(people) == [("1990-05-04", False), ("1991-05-04", True)]


def test_a_shielded_person_is_not_hinted_at(twente: Desk, tmp_path: Path) -> None:
    """DATA.md 14: a match in a shielded case is not offered, named or counted."""
    one = {"bsn": "999990019", "afgesloten": "2024-06-01"}
    taken_over(twente, written(tmp_path / "1.csv", one))
    other = {"bsn": "999990019", "casusnummer": "2025-0001", "geboortedatum": "1991-05-04"}
    taken_over(twente, written(tmp_path / "2.csv", other))
    assert twente.read(lambda s: s.scalars(select(Person.possible_duplicate)).all()) == [False, False]


def test_someone_known_from_a_shielded_case_alone_is_a_new_person(twente: Desk, tmp_path: Path) -> None:
    """Linking would show the stored name in the new case, and report one person less (DATA.md 14)."""
    closed = {"bsn": "999990019", "afgesloten": "2024-06-01", "achternaam": "Toen"}
    taken_over(twente, written(tmp_path / "1.csv", closed))
    again = {"bsn": "999990019", "casusnummer": "2025-0001", "achternaam": "Nu"}
    assert taken_over(twente, written(tmp_path / "2.csv", again)).persons == 1
    names = twente.read(
        lambda s: s.scalars(
            select(Person.surname)
            .join(Subject, Subject.person_id == Person.id)
            .join(Case, Case.id == Subject.case_id)
            .where(Case.number == "2025-0001")
        ).all()
    )
    assert names == ["Nu"]


def test_people_without_bsn_are_never_put_together(twente: Desk, tmp_path: Path) -> None:
    assert taken_over(twente, written(tmp_path / "1.csv", {}, {})).persons == 2


def test_a_row_without_a_person_is_a_case_without_one(twente: Desk, tmp_path: Path) -> None:
    nobody = dict.fromkeys(("voorletters", "voorvoegsel", "achternaam", "geboortedatum", "bsn"), "")
    report = taken_over(twente, written(tmp_path / "1.csv", nobody))
    assert (report.cases, report.persons) == (1, 0)
    assert counts(twente)["subject"] == 0


def test_what_was_said_of_an_organisation_is_kept(twente: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "1.csv", {}, {"aanmelder": "Openbaar Ministerie"}, {"aanmelder": "POLITIE"})
    opened = register.open_register(twente, path)
    proposed = register.proposals(opened, opened.mapping)
    assert [answer.name for answer in proposed] == ["Politie", "Openbaar Ministerie"]
    assert all(answer.class_ is PartnerClass.PARAGRAPH_1 for answer in proposed)
    mapping = opened.mapping.with_partners([proposed[0]])
    checked = register.check_opened(opened, mapping, twente.today(), Options())
    assert register.take_over(twente, opened, mapping, checked).partners == 2
    kept = twente.read(lambda s: {p.name: (p.domain, p.class_) for p in s.scalars(select(Partner))})
    assert kept == {
        "Politie": (PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        "Openbaar Ministerie": (PartnerDomain.UNKNOWN, PartnerClass.UNKNOWN),
    }
    assert register.proposals(register.open_register(twente, path), mapping) == ()


def test_closed_cases_arrive_shielded_and_are_not_found(twente: Desk, tmp_path: Path) -> None:
    taken_over(
        twente, written(tmp_path / "1.csv", {}, {"afgesloten": "2024-06-01", "achternaam": "Verborgenveld"})
    )
    cases = twente.read(lambda s: {c.number: (c.phase, c.shielded) for c in s.scalars(select(Case))})
    assert cases == {"2024-0001": (Phase.AT_TABLE, False), "2024-0002": (Phase.CLOSED, True)}
    assert hits(twente, "Testveld")
    assert hits(twente, "2024-0001")
    assert not hits(twente, "Verborgenveld")
    assert not hits(twente, "2024-0002")


def test_the_search_index_is_fed_again_after_an_import(twente: Desk, tmp_path: Path) -> None:
    taken_over(twente, written(tmp_path / "1.csv", {}))
    twente.change(lambda s: setattr(s.scalars(select(Person)).one(), "surname", "Nieuwveld"), "person.edit")
    assert hits(twente, "Nieuwveld")
    assert not hits(twente, "Testveld")


def test_rows_past_five_years_come_in_and_are_counted(twente: Desk, tmp_path: Path) -> None:
    old = {"aanmelddatum": "2021-03-11", "start_behandeling": "2021-04-01"}
    last_day = {"aanmelddatum": "2021-03-12", "start_behandeling": "2021-04-01"}
    report = taken_over(twente, written(tmp_path / "1.csv", old, last_day))
    assert (report.accepted, report.past_retention) == (2, 1)
    assert twente.read(lambda s: s.scalar(select(func.min(Case.first_processed_on)))) == date(2021, 3, 11)


def test_an_accepted_age_is_recorded_on_the_case(twente: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "1.csv", {"casustafel": "JOR"})
    assert taken_over(twente, path).accepted == 0
    assert taken_over(twente, path, Options(accept_age=True)).accepted == 1
    assert twente.read(lambda s: s.scalars(select(Case.age_deviation)).one()) == (
        "JOR is voor 12 tot en met 23 jaar; deze persoon was 33."
    )
