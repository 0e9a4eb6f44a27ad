"""sign-offs of practical skills

A trainer walks the room and says of each person and task whether she is able, needs help or is not
yet able. Rows are only added, so they are their own history; one that was a mistake is taken back by
another row.

Revision: 0004a
Follows: 0003a
"""

import sqlalchemy as sa
from alembic import op

revision = "0004a"
down_revision = "0003a"
branch_labels = None
depends_on = None
works_with = "0003a"

VERDICTS = ("not_yet", "needs_help", "able")


def upgrade() -> None:
    op.create_table(
        "skill_signoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.String(length=80), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                *VERDICTS,
                name="signoffverdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("takes_back_id", sa.Integer(), nullable=True),
        sa.Column("tap", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_skill_signoff_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_skill_signoff_given_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["takes_back_id"],
            ["skill_signoff.id"],
            name=op.f("fk_skill_signoff_takes_back_id_skill_signoff"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_signoff")),
        sa.UniqueConstraint("takes_back_id", name=op.f("uq_skill_signoff_takes_back_id")),
        sa.UniqueConstraint("tap", name=op.f("uq_skill_signoff_tap")),
    )
    op.create_index(
        op.f("ix_skill_signoff_enrolment_id_skill_id"),
        "skill_signoff",
        ["enrolment_id", "skill_id"],
    )


def downgrade() -> None:
    op.drop_table("skill_signoff")
