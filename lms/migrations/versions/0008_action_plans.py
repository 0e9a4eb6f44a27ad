"""plans for the 90 days after a workshop

A participant writes what she will change, in up to five steps that she ticks off; a photo of a page
written by hand is one more purpose of an upload. On day 30 and 90 she is asked how it goes on.

Revision: 0008a
Follows: 0007a
"""

import sqlalchemy as sa
from alembic import op

revision = "0008a"
down_revision = "0007a"
branch_labels = None
depends_on = None

PURPOSES = ("answer", "excuse", "sheet")
USES = ("often", "sometimes", "not_yet")


def upgrade() -> None:
    _let_uploads_be((*PURPOSES, "plan"))
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("aim", sa.String(length=200), nullable=False),
        sa.Column("indicator", sa.String(length=200), nullable=False),
        sa.Column("value_before", sa.String(length=80), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_action_plan_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["upload.id"], name=op.f("fk_action_plan_photo_id_upload")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_action_plan_enrolment_id")),
    )
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("how_seen", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["action_plan.id"],
            name=op.f("fk_plan_step_plan_id_action_plan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("plan_id", "place", name=op.f("uq_plan_step_plan_id_place")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "uses_it",
            sa.Enum(
                *USES, name="planuse", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("done_words", sa.String(length=1005), nullable=False),
        sa.Column("missing", sa.String(length=500), nullable=False),
        sa.Column("indicator_now", sa.String(length=80), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_follow_up_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_follow_up_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["practice_sitting.id"],
            name=op.f("fk_follow_up_sitting_id_practice_sitting"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("enrolment_id", "day", name=op.f("uq_follow_up_enrolment_id_day")),
    )


def downgrade() -> None:
    op.drop_table("follow_up")
    op.drop_table("plan_step")
    op.drop_table("action_plan")
    op.execute("DELETE FROM upload WHERE purpose = 'plan'")
    _let_uploads_be(PURPOSES)


def _let_uploads_be(purposes: tuple[str, ...]) -> None:
    """Say once more what an upload may be kept for."""
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_upload_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_upload_purpose"), f"purpose IN ({listed})")
