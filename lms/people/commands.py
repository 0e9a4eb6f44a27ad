"""`flask person create`: the first administrator, and anybody else who signs in by email."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from lms import clock
from lms.audit.service import note
from lms.database import db
from lms.people.models import Person, Standing
from lms.people.secrets import draw_password, hash_secret, normalised_identity

person = AppGroup("person", help="People who sign in by email.")


@person.command()
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option(
    "--standing",
    type=click.Choice([standing.value for standing in Standing]),
    default=Standing.MEMBER.value,
)
def create(name: str, email: str, standing: str) -> None:
    """Create a person and print her first password, once."""
    email = normalised_identity(email)
    if "@" not in email:
        raise click.ClickException(f"{email} is no email address. Example: name@example.org")
    if db.session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise click.ClickException(f"{email} is taken. Choose another address.")
    password = draw_password()
    now = clock.now()
    created = Person(
        name=name,
        email=email,
        password_hash=hash_secret(password),
        standing=Standing(standing),
        created_at=now,
    )
    db.session.add(created)
    db.session.flush()
    note("person.create", f"person:{created.id}", now, actor_id=None, after={"standing": standing})
    db.session.commit()
    click.echo(f"{email} may sign in with: {password}")
