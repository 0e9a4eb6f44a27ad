"""texts of reports

What organisers write for a report, and frozen reports of programs.

Revision: 0029a
Follows: 0028a
"""

import sqlalchemy as sa
from alembic import op

revision = "0029a"
down_revision = "0028a"
branch_labels = None
depends_on = None

works_with = "0028a"


def upgrade() -> None:
    op.create_table(
        "workshop_report_text",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("background", sa.String(length=4000), nullable=False),
        sa.Column("basis", sa.String(length=4000), nullable=False),
        sa.Column("obstacles", sa.String(length=4000), nullable=False),
        sa.Column("conclusion", sa.String(length=4000), nullable=False),
        sa.Column("suggestions", sa.String(length=4000), nullable=False),
        sa.Column("issued_in", sa.String(length=80), nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_workshop_report_text_changed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_report_text_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_report_text")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_workshop_report_text_workshop_id")),
    )
    op.create_table(
        "program_report_text",
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("background", sa.String(length=4000), nullable=False),
        sa.Column("basis", sa.String(length=4000), nullable=False),
        sa.Column("obstacles", sa.String(length=4000), nullable=False),
        sa.Column("conclusion", sa.String(length=4000), nullable=False),
        sa.Column("suggestions", sa.String(length=4000), nullable=False),
        sa.Column("issued_in", sa.String(length=80), nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_program_report_text_changed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_program_report_text_program_id_program"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_report_text")),
        sa.UniqueConstraint("program_id", name=op.f("uq_program_report_text_program_id")),
    )
    op.create_table(
        "frozen_program_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"],
            ["person.id"],
            name=op.f("fk_frozen_program_report_frozen_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_frozen_program_report_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_program_report")),
        sa.UniqueConstraint(
            "program_id", "version", name=op.f("uq_frozen_program_report_program_id_version")
        ),
    )


def downgrade() -> None:
    op.drop_table("frozen_program_report")
    op.drop_table("program_report_text")
    op.drop_table("workshop_report_text")
