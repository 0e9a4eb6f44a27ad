"""questions about tries

A question in the discussion may be about a try of an exercise: which exercise, by which revision, and
the seed from which its numbers follow.

Revision: 0006a
Follows: 0005a
"""

import sqlalchemy as sa
from alembic import op

revision = "0006a"
down_revision = "0005a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("exercise_id", sa.String(length=80), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("exercise_revision_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("exercise_seed", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_topic_exercise_revision_id_course_revision"),
            "course_revision",
            ["exercise_revision_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_constraint(
            op.f("fk_topic_exercise_revision_id_course_revision"), type_="foreignkey"
        )
        batch_op.drop_column("exercise_seed")
        batch_op.drop_column("exercise_revision_id")
        batch_op.drop_column("exercise_id")
