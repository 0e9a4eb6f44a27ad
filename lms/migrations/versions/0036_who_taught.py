"""who taught

A lesson tells who taught it, which need not be who wrote it down. Of what there is the latter is all
that is known.

Revision: 0036a
Follows: 0035a
"""

import sqlalchemy as sa
from alembic import op

revision = "0036a"
down_revision = "0035a"
branch_labels = None
depends_on = None

works_with = "0035a"


def upgrade() -> None:
    with op.batch_alter_table("covered_lesson", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("taught_by", sa.String(length=120), nullable=False, server_default="")
        )
    op.execute(
        "UPDATE covered_lesson SET taught_by = coalesce((SELECT substr(name, 1, 120) FROM person"
        " WHERE person.id = covered_lesson.recorded_by_id), '') WHERE covered <> 'not'"
    )


def downgrade() -> None:
    with op.batch_alter_table("covered_lesson", schema=None) as batch_op:
        batch_op.drop_column("taught_by")
