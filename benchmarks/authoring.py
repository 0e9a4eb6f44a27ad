"""`python -m benchmarks check`: how long the checker takes for the whole course that is shipped.

The yardstick is reading the same YAML files by PyYAML alone, in turn with it in one process: how
many seconds it takes depends on what else the machine does, their ratio hardly does.
"""

from pathlib import Path
from statistics import median
from time import process_time

import click
import yaml

from lms import clock
from lms.content.folder import read_folder

COURSE = Path(__file__).parents[1] / "courses" / "koperasi-go-digital"
AIM = 8.0
"""So many times as long as reading the files, at most; about 5 s of a processor of 2020."""


@click.command("check")
@click.option("--rounds", default=5, show_default=True)
def check(rounds: int) -> None:
    """Measure the checker of courses; exit 1 when the course is not sound or the aim is missed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(COURSE.rglob("*.yaml"))]
    ratios, seconds = [], []
    for _round in range(rounds):
        begun = process_time()
        for text in texts:
            yaml.load(text, Loader=yaml.SafeLoader)
        between = process_time()
        reading = read_folder(COURSE, clock.now().date())
        if reading.problems:
            raise click.ClickException(f"{COURSE.name} is not sound.")
        seconds.append(process_time() - between)
        ratios.append(seconds[-1] / (between - begun))
    tested = reading.counts["questions"]
    click.echo(
        f"course check, {tested} questions: {min(seconds):.2f} s of processor time at best, "
        f"{median(ratios):.1f} x reading the YAML ({min(ratios):.1f}-{max(ratios):.1f}), aim {AIM}"
    )
    if median(ratios) > AIM:
        raise click.ClickException("The aim is missed.")
