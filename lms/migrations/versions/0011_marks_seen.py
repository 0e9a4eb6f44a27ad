"""who has seen her marks

Until when a participant has seen what trainers gave her in an attempt.

Revision: 0011a
Follows: 0010a
"""

import sqlalchemy as sa
from alembic import op

revision = "0011a"
down_revision = "0010a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "marks_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_marks_seen_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks_seen")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_marks_seen_attempt_id")),
    )


def downgrade() -> None:
    op.drop_table("marks_seen")
