"""kept accounts

What the account of a closed workshop adds up stands with it, for reports over many workshops.

Revision: 0038a
Follows: 0039a
"""

import sqlalchemy as sa
from alembic import op

revision = "0038a"
down_revision = "0039a"
branch_labels = None
depends_on = None
works_with = "0039a"


def upgrade() -> None:
    op.create_table(
        "kept_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seats", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("mastery", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_kept_account_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_account")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_kept_account_workshop_id")),
    )


def downgrade() -> None:
    op.drop_table("kept_account")
