"""One casustafel: meetings, plans and to whom they were disclosed. Additive; no row changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:  # noqa: PLR0915  (a schema is a list)
    op.create_table(
        "agenda_item",
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "running", "done", "postponed", name="itemstate", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "step",
            sa.Enum(
                "frame",
                "round",
                "judgement",
                "approach",
                "agreements",
                name="step",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("started_ms", sa.Integer(), nullable=True),
        sa.Column("ends_ms", sa.Integer(), nullable=True),
        sa.Column("spent_ms", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "capacity",
            sa.Enum(
                "partner",
                "substitute",
                "subject",
                "representative",
                "interpreter",
                "companion",
                "observer",
                name="capacity",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "presence",
            sa.Enum(
                "expected",
                "in_room",
                "online",
                "phone",
                "excused",
                "left",
                name="presence",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_seen_by", sa.String(), nullable=True),
        sa.Column("screened", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "chair_note",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_table(
        "decision",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("held_back", sa.Boolean(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "disclosure",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("wall", "copy", name="disclosurekind", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("at_ms", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("plan_id", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("guests", sa.Integer(), nullable=True),
        sa.Column("copy_number", sa.String(), nullable=True),
        sa.Column("left_out", sa.Integer(), nullable=True),
        sa.Column("left_out_why", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("table_id", sa.String(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.String(), nullable=True),
        sa.Column("ends", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("chair_id", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("planned", "live", "closed", name="meetingstate", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("current_item_id", sa.String(), nullable=True),
        sa.Column("chair_device", sa.String(), nullable=True),
        sa.Column("started_ms", sa.Integer(), nullable=True),
        sa.Column("paused_ms", sa.Integer(), nullable=True),
        sa.Column("closed_ms", sa.Integer(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_stream_id"), ["stream_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_table_id"), ["table_id"], unique=False)

    op.create_table(
        "note_paragraph",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "frame",
                "round",
                "judgement",
                "approach",
                "agreements",
                name="step",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("note", "dissent", "parked", name="notekind", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("note_paragraph", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_paragraph_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_paragraph_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_paragraph_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("concept", "adopted", name="planstate", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("crisis", sa.String(), nullable=True),
        sa.Column("evaluation_on", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "turn",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "speaking",
                "contributed",
                "nothing_new",
                "as_prepared",
                "follow_up",
                name="turnstate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_turn_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "voice",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("voice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voice_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_voice_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_voice_stream_id"), ["stream_id"], unique=False)

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("item_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("made_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("read_back", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("held_back", sa.Boolean(), nullable=True))
        batch_op.create_index(batch_op.f("ix_action_item_id"), ["item_id"], unique=False)
        batch_op.drop_index(batch_op.f("ix_action_case_id"))
        batch_op.create_index("ix_action_case", ["case_id", "status", "due_on", "deleted"], unique=False)
        batch_op.create_index(
            "ix_action_partner", ["partner_id", "status", "due_on", "deleted", "case_id"], unique=False
        )

    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_contribution_item_id"), ["item_id"], unique=False)
