"""Alembic's entry: runs the migrations on the connection it is given. There is no URL and no offline mode."""

from alembic import context

from zvhdesk.models.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
