"""frozen reports

Numbered versions of a workshop's report as they were handed over.

Revision: 0027a
Follows: 0026a
"""

import sqlalchemy as sa
from alembic import op

revision = "0027a"
down_revision = "0026a"
branch_labels = None
depends_on = None

works_with = "0026a"


def upgrade() -> None:
    op.create_table(
        "frozen_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["person.id"], name=op.f("fk_frozen_report_frozen_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["course_revision.id"],
            name=op.f("fk_frozen_report_revision_id_course_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_frozen_report_workshop_id_workshop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_report")),
        sa.UniqueConstraint(
            "workshop_id", "version", name=op.f("uq_frozen_report_workshop_id_version")
        ),
    )


def downgrade() -> None:
    op.drop_table("frozen_report")
