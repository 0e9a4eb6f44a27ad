"""`python -m benchmarks sitting`: hundreds of people sit one quiz at the same time.

All begin within a quarter of the time, save an answer every 15 to 25 seconds, open the next
question after each, and hand in within the last eighth. Afterwards every answer that was
acknowledged is looked for in the database.
"""

import asyncio
import json
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.figures import percentile
from benchmarks.houses import build_halls
from benchmarks.people import QUIZ_OF_DAY, signed_in
from benchmarks.phones import Phone, Plan, Seen, sit_all
from lms import clock, create_app
from lms.database import db
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from lms.workshops.models import Enrolment
from tests.server.production import ProductionServer

AIMS = {"p95": 250.0, "p99": 800.0, "megabytes": 600.0}  # milliseconds of a save; memory
SECRET = "a key for the benchmark alone"


@click.command("sitting")
@click.option("--people", default=500, show_default=True, help="How many sit the quiz.")
@click.option("--seconds", default=240.0, show_default=True, help="From first start to the end.")
def sitting(people: int, seconds: float) -> None:
    """Let many people sit one quiz at once; exit 1 on any error or lost answer."""
    with tempfile.TemporaryDirectory(prefix="lms-sitting-") as folder:
        settings: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{folder}/lms.sqlite3",
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
        }
        app = create_app(f"{folder}/build", **settings)
        server = ProductionServer(Path(folder, "product"), settings)
        with app.app_context():
            phones, seen = _phones(app, server.port, people)
            server.start(log_requests=False)
            plan = Plan(seconds / 4, seconds * 7 / 8, seconds)
            cpu = time.process_time()
            with _memory_of(server) as memory:
                asyncio.run(sit_all(phones, plan))
            client, used = time.process_time() - cpu, server.cpu_seconds()
            log = server.log()
            server.kill()
            lost = _lost(seen)
    click.echo(
        f"{people} people sit one quiz in {seconds:g} s, SQLite, 2 processes of 4 threads, "
        f"{os.cpu_count()} cores shared with the client\n\n{_table(seen)}\n\n"
        f"server: {used:.0f} s of processor time, client: {client:.0f} s; memory of all "
        f"processes at most {memory['pss']:.0f} MB (RSS added up: {memory['rss']:.0f} MB)"
    )
    figures = _figures(people, seen, lost, memory)
    click.echo(_verdict(figures) + "\n\n" + json.dumps({"sitting": figures}))
    if seen.errors or lost:
        click.echo("\n".join([*seen.errors[:20], *lost[:20], log]), err=True)
        raise click.exceptions.Exit(1)


def _phones(app: Any, port: int, people: int) -> tuple[list[Phone], Seen]:
    """Fill the database; return everybody before the cover of the quiz."""
    upgrade()
    now, seen = clock.now(), Seen()
    (hall,), _trainer = build_halls((people,), now)
    course = course_of(db.session.get_one(Enrolment, hall.ids[0]).workshop.revision)
    quiz = next(each for each in course.quizzes if each.day == QUIZ_OF_DAY)
    cover = f"/w/{hall.slug}/quizzes/{quiz.id}"
    phones = [Phone(signed_in(app, n, now), cover, port, seen, random.Random(n)) for n in hall.ids]
    db.session.commit()
    db.engine.dispose()
    return phones, seen


@contextmanager
def _memory_of(server: ProductionServer) -> Iterator[dict[str, float]]:
    """Watch the memory of a server; give its highest figures in megabytes."""
    highest, over = {"pss": 0.0, "rss": 0.0}, threading.Event()

    def watch() -> None:
        while not over.wait(2.0):
            for name, figure in server.megabytes().items():
                highest[name] = max(highest[name], figure)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield highest
    finally:
        over.set()
        watcher.join()


def _lost(seen: Seen) -> list[str]:
    """Return every acknowledged save that is not kept, or not the answer it must be."""
    db.session.rollback()
    key = (AnswerSave.attempt_id, AnswerSave.position, AnswerSave.client, AnswerSave.number)
    kept = {tuple(row[:4]): row[4] for row in db.session.execute(select(*key, AnswerSave.answer))}
    final = {
        (row.attempt_id, row.position): row.answer
        for row in db.session.execute(
            select(Answer.attempt_id, Answer.position, Answer.answer)
            .join(Attempt)
            .where(Attempt.handed_in_at.is_not(None))
        )
    }
    lost = []
    for place, saves in seen.acknowledged.items():
        lost += [
            f"attempt, position, page, number {(*place, client, number)}: not kept"
            for client, number, answer in saves
            if _cells(kept.get((*place, client, number))) != answer
        ]
        if place[0] in seen.handed_in and _cells(final.get(place)) != saves[-1][2]:
            lost.append(f"attempt, position {place}: handed in is {final.get(place)}")
    return lost


def _cells(answer: Any) -> list[str]:
    return answer if isinstance(answer, list) else [answer]


def _table(seen: Seen) -> str:
    lines = [
        "| asked for | requests | p50 ms | p95 ms | p99 ms | longest ms |",
        "|---|" + "--:|" * 5,
    ]
    for name, unordered in seen.latencies.items():
        ordered = sorted(unordered)
        shown = [1000 * percentile(ordered, percent) for percent in (50, 95, 99, 100)]
        lines.append(f"| {name} | {len(ordered)} | " + " | ".join(f"{n:.1f}" for n in shown) + " |")
    return "\n".join(lines)


def _figures(
    people: int, seen: Seen, lost: list[str], memory: dict[str, float]
) -> dict[str, float]:
    saves = sorted(seen.latencies["save"])
    return {
        "people": people,
        "handed_in": len(seen.handed_in),
        "saves": len(saves),
        "errors": len(seen.errors),
        "lost": len(lost),
        "p50": round(1000 * percentile(saves, 50), 1),
        "p95": round(1000 * percentile(saves, 95), 1),
        "p99": round(1000 * percentile(saves, 99), 1),
        "megabytes": round(memory["pss"], 1),
    }


def _verdict(figures: dict[str, float]) -> str:
    told = [
        f"{name} {figures[name]:g} (aim {aim:g}: {'reached' if figures[name] <= aim else 'MISSED'})"
        for name, aim in AIMS.items()
    ]
    told += [f"{name} {figures[name]:g}" for name in ("errors", "lost")]
    return f"a save: {', '.join(told)}"
