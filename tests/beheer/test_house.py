"""The rows and acts of Beheer, without a screen."""

from datetime import date
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from tests.worlds import SmallHouse
from zvhdesk.domain.refusals import BadInput, Refused, TouchedSince
from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Phase, Regime
from zvhdesk.models.agreeing import RosterLine
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import Municipality, Partner
from zvhdesk.services import house as service
from zvhdesk.services.desk import Desk
from zvhdesk.services.house import Overview, ages, overview
from zvhdesk.services.meetings.attendance import expect_partner
from zvhdesk.services.meetings.planning import cancel_meeting, plan_meeting
from zvhdesk.services.undo import last_act, undo
from zvhdesk.wire import roster


def look(desk: Desk) -> Overview:
    return desk.read(lambda session: overview(session, desk.user))


def refusal(desk: Desk, act: service.Remove, row_id: str) -> str:
    with pytest.raises(Refused) as refused:
        desk.change(lambda session: act(session, row_id, desk.user), "test.remove")
    assert isinstance(refused.value.reason, BadInput)
    return refused.value.reason.sentence


def test_the_page_shows_what_the_house_consists_of(house: SmallHouse) -> None:
    found = look(house.desk)
    assert [(row.name, row.me) for row in found.members] == [("A. Voorzitter", True)]
    assert [(row.name, row.referrals) for row in found.partners] == [("GGZ De Regge", 0), ("Politie", 1)]
    assert [(row.name, row.ages) for row in found.tables] == [
        ("Top-X", "alle leeftijden"),
        ("JOR", "12 tot en met 23 jaar"),
    ]
    assert [row.name for row in found.places] == ["Enschede"]
    assert found.unknown == 0


def test_a_shielded_case_is_not_counted(house: SmallHouse) -> None:
    def shield(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        case.table_id, case.shielded, case.phase = house.table, True, Phase.CLOSED

    house.desk.change(shield, "case.close")
    found = look(house.desk)
    assert [row.referrals for row in found.partners] == [0, 0]
    assert [row.cases for row in found.tables] == [0, 0]
    # It still keeps its organisation: what referred it must be known as long as it exists.
    assert "komt voor in een casus" in refusal(house.desk, service.remove_partner, house.police)


def test_rows_are_added_with_what_was_typed(house: SmallHouse) -> None:
    desk = house.desk
    typed = {"name": " Veilig Thuis Twente ", "domain": "care", "class_": "paragraph_2"}
    added = desk.change(lambda s: service.add_partner(s, service.OF_HOUSE, typed), "partner.add")
    row = next(row for row in look(desk).partners if row.id == added)
    assert (row.name, row.domain, row.class_) == (
        "Veilig Thuis Twente",
        PartnerDomain.CARE,
        PartnerClass.PARAGRAPH_2,
    )
    table = {"name": "VPO", "short_name": "VPO", "regime": "wgs", "min_age": "18", "max_age": ""}
    desk.change(lambda s: service.add_table(s, service.OF_HOUSE, table), "table.add")
    last = look(desk).tables[-1]
    assert (last.name, last.ages, last.regime) == ("VPO", "vanaf 18 jaar", Regime.WGS)
    desk.change(lambda s: service.add_place(s, service.OF_HOUSE, {"name": "hengelo (o)"}), "place.add")
    assert {(row.name, row.code) for row in look(desk).places} == {
        ("Enschede", "GM0153"),
        ("Hengelo", "GM0164"),
    }


@pytest.mark.parametrize(
    "typed, column, begins",
    [
        ({"name": "", "domain": "care", "class_": "third"}, "name", "Vul organisatie in"),
        ({"name": "politie", "domain": "care", "class_": "third"}, "name", "Deze organisatie staat al"),
        ({"name": "X", "domain": "??", "class_": "third"}, "domain", "Kies een"),
    ],
)
def test_a_partner_that_cannot_be_says_where_and_why(
    house: SmallHouse, typed: dict[str, str], column: str, begins: str
) -> None:
    with pytest.raises(Refused) as refused:
        house.desk.change(lambda s: service.add_partner(s, service.OF_HOUSE, typed), "partner.add")
    reason = refused.value.reason
    assert isinstance(reason, BadInput)
    assert reason.field == column
    assert reason.sentence.startswith(begins)


@pytest.mark.parametrize(
    "typed, column",
    [
        ({"min_age": "24", "max_age": "23"}, "max_age"),
        ({"min_age": "-1"}, "min_age"),
        ({"max_age": "twaalf"}, "max_age"),
        ({"short_name": "veel te lange naam"}, "short_name"),
        ({"name": "TOP X"}, "name"),
    ],
)
def test_a_table_that_cannot_be_says_where(house: SmallHouse, typed: dict[str, str], column: str) -> None:
    whole = {"name": "Nieuw", "short_name": "N", "regime": "wgs", "min_age": "", "max_age": ""} | typed
    with pytest.raises(Refused) as refused:
        house.desk.change(lambda s: service.add_table(s, service.OF_HOUSE, whole), "table.add")
    assert isinstance(refused.value.reason, BadInput)
    assert refused.value.reason.field == column


def test_an_unknown_gemeente_suggests_the_nearest(house: SmallHouse) -> None:
    with pytest.raises(Refused) as refused:
        house.desk.change(lambda s: service.add_place(s, service.OF_HOUSE, {"name": "Hengeloo"}), "place.add")
    assert isinstance(refused.value.reason, BadInput)
    assert refused.value.reason.sentence.endswith("Bedoelt u Hengelo?")


def test_what_is_in_use_stays(house: SmallHouse) -> None:
    desk = house.desk

    def use(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        case.table_id, case.municipality = house.table, "Enschede"
        session.add(
            Action(
                stream_id=house.case_stream,
                case_id=house.case_id,
                number=1,
                text="Bellen",
                partner_id=house.care,
                due_on=date(2026, 4, 1),
            )
        )

    desk.change(use, "test.use")
    place = desk.read(lambda s: s.scalars(select(Municipality.id)).one())
    assert "casus" in refusal(desk, service.remove_partner, house.police)
    assert "casus" in refusal(desk, service.remove_partner, house.care)
    assert "casussen" in refusal(desk, service.remove_table, house.table)
    assert "casus" in refusal(desk, service.remove_place, place)
    assert "uzelf" in refusal(desk, service.remove_member, desk.user).replace(" ", "")


def test_who_has_a_device_that_reads_the_house_does_not_go_by_itself(house: SmallHouse) -> None:
    desk, key = house.desk, Ed25519PrivateKey.generate()
    typed = {"name": "B. Tweede", "initials": "BT", "role": "adviseur"}
    user = desk.change(lambda s: service.add_member(s, service.OF_HOUSE, typed), "member.add")
    added = desk.read(lambda s: last_act(s, desk.user)).id

    def enter(seq: int, body: roster.Body) -> None:
        made = roster.make(roster.Place(bytes(16), seq, bytes(32), bytes(16)), body, key)
        desk.keep(lambda s: s.add(RosterLine(seq=seq, body=made.body, sig=made.sig)))

    enter(1, roster.Device(b"d" * 16, bytes.fromhex(user), bytes(32), b"k"))
    assert "leest het huis nog" in refusal(desk, service.remove_member, user)
    with pytest.raises(Refused) as refused:
        desk.change(lambda s: undo(s, added), "undo", undo_of=added)
    assert refused.value.reason == TouchedSince()
    enter(2, roster.Revoke(b"d" * 16, roster.AfterRevoking.KEEP))
    desk.change(lambda s: service.remove_member(s, user, desk.user), "member.remove")
    assert [row.name for row in look(desk).members] == ["A. Voorzitter"]


def test_a_gemeente_that_a_case_is_in_is_not_taken_back(house: SmallHouse) -> None:
    desk = house.desk
    desk.change(lambda s: service.add_place(s, service.OF_HOUSE, {"name": "Hengelo"}), "place.add")
    added = desk.read(lambda s: last_act(s, desk.user)).id
    put = partial(_put, case=house.case_id)
    desk.change(lambda s: put(s, place="Hengelo"), "case.edit")
    with pytest.raises(Refused) as refused:
        desk.change(lambda s: undo(s, added), "undo", undo_of=added)
    assert refused.value.reason == TouchedSince()
    desk.change(lambda s: put(s, place="Enschede"), "case.edit")
    desk.change(lambda s: undo(s, added), "undo", undo_of=added)
    assert [row.name for row in look(desk).places] == ["Enschede"]


def _put(session: CaptureSession, case: str, place: str) -> None:
    session.get_one(Case, case).municipality = place


def test_a_table_with_a_meeting_stays_and_who_is_expected_there_until_it_is_cancelled(
    house: SmallHouse,
) -> None:
    desk = house.desk
    plan = partial(plan_meeting, table_id=house.table, held_on=date(2026, 4, 1), starts="9", ends="11")
    meeting = desk.change(lambda s: plan(s, place="", chair_id=None), "meeting.plan")
    desk.change(lambda s: expect_partner(s, meeting, house.care), "attendance.add")
    assert "bijeenkomst" in refusal(desk, service.remove_table, house.table)
    assert "bijeenkomst" in refusal(desk, service.remove_partner, house.care)
    desk.change(lambda s: cancel_meeting(s, meeting), "meeting.edit")
    desk.change(lambda s: service.remove_table(s, house.table, desk.user), "table.remove")
    desk.change(lambda s: service.remove_partner(s, house.care, desk.user), "partner.remove")
    assert [row.name for row in look(desk).tables] == ["JOR"]
    assert [row.name for row in look(desk).partners] == ["Politie"]


def test_what_nothing_knows_goes_and_stays_in_the_history(house: SmallHouse) -> None:
    desk = house.desk
    desk.change(lambda s: service.remove_partner(s, house.care, desk.user), "partner.remove")
    assert [row.name for row in look(desk).partners] == ["Politie"]
    assert desk.read(lambda s: s.get_one(Partner, house.care).deleted)


def test_a_class_is_chosen_and_nothing_else_is(house: SmallHouse) -> None:
    desk = house.desk
    rev = look(desk).rev
    desk.change(lambda s: service.choose(s, "partner", house.care, "class_", "unknown", rev), "partner.edit")
    assert look(desk).unknown == 1
    rev = look(desk).rev
    with pytest.raises(Refused):
        desk.change(lambda s: service.choose(s, "partner", house.care, "class_", "boss", rev), "partner.edit")
    with pytest.raises(KeyError):
        desk.change(lambda s: service.choose(s, "partner", house.care, "deleted", "1", rev), "partner.edit")


def test_a_choice_that_changed_underneath_is_said_and_not_overwritten(house: SmallHouse) -> None:
    """DATA.md 7: both values, nothing written; choosing again from what stands now settles it."""
    desk = house.desk

    def choose(value: str, rev: int) -> None:
        desk.change(lambda s: service.choose(s, "partner", house.care, "class_", value, rev), "partner.edit")

    shown = look(desk).rev
    choose("third", shown)
    with pytest.raises(Refused) as refused:
        choose("paragraph_1", shown)
    assert isinstance(refused.value.reason, BadInput)
    assert "in Derde; u koos Lid 1, besluit mee" in refused.value.reason.sentence
    assert desk.read(lambda s: s.get_one(Partner, house.care).class_) is PartnerClass.THIRD
    choose("paragraph_1", look(desk).rev)
    assert desk.read(lambda s: s.get_one(Partner, house.care).class_) is PartnerClass.PARAGRAPH_1


def test_ages_in_words() -> None:
    assert ages(None, 17) == "tot en met 17 jaar"
    assert ages(30, 20).endswith("klopt niet")
