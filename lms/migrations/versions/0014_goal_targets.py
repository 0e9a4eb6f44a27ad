"""targets of goals

What an organiser aims at with each goal of a workshop, set before day 1.

Revision: 0014a
Follows: 0012a
"""

import sqlalchemy as sa
from alembic import op

revision = "0014a"
down_revision = "0012a"
branch_labels = None
depends_on = None

works_with = "0012a"


def upgrade() -> None:
    op.create_table(
        "goal_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.String(length=80), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "score BETWEEN 1 AND 100", name=op.f("ck_goal_target_score_in_percent")
        ),
        sa.CheckConstraint(
            "share BETWEEN 1 AND 100", name=op.f("ck_goal_target_share_in_percent")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name=op.f("fk_goal_target_set_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_goal_target_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_target")),
        sa.UniqueConstraint(
            "workshop_id", "goal_id", name=op.f("uq_goal_target_workshop_id_goal_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("goal_target")
