"""Desks that agree: keys, sealed envelopes, who is who, versions side by side. Additive; no row changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "cell",
        sa.Column("tbl", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("col", sa.String(), nullable=False),
        sa.Column("revs", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tbl", "row", "col"),
    )
    op.create_table(
        "compartment_key",
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("comp", "epoch"),
    )
    op.create_table(
        "compartment_member",
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("dev", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("comp", "dev"),
    )
    op.create_table(
        "compartment_state",
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column(
            "name",
            sa.Enum("huis", "regulier", "cter", name="compartment", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("keys_after", sa.Integer(), nullable=False),
        sa.Column("stopped", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("comp"),
    )
    op.create_table(
        "device_head",
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("dev", sa.LargeBinary(), nullable=False),
        sa.Column("dseq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("comp", "dev"),
    )
    op.create_table(
        "envelope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("env_id", sa.LargeBinary(), nullable=False),
        sa.Column("dev", sa.LargeBinary(), nullable=False),
        sa.Column("dseq", sa.Integer(), nullable=False),
        sa.Column("env_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "fate",
            sa.Enum("sealed", "taken", "aside", "late", "gone", name="fate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("hdr", sa.LargeBinary(), nullable=True),
        sa.Column("ct", sa.LargeBinary(), nullable=True),
        sa.Column("sig", sa.LargeBinary(), nullable=True),
        sa.Column("cs_id", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("recv_ms", sa.Integer(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_envelope_cs_id"), ["cs_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_envelope_env_id"), ["env_id"], unique=False)
        batch_op.create_index("ix_envelope_fate", ["comp", "fate"], unique=False)
        batch_op.create_index("ix_envelope_seq", ["comp", "seq"], unique=False)

    op.create_table(
        "own_secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "roster_entry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "stream_secret",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.add_column("change_set", sa.Column("recv_ms", sa.Integer(), nullable=True))
    op.add_column("change_set", sa.Column("run", sa.String(), nullable=True))
    op.add_column("change_op", sa.Column("base_seq", sa.Integer(), nullable=True))
    op.create_index("ix_change_set_cs_id", "change_set", ["cs_id"], unique=False)
    op.create_index(
        "ix_change_set_unsent", "change_set", ["rev"], unique=False, sqlite_where=sa.text("seq IS NULL")
    )
