"""The first schema."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:  # noqa: PLR0915  (a schema is a list)
    op.create_table(
        "access_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "action",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open", "done", "not_possible", "not_done", name="actionstatus", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_stream_id"), ["stream_id"], unique=False)
        batch_op.create_index("ix_action_due", ["status", "due_on", "deleted", "case_id"], unique=False)

    op.create_table(
        "case_",
        sa.Column("number", sa.String(), nullable=True),
        sa.Column(
            "phase",
            sa.Enum(
                "referred",
                "assessment",
                "triage",
                "waiting_list",
                "at_table",
                "step_down",
                "closed",
                name="phase",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("phase_since", sa.Date(), nullable=True),
        sa.Column(
            "product",
            sa.Enum(
                "coordination", "extended_advice", "advice", name="product", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("table_id", sa.String(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("process_manager_id", sa.String(), nullable=True),
        sa.Column("case_manager", sa.String(), nullable=True),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("main_topic", sa.String(), nullable=True),
        sa.Column("mental_health", sa.Boolean(), nullable=True),
        sa.Column("mild_disability", sa.Boolean(), nullable=True),
        sa.Column("addiction", sa.Boolean(), nullable=True),
        sa.Column("stalking", sa.Boolean(), nullable=True),
        sa.Column("minor_children", sa.Boolean(), nullable=True),
        sa.Column(
            "border",
            sa.Enum("region", "province", "national", "abroad", name="border", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("life_course", sa.Boolean(), nullable=True),
        sa.Column("first_processed_on", sa.Date(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("shielded", sa.Boolean(), nullable=True),
        sa.Column("brp_checked_on", sa.Date(), nullable=True),
        sa.Column("age_deviation", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("case_", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case__number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_case__stream_id"), ["stream_id"], unique=False)
        batch_op.create_index(
            "ix_case_board",
            [
                *("shielded", "deleted", "phase", "phase_since", "number", "table_id", "municipality"),
                *("process_manager_id", "product", "first_processed_on", "brp_checked_on", "stream_id", "id"),
            ],
            unique=False,
        )

    op.create_table(
        "case_table",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column(
            "regime",
            sa.Enum("wgs", "cter", "other", name="regime", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("colour", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("case_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_table_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("fact", "opinion", name="contributionkind", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "criterion_judgement",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column(
            "criterion",
            sa.Enum("a", "b", "c", "d", name="criterion", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("met", sa.Boolean(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("criterion_judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_judgement_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_criterion_judgement_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "device_setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "draft",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("col", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", "row", "col"),
    )
    op.create_table(
        "goal",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "house",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("process_manager_label", sa.String(), nullable=True),
        sa.Column("auto_lock_minutes", sa.Integer(), nullable=True),
        sa.Column("default_table_id", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("house", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_house_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "import_mapping",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("headings", sa.String(), nullable=True),
        sa.Column("mapping", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("import_mapping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_mapping_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("initials", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("work_area_id", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "partner",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "domain",
            sa.Enum(
                "care",
                "safety",
                "municipality",
                "unknown",
                name="partnerdomain",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "class_",
            sa.Enum(
                "paragraph_1",
                "paragraph_2",
                "third",
                "unknown",
                name="partnerclass",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("initials", sa.String(), nullable=True),
        sa.Column("prefix", sa.String(), nullable=True),
        sa.Column("surname", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(), nullable=True),
        sa.Column("bsn", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("possible_duplicate", sa.Boolean(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_bsn"), ["bsn"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("referrer_id", sa.String(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_stream_id"), ["stream_id"], unique=False)
        batch_op.create_index("ix_referral_urgent", ["urgent", "deleted", "case_id"], unique=False)

    op.create_table(
        "stream",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column(
            "compartment",
            sa.Enum("huis", "regulier", name="compartment", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("common", "case", "person", name="streamkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "subject",
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum("main", "victim", "family", "contact", name="subjectrole", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("relation", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "work_area",
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("work_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_area_stream_id"), ["stream_id"], unique=False)

    op.create_table(
        "change_set",
        sa.Column("rev", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("cs_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("wall_ms", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("undo_of", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["stream_id"],
            ["stream.id"],
        ),
        sa.PrimaryKeyConstraint("rev"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_set_act"), ["act"], unique=False)
        batch_op.create_index("ix_change_set_stream", ["stream_id", "wall_ms"], unique=False)

    op.create_table(
        "change_op",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("col", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rev"], ["change_set.rev"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("change_op", schema=None) as batch_op:
        batch_op.create_index("ix_change_op_cell", ["tbl", "row", "col", "rev"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_op_rev"), ["rev"], unique=False)
