"""people of two programs

An email to write to may be that of several people; who signs in with one has it alone. Cards say
whether they took the place of a PIN, and sign-ins which browser they came from. Whoever is to run a
workshop of another program is asked first.

Revision: 0002a
Follows: 0001a
"""

import sqlalchemy as sa
from alembic import op

revision = "0002a"
down_revision = "0001a"
branch_labels = None
depends_on = None

person = sa.table(
    "person",
    sa.column("id", sa.Integer),
    sa.column("email", sa.String),
    sa.column("password_hash", sa.String),
)


def upgrade() -> None:
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "trainer",
                "assistant",
                name="staffrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["person.id"],
            name=op.f("fk_staff_invitation_invited_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_staff_invitation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_staff_invitation_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
        sa.UniqueConstraint(
            "workshop_id", "person_id", name=op.f("uq_staff_invitation_workshop_id_person_id")
        ),
    )
    op.create_index(op.f("ix_staff_invitation_person_id"), "staff_invitation", ["person_id"])
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("card_news_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f("uq_person_email"), type_="unique")
    op.create_index(op.f("ix_person_email"), "person", ["email"])
    op.create_index(
        "uq_person_email_to_sign_in",
        "person",
        ["email"],
        unique=True,
        sqlite_where=sa.text("password_hash IS NOT NULL"),
        postgresql_where=sa.text("password_hash IS NOT NULL"),
    )
    op.add_column(
        "activation_card",
        sa.Column("replaced_pin", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("activation_card", sa.Column("used_session_id", sa.Integer(), nullable=True))
    op.add_column(
        "activation_card", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "web_session",
        sa.Column("phone_key", sa.String(length=64), nullable=False, server_default=""),
    )
    op.create_index(op.f("ix_web_session_phone_key"), "web_session", ["phone_key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_web_session_phone_key"), "web_session")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_column("phone_key")
    with op.batch_alter_table("activation_card", schema=None) as batch_op:
        batch_op.drop_column("told_at")
        batch_op.drop_column("used_session_id")
        batch_op.drop_column("replaced_pin")
    _leave_each_email_to_one()
    op.drop_index("uq_person_email_to_sign_in", "person")
    op.drop_index(op.f("ix_person_email"), "person")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("card_news_at")
        batch_op.create_unique_constraint(op.f("uq_person_email"), ["email"])
    op.drop_table("staff_invitation")


def _leave_each_email_to_one() -> None:
    """Take an email that several have from all but who signs in with it, else the oldest."""
    other = person.alias()
    goes_first = sa.or_(
        sa.and_(other.c.password_hash.is_not(None), person.c.password_hash.is_(None)),
        sa.and_(
            other.c.password_hash.is_(None) == person.c.password_hash.is_(None),
            other.c.id < person.c.id,
        ),
    )
    loses = sa.select(person.c.id).where(
        sa.exists(sa.select(other.c.id).where(other.c.email == person.c.email, goes_first))
    )
    ids = op.get_bind().scalars(loses).all()
    for start in range(0, len(ids), 500):
        op.execute(
            sa.update(person).where(person.c.id.in_(ids[start : start + 500])).values(email=None)
        )
