"""`flask practice …`: what the order of questions is worth."""

import json

import click

from lms.practice.simulated.practising import simulate


@click.group()
def practice() -> None:
    """Practice: what its order of questions is worth."""


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
