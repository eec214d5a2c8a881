"""A field edited in place: kept as one types, committed when one leaves, honest about two versions.

What was shown is remembered when the field is loaded and never read again at saving (DATA.md 7).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, Doubtful, Refusal
from zvhdesk.services import editing
from zvhdesk.services.conflicts import Settled
from zvhdesk.services.editing import Saved, Shown, TwoVersions
from zvhdesk.services.fields import FIELDS
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import drafts
from zvhdesk.ui.kit.drafts import DRAFT_MS, NOT_SAVED, PAUSE_MS, once
from zvhdesk.ui.kit.field import Message
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.inplace import ChoiceEdit, Editor, LineEdit, TextEdit
from zvhdesk.ui.kit.look import BESIDE, Look
from zvhdesk.ui.kit.several import Several
from zvhdesk.ui.kit.versions import FOUND, NOT_CHOSEN, DraftOffer, VersionsCard, moment
from zvhdesk.ui.plain.text import label
from zvhdesk.ui.theme import Text


class EditableField(QWidget):
    """One column of one row. `form` holds it; `name` becomes the objectName of its editor.

    `choices` are for a field that points at another row; a closed list brings its own.
    """

    saved = Signal()

    def __init__(
        self,
        form: Form,
        cell: Cell,
        name: str,
        look: Look = BESIDE,
        choices: Sequence[tuple[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cell, self.form = cell, form
        self._titled = look.caption != "none"
        self.spec = FIELDS[(cell[0], cell[2])]
        self.title = look.title or self.spec.label
        self.editor = self._make_editor(name, choices, look)
        self.editor.setAccessibleName(self.title)
        if isinstance(self.editor, LineEdit | TextEdit):
            self.editor.setPlaceholderText(look.placeholder)
        self.message = Message(f"{name}.error")
        self.conflict: TwoVersions | None = None
        self._rev, self._base = 0, ""
        self._touched = self._again = False
        self._sent: str | None = None
        self._doubted: str | None = None
        self._host: QVBoxLayout | None = None
        self._beside: QWidget | None = None
        self.several = Several(self, form, name, lambda: self._host or self._column, self.editor)
        self.several.titled = not self._titled
        self._draft_timer = once(self, DRAFT_MS, self.keep_draft)
        self._pause_timer = once(self, PAUSE_MS, self.commit)
        self._lay_out(look)
        self.editor.typed.connect(self._typed)
        self.editor.finished.connect(self._finish)
        self.editor.left.connect(self._left)
        self.several.settled.connect(self._settled)
        self.several.other.connect(self._fill_in)
        self.several.refused.connect(self._say)
        form.add(self)

    def _make_editor(self, name: str, choices: Sequence[tuple[str, str]] | None, look: Look) -> Editor:
        options = choices if choices is not None else self.spec.choices
        if options or choices is not None:
            return ChoiceEdit(name, options, look.size)
        if self.spec.long or look.wrap:
            return TextEdit(name, look.size, lines=self.spec.long)
        return LineEdit(name, look.size)

    def _lay_out(self, look: Look) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.editor)
        self._column.addWidget(self.message)
        beside = look.caption == "beside"
        outer = QHBoxLayout(self) if beside else QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4 if beside else 0)
        if look.caption != "none":
            words = label(self.title, Text.SUB, "3", wrap=beside)
            words.setBuddy(self.editor)
            words.setContentsMargins(0 if beside else 10, 9 if beside else 0, 0, 0)
            if beside:
                words.setFixedWidth(look.caption_width)
            outer.addWidget(words, 0, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        outer.addLayout(self._column, 1)

    @property
    def text(self) -> str:
        """What the editor holds now."""
        return self.editor.text()

    @property
    def rev(self) -> int:
        """The rev this field was shown at."""
        return self._rev

    @property
    def dirty(self) -> bool:
        """Whether something typed was not committed."""
        return self._touched and self.text != self._base

    @property
    def saving(self) -> bool:
        """Whether a commit is on its way."""
        return self._sent is not None

    @property
    def stuck(self) -> bool:
        """Whether it takes a person to go on: wrong input, or two versions."""
        return self.conflict is not None or bool(self.message.text)

    def load(self, shown: Shown) -> None:
        """Show what stands now, unless the person is typing or choosing: then text and rev stay."""
        self.several.show(shown.several if self.conflict is None else None)
        held = self.several.holds(self.editor, self.text)
        if held or self.dirty or self.saving or self.conflict is not None:
            return
        self.set_read_only(self.form.read_only)
        self._show(shown.text, shown.rev)
        if shown.draft is not None and self._beside is None:
            self._offer(shown)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Another list of rows to point at."""
        if isinstance(self.editor, ChoiceEdit):
            self.editor.offer(choices)

    def speak_in(self, layout: QVBoxLayout) -> None:
        """Let what there is to say stand in a wider place, for a field in a narrow column of a row."""
        self._host, self.several.titled = layout, True
        self._column.removeWidget(self.message)
        layout.addWidget(self.message)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be read only; it keeps its place in the Tab order."""
        # There is one draft per field: typing anew would write over the one that is offered here.
        read_only = read_only or isinstance(self._beside, DraftOffer) or self.several.locks(self.dirty)
        if isinstance(self.editor, ChoiceEdit):
            self.editor.lock(read_only)
        else:
            self.editor.setReadOnly(read_only)

    def _show(self, text: str, rev: int) -> None:
        self._base, self._rev, self._touched = text, rev, False
        # A pause may have committed it: the space after the last word is not taken away under the cursor.
        if not (self.editor.hasFocus() and self.text.strip() == text):
            self.editor.set_text(text)

    def _typed(self) -> None:
        self._touched = True
        self._say("")
        if self.dirty:
            if not self._draft_timer.isActive():
                self._draft_timer.start()
            if isinstance(self.editor, TextEdit) and self.spec.long:
                self._pause_timer.start()
        elif not self.saving:
            self._forget_draft()
        self.form.tell()

    def keep_draft(self) -> None:
        """Keep what is typed, so that a crash or a lock loses nothing."""
        self._draft_timer.stop()
        if not self.dirty:
            return
        drafts.keep(self.form.tasks, self.form.name, self.cell, self.text, self._rev, self)

    def leave(self) -> None:
        """The page is left: draft first, because the answer to the commit may find nobody here."""
        if self.dirty and self.text != self._sent:
            self.keep_draft()
        self.commit()

    def _left(self) -> None:
        self.commit()
        self.set_read_only(self.form.read_only)

    def _finish(self) -> None:
        # Enter says yes to what is asked about; leaving the field does not.
        self.commit(confirmed=self._doubted == self.text)

    def commit(self, *, confirmed: bool = False) -> None:
        """Save what was typed against the rev this field was shown. Does nothing when nothing was.

        What may not belong here is asked about once, and saved when `confirmed`.
        """
        self._pause_timer.stop()
        if not self.dirty or self.conflict is not None or (self._doubted == self.text and not confirmed):
            return
        if self.saving:
            self._again = True
            return
        self._draft_timer.stop()
        name, cell, text, rev, live = self.form.name, self.cell, self.text, self._rev, self.form.live
        self._sent = text
        self.form.tell()
        self.form.tasks.change(
            lambda session: editing.save(session, name, cell, text, rev, confirmed=confirmed, beside=live),
            self.form.intent,
            self._answered,
            self._refused,
            base_rev=rev,
            owner=self,
            broken=self._refused,
        )

    def _answered(self, outcome: Saved | TwoVersions) -> None:
        sent, self._sent, again, self._again = self._sent, None, self._again, False
        if isinstance(outcome, TwoVersions):
            self.keep_draft()
            self._show_versions(outcome)
        elif self.text == sent:
            self._say("")
            self._show(outcome.text, outcome.rev)
            self.saved.emit()
        else:
            self._base, self._rev = outcome.text, outcome.rev
            self.keep_draft()
            if again:
                self.commit()
        self.form.tell()

    def _refused(self, reason: Refusal | None = None) -> None:
        """A rule says no; without a reason an error of ours. The text stays and may be committed again."""
        sent, self._sent, self._again = self._sent, None, False
        self.keep_draft()
        sentence = NOT_SAVED if reason is None else explain(reason).sentence
        doubtful = isinstance(reason, Doubtful)
        self._doubted = sent if doubtful else None
        self._say(reason.sentence if isinstance(reason, BadInput) else sentence, doubtful=doubtful)
        self.form.tell()

    def _forget_draft(self) -> None:
        self._draft_timer.stop()
        self._pause_timer.stop()
        drafts.forget(self.form.tasks, self.form.name, self.cell, self)

    def _say(self, sentence: str, *, doubtful: bool = False) -> None:
        if sentence == self.message.text:
            return
        self.message.say(sentence, "warn" if doubtful else "danger")
        self.editor.setProperty("wrong", bool(sentence) and not doubtful)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(sentence)

    def _word(self, text: str) -> str:
        return self.editor.word(text) if isinstance(self.editor, ChoiceEdit) else text

    def _put_beside(self, widget: QWidget | None) -> None:
        place, before, self._beside = self._host or self._column, self._beside, widget
        if before is not None:
            place.removeWidget(before)
            before.hide()
            before.deleteLater()
        if widget is not None:
            place.addWidget(widget)
        self.editor.setVisible(self.conflict is None)

    def _show_versions(self, outcome: TwoVersions) -> None:
        self.conflict = outcome
        self.several.show(None)
        card = VersionsCard(
            self.editor.objectName(),
            self.title,
            self._word(outcome.theirs),
            f"{outcome.who}, {moment(outcome.wall_ms)}",
            self._word(outcome.mine),
            titled=self._titled,
        )
        card.chosen.connect(self._choose)
        had_focus = self.editor.hasFocus()
        self._put_beside(card)
        if had_focus:
            card.setFocus()

    def _settled(self, settled: Settled) -> None:
        """One of the versions was chosen; what is being typed meanwhile stays, and saw them all."""
        if self.dirty or self.saving:
            self._base, self._rev = settled.text, settled.rev
        else:
            self._show(settled.text, settled.rev)

    def _fill_in(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if not isinstance(self.editor, ChoiceEdit) and not self.dirty:
            self.editor.selectAll()

    def _choose(self, which: str) -> None:
        conflict, self.conflict = self.conflict, None
        if conflict is None:
            return
        self._put_beside(None)
        self._rev = conflict.rev
        self._base = conflict.theirs
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        match which:
            case "theirs":
                self._let_theirs_stand(conflict)
            case "mine":
                self.commit()
            case _:
                self._fill_in()
        self.form.tell()

    def _let_theirs_stand(self, conflict: TwoVersions) -> None:
        """What I typed stays my draft until I throw it away: from now on against what they wrote."""
        self._show(conflict.theirs, conflict.rev)
        if conflict.mine == conflict.theirs:
            self._forget_draft()
            return
        drafts.keep(self.form.tasks, self.form.name, self.cell, conflict.mine, conflict.rev, self)
        self._offer(Shown(self.cell, conflict.theirs, conflict.rev, conflict.mine, conflict.rev), NOT_CHOSEN)

    def _offer(self, shown: Shown, said: str = FOUND) -> None:
        draft = shown.draft or ""
        rev = shown.rev if shown.draft_rev is None else shown.draft_rev
        offer = DraftOffer(self.editor.objectName(), self._word(draft), said)

        def chosen(restore: bool) -> None:
            self._put_beside(None)
            self.set_read_only(self.form.read_only)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if restore:
                # Judged by what its writer saw, not by what is there now.
                self._rev = rev
                self.editor.put(draft)
            else:
                self._forget_draft()

        offer.chosen.connect(chosen)
        self._put_beside(offer)
        self.set_read_only(self.form.read_only)
