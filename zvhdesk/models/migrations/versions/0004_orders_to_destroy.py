"""Orders to destroy, as they were signed; what a pass asks of each compartment does not read its history."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "destroyed_stream",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("comp", sa.LargeBinary(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.add_column(
        "compartment_state", sa.Column("orders_after", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(
        "ix_stream_secret_unsent", "stream_secret", ["comp"], unique=False, sqlite_where=sa.text("NOT sent")
    )
