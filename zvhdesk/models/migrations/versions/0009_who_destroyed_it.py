"""What each device signs of an order to destroy. Additive."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "destruction_receipt",
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("sig", sa.String(), nullable=True),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("stream_id", "target"):
        op.create_index(f"ix_destruction_receipt_{column}", "destruction_receipt", [column], unique=False)
    op.add_column(
        "destroyed_stream", sa.Column("answered", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
