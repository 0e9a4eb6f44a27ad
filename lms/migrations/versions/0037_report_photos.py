"""report photos

Photos of a workshop for the annex of its report, each with a line below it.

Revision: 0037a
Follows: 0036a
"""

import sqlalchemy as sa
from alembic import op

revision = "0037a"
down_revision = "0036a"
branch_labels = None
depends_on = None

PURPOSES = ("answer", "excuse", "sheet", "plan")


def upgrade() -> None:
    _let_uploads_be((*PURPOSES, "report"))
    op.create_table(
        "report_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=160), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_report_photo_upload_id_upload")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_report_photo_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_photo")),
        sa.UniqueConstraint(
            "workshop_id", "upload_id", name=op.f("uq_report_photo_workshop_id_upload_id")
        ),
    )
    op.create_index(op.f("ix_report_photo_upload_id"), "report_photo", ["upload_id"])


def downgrade() -> None:
    op.drop_table("report_photo")
    op.execute("DELETE FROM upload WHERE purpose = 'report'")
    _let_uploads_be(PURPOSES)


def _let_uploads_be(purposes: tuple[str, ...]) -> None:
    """Say once more what an upload may be kept for."""
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_upload_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_upload_purpose"), f"purpose IN ({listed})")
