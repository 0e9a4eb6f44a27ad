"""practice that goes on

A try keeps what was used for it: hints, a second answer, the solution, an example beside it. Sittings
are rows, for what is asked today must not change while it is answered. A try that a phone kept
without a connection has a key of its own, so that it counts once.

Revision: 0003a
Follows: 0002a
"""

import sqlalchemy as sa
from alembic import op

revision = "0003a"
down_revision = "0002a"
branch_labels = None
depends_on = None

SCAFFOLDS = ("worked", "half_worked", "whole")


def upgrade() -> None:
    op.create_table(
        "practice_sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_practice_sitting_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["course_revision.id"],
            name=op.f("fk_practice_sitting_revision_id_course_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_sitting")),
        sa.UniqueConstraint(
            "enrolment_id", "number", name=op.f("uq_practice_sitting_enrolment_id_number")
        ),
    )
    op.create_table(
        "opened_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_opened_hint_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_hint")),
        sa.UniqueConstraint(
            "enrolment_id",
            "exercise_id",
            "number",
            "place",
            name=op.f("uq_opened_hint_enrolment_id_exercise_id_number_place"),
        ),
    )
    scaffold = sa.Enum(
        *SCAFFOLDS, name="scaffold", native_enum=False, create_constraint=True, length=32
    )
    with op.batch_alter_table("exercise_try", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("hints_opened", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("second_answer", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("second_credit", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("second_answered_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("solution_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("key_known", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("scaffold", scaffold, nullable=False, server_default="whole")
        )
        batch_op.add_column(sa.Column("sitting_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("client_key", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_exercise_try_sitting_id_practice_sitting"),
            "practice_sitting",
            ["sitting_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_unique_constraint(
            op.f("uq_exercise_try_enrolment_id_client_key"), ["enrolment_id", "client_key"]
        )
        batch_op.create_unique_constraint(
            op.f("uq_exercise_try_sitting_id_place"), ["sitting_id", "place"]
        )
        batch_op.create_index(op.f("ix_exercise_try_answered_at"), ["answered_at"])


def downgrade() -> None:
    with op.batch_alter_table("exercise_try", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_exercise_try_answered_at"))
        batch_op.drop_constraint(op.f("uq_exercise_try_sitting_id_place"), type_="unique")
        batch_op.drop_constraint(op.f("uq_exercise_try_enrolment_id_client_key"), type_="unique")
        batch_op.drop_constraint(
            op.f("fk_exercise_try_sitting_id_practice_sitting"), type_="foreignkey"
        )
        batch_op.drop_constraint(op.f("ck_exercise_try_scaffold"), type_="check")
        for column in (
            "received_at",
            "client_key",
            "place",
            "sitting_id",
            "scaffold",
            "key_known",
            "solution_at",
            "second_answered_at",
            "second_credit",
            "second_answer",
            "hints_opened",
        ):
            batch_op.drop_column(column)
    op.drop_table("opened_hint")
    op.drop_table("practice_sitting")
