"""T6: two write in one paragraph without seeing each other: both versions are kept, letter for letter."""

from functools import partial
from random import Random

from tests.agreeing.proof.conftest import Made
from tests.agreeing.sizes import runs
from tests.agreeing.sync.desks import Station
from tests.recording.state import state
from zvhdesk.domain.terms import Step
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import encode
from zvhdesk.models.meetings import NoteParagraph

PARAGRAPHS, IN_ONE_ACT = 200, 20
PIECES = (
    "gezín", "coördinatie", "’s avonds", "geëscaleerd", "één", "Curaçao", "ĳsbrand", "Zoë", "e\u0301e\u0301n",
    "😀", "👩🏽‍⚕️", "🇳🇱", "🏳️‍🌈", "שלום", "مرحبا", "\u202eachterstevoren\u202c", "\u200b",
    "\n", "\t", '"', "\\", "<b>",
)  # fmt: skip
"""Letters that are one or two, signs that are several, and writing that runs the other way."""


def words(dice: Random) -> str:
    """A text that no other is."""
    return " ".join([*dice.choices(PIECES, k=dice.randint(1, 8)), str(dice.getrandbits(64))])


def write(at: Station, texts: dict[str, str]) -> None:
    """Into these paragraphs, some in one act."""

    def fn(session: CaptureSession, some: list[str]) -> None:
        for row in some:
            session.get_one(NoteParagraph, row).text = texts[row]

    rows = list(texts)
    for begin in range(0, len(rows), IN_ONE_ACT):
        at.desk.change(partial(fn, some=rows[begin : begin + IN_ONE_ACT]), "note.edit")


def test_both_versions_of_every_paragraph_are_kept(desks: Made) -> None:
    first, second = desks(2)
    case = first.desk.read(lambda s: s.query(Case.id).limit(1).scalar() or "")
    for seed in runs(1):
        dice = Random(seed)

        def begin(session: CaptureSession) -> list[str]:
            stream = session.get_one(Case, case).stream_id
            new = [
                NoteParagraph(
                    stream_id=stream, case_id=case, item_id="i", step=Step.JUDGEMENT, position=at, text=""
                )
                for at in range(PARAGRAPHS)
            ]
            session.add_all_new(new)
            return [row.id for row in new]

        rows = first.desk.change(begin, "note.add")
        first.exchange()
        second.exchange()
        theirs = [{row: words(dice) for row in rows} for _ in range(2)]
        for one, texts in zip((first, second), theirs, strict=True):
            write(one, texts)
        for one in (first, second, first):
            assert one.exchange().waiting == 0
        assert first.desk.read(state) == second.desk.read(state)
        for one in (first, second):
            beside = one.desk.read(versions.side_by_side)
            for row in rows:
                kept = {version.new for version in beside["note_paragraph", row, "text"]}
                assert kept == {encode(texts[row]) for texts in theirs}, f"seed {seed}"
