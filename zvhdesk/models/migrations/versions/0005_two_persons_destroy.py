"""The decision of two persons to destroy. Additive; no row changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "destruction",
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("proposed_by_id", sa.String(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("proposed_device_id", sa.String(), nullable=True),
        sa.Column("proposed_sig", sa.String(), nullable=True),
        sa.Column("confirmed_by_id", sa.String(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_device_id", sa.String(), nullable=True),
        sa.Column("confirmed_sig", sa.String(), nullable=True),
        sa.Column("second_name", sa.String(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("destruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_destruction_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_destruction_stream_id"), ["stream_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_destruction_target"), ["target"], unique=False)
