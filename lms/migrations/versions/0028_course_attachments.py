"""course attachments

Photos and files that lessons and questions of published courses show and link to.

Revision: 0028a
Follows: 0027a
"""

import sqlalchemy as sa
from alembic import op

revision = "0028a"
down_revision = "0027a"
branch_labels = None
depends_on = None

works_with = "0027a"


def upgrade() -> None:
    op.create_table(
        "course_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_attachment")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_course_attachment_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("course_attachment")
