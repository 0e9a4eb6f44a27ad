"""`flask person create`: the first administrator, and anybody else who signs in by email."""

import click
from flask.cli import AppGroup

from lms import clock
from lms.database import db
from lms.errors import Conflict
from lms.people.administration import service as administration
from lms.people.models import Standing
from lms.people.second_factor.service import end_second_factor
from lms.people.secrets import draw_password, hash_secret, normalised_identity

person = AppGroup("person", help="People who sign in by email.")


@person.command("end-second-factor")
@click.argument("email")
def end_second_factor_command(email: str) -> None:
    """Let somebody who lost phone and recovery codes sign in with the password alone."""
    found = administration.signs_in_with(normalised_identity(email))
    if found is None:
        raise click.ClickException(f"Nobody signs in with {email}.")
    end_second_factor(found, clock.now(), None)
    db.session.commit()
    click.echo(f"{email} signs in with the password alone.")


@person.command("create")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option(
    "--standing",
    type=click.Choice([standing.value for standing in Standing]),
    default=Standing.MEMBER.value,
)
def create_person(name: str, email: str, standing: str) -> None:
    """Create a person and print her first password, once."""
    email = normalised_identity(email)
    if "@" not in email:
        raise click.ClickException(f"{email} is no email address. Example: name@example.org")
    password = draw_password()
    try:
        administration.add(
            name=name,
            email=email,
            standing=Standing(standing),
            hashed=hash_secret(password),
            now=clock.now(),
            actor_id=None,
        )
    except Conflict as problem:
        raise click.ClickException(str(problem)) from problem
    db.session.commit()
    click.echo(f"{email} may sign in with: {password}")
