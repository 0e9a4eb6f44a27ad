"""`flask practice …`: what a person is asked today, and what the order of questions is worth."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from lms import clock
from lms.errors import NotFound
from lms.people.secrets import normalised_identity
from lms.practice.order import Choice, Sitting
from lms.practice.simulated.practising import simulate
from lms.practice.sitting import queries
from lms.practice.sitting.rules import choices_from


@click.group()
def practice() -> None:
    """Practice: what a person is asked today, and what the order of questions is worth."""


@practice.command("today")
@click.argument("workshop")
@click.argument("code")
@click.option("--format", "kind", type=click.Choice(["json", "text"]), default="text")
@with_appcontext
def today_command(workshop: str, code: str, kind: str) -> None:
    """Print today's sitting of the person with participant code CODE in WORKSHOP.

    The one she has begun today, else the one that she would be asked now; nothing is written.
    """
    now = clock.now()
    try:
        enrolment = queries.enrolment_with_code(workshop, normalised_identity(code))
    except NotFound as error:
        raise click.ClickException(str(error)) from None
    begun = queries.sitting_of_today(enrolment, now)
    planned, number = queries.next_sitting(enrolment, now)
    if begun is not None:
        planned = Sitting(choices_from(begun.choices), planned.stuck)
        number = begun.number
    day = now.astimezone(enrolment.workshop.zone).date().isoformat()
    questions = [_question(place, each) for place, each in enumerate(planned.choices, start=1)]
    if kind == "json":
        document = {
            "workshop": workshop,
            "participant": enrolment.person.participant_code,
            "day": day,
            "sitting": number,
            "begun": begun is not None,
            "questions": questions,
            "stuck": list(planned.stuck),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{day}, sitting {number}{'' if begun is None else ' (begun)'}")
    for each in questions:
        new = "  new" if each["is_new"] else ""
        click.echo(
            f"{each['place']}  {each['skill']:32} {each['exercise']:10} {each['scaffold']}{new}"
        )


def _question(place: int, choice: Choice) -> dict[str, Any]:
    return {
        "place": place,
        "skill": choice.skill_id,
        "exercise": choice.exercise_id,
        "scaffold": choice.scaffold.value,
        "is_new": choice.is_new,
    }


@practice.command("simulate")
@click.option("--people", type=click.IntRange(min=1), default=35, show_default=True)
@click.option("--days", type=click.IntRange(min=6), default=95, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--format", "kind", type=click.Choice(["json", "text"]), default="text")
def simulate_command(people: int, days: int, seed: int, kind: str) -> None:
    """Print what made-up people remember at the end of practice and 60 days later.

    \b
    truth  fsrs: FSRS-6 with other weights and noise; half_life: half-life regression
    habit  daily, three_a_week, weekly: sittings of five questions
    date   end: the last day of practice; later: 60 days after it
    order  gain: the product's; list: the course's, round and round; random
    """
    found = simulate(people, days, seed)
    if kind == "json":
        click.echo(json.dumps(found, indent=2))
        return
    for truth, habits in found.items():
        for habit, dates in habits.items():
            for when, orders in dates.items():
                figures = "  ".join(f"{name} {value:.3f}" for name, value in orders.items())
                click.echo(f"{truth:10} {habit:13} {when:6} {figures}")
