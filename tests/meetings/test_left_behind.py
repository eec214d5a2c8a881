"""What was typed at a table and never recorded, once the meeting is over: whose, what, and of which case."""

from datetime import date

from tests.meetings.world import World
from zvhdesk.domain.terms import ContributionKind, NoteKind, Step
from zvhdesk.models.cases import Action
from zvhdesk.services.meetings import capture
from zvhdesk.services.meetings.left_behind import LeftBehind, left_behind


def _left(world: World) -> list[tuple[str, str, str]]:
    found = world.desk.read(lambda s: left_behind(s, world.meeting))
    return sorted((one.number, one.what, one.text) for one in found)


def _type_everywhere(world: World, case: int) -> None:
    item, keep = world.item(case), world.desk.keep_draft
    seen = world.console().case
    assert seen is not None
    note = world.call("note.add", capture.add_note, item, Step.JUDGEMENT, "Eerst", NoteKind.NOTE, None)
    for form, cell, text in (
        ("capture", ("", item, "action"), " @Politie belt "),
        ("capture", ("", item, "decision"), " \u200b"),
        ("console", ("note", item, "judgement"), "Wij duiden"),
        ("console", ("note", item, "approach.dissent"), "Wij niet"),
        ("console", ("note", item, "approach.parked"), "Later"),
        ("console", ("note_paragraph", note, "text"), "Eerst anders"),
        ("console", ("case_", world.cases[case], "question"), "Hoe dan?"),
        ("console", ("agenda_item", item, "purpose"), "Een plan"),
        ("console", ("agenda_item", item, "next_on"), "28-3-2026"),
        ("console", ("turn", seen.round[0].id, "said"), "Wij zien"),
        ("console", ("turn", seen.round[0].id, "kind"), ContributionKind.OPINION),
        ("dossier", ("case_", world.cases[case], "main_topic"), "Elders getypt"),
    ):
        keep(form, cell, text, 0)


def test_every_text_says_of_which_case_and_what_it_was_to_be(world: World) -> None:
    world.at_case(0)
    _type_everywhere(world, 0)
    assert _left(world) == []  # its fields offer it as long as the meeting is live
    world.close()
    # Typed in the moment in which the meeting was closed: closing took away what was there before.
    world.desk.keep_draft("own_note", ("chair_note", world.item(0), "text"), "Voor mij", 0)
    assert _left(world) == [
        ("2026-0001", what, text)
        for what, text in (
            ("Actie", "@Politie belt"),
            ("Casusvraag", "Hoe dan?"),
            ("Doel van deze bespreking", "Een plan"),
            ("Eigen aantekening", "Voor mij"),
            ("Geparkeerd bij Aanpak", "Later"),
            ("Inbreng Gemeente Hengelo", "Wij zien"),
            ("Notitie", "Eerst anders"),
            ("Notitie bij Duiding", "Wij duiden"),
            ("Tegengeluid bij Aanpak", "Wij niet"),
        )
    ]


def test_what_was_typed_in_an_action_that_another_desk_took_away_is_found(world: World) -> None:
    item = world.at_case(0)
    made = world.call("action.capture", capture.record_action, item, "belt", "politie", date(2026, 3, 26))
    world.desk.keep_draft("console", ("action", made, "text"), "belt ook de school", 0)
    world.do(lambda s: setattr(s.get_one(Action, made), "deleted", True))
    world.close()
    assert ("2026-0001", "Actie", "belt ook de school") in _left(world)


def test_nothing_of_a_case_that_was_shielded_since(world: World) -> None:
    world.at_case(0)
    _type_everywhere(world, 0)
    world.close()
    assert _left(world)
    world.shield(0)
    assert _left(world) == []


def test_what_was_left_is_known_by_its_draft(world: World) -> None:
    item = world.at_case(0)
    world.desk.keep_draft("capture", ("", item, "decision"), "Besloten", 0)
    world.close()
    (one,) = world.desk.read(lambda s: left_behind(s, world.meeting))
    assert one == LeftBehind("capture", item, "decision", "2026-0001", "Besluit", "Besloten")
