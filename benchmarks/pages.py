"""`python -m benchmarks pages`: the product side by side with an empty route, in one run."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade

from benchmarks.client import Round, ask_for
from benchmarks.figures import EMPTY, json_line, table
from benchmarks.hall import Hall
from benchmarks.houses import build_halls
from benchmarks.people import Browser, Sitter, in_turn, signed_in, sitter
from lms import clock, create_app
from lms.database import db
from tests.server.production import ProductionServer

SIZES = (35, 500, 5_000)
CONNECTIONS = 8
SITTERS = 160  # people with an open attempt, at most; each connection sends for its share of them
SECRET = "a key for the benchmark alone"

Case = tuple[ProductionServer, list[Iterator[bytes]]]


@click.command("pages")
@click.option("--seconds", default=1.0, show_default=True, help="Length of one turn of a case.")
@click.option("--rounds", default=12, show_default=True, help="How often each case has its turn.")
@click.option("--only", default="", help="Only the cases with this in their name.")
def pages(seconds: float, rounds: int, only: str) -> None:
    """Measure the product side by side with an empty route; exit 1 if an answer was an error."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        settings: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{folder}/lms.sqlite3",
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
        }
        bare = ProductionServer(Path(folder, "empty"), {}, "benchmarks.empty:create_app()")
        product = ProductionServer(Path(folder, "product"), settings)
        app = create_app(f"{folder}/build", **settings)
        with app.app_context():
            makers = _makers(app, bare, product)
        makers = {name: make for name, make in makers.items() if name == EMPTY or only in name}
        click.echo(f"{_megabytes(Path(folder))} MB in SQLite, WAL, synchronous=FULL")
        try:
            for server in (bare, product):
                server.start(log_requests=False)
            cases, complaints = _measure(makers, rounds, seconds)
            if complaints:
                click.echo("\n".join((*complaints, product.log())), err=True)
        finally:
            for server in (bare, product):
                server.kill()
    click.echo(
        f"{rounds} rounds of {seconds:g} s each, {CONNECTIONS} kept connections, "
        f"2 processes of 4 threads, {os.cpu_count()} cores shared with the client\n\n"
        f"{table(cases)}\n\n{json_line(cases)}"
    )
    if complaints:
        raise click.exceptions.Exit(1)


def _makers(
    app: Flask, bare: ProductionServer, product: ProductionServer
) -> dict[str, Callable[[], Case]]:
    """Fill the database; return for each case what makes its requests anew."""
    upgrade()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    now = clock.now()
    halls, trainer = build_halls(SIZES, now)
    staff = signed_in(app, trainer.id, now)
    sitters = [sitter(app, enrolment_id, now) for enrolment_id in _spread(halls)]
    db.session.commit()
    db.engine.dispose()
    run = iter(range(1_000_000))

    def shared(requests: Callable[[Sitter], Iterator[bytes]]) -> Case:
        shares = [sitters[n::CONNECTIONS] for n in range(CONNECTIONS)]
        return product, [in_turn([requests(each) for each in share]) for share in shares]

    def page(browser: Browser, path: str) -> Callable[[], Case]:
        return lambda: (product, [repeat(browser.get(path))] * CONNECTIONS)

    def saves() -> Case:
        client = f"bench-{next(run)}"
        return shared(lambda each: each.saves(client))

    empty = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    makers: dict[str, Callable[[], Case]] = {
        EMPTY: lambda: (bare, [repeat(empty)] * CONNECTIONS),
        "participant's home": lambda: shared(lambda each: repeat(each.browser.get("/"))),
        "question page": lambda: shared(Sitter.pages),
        "saving an answer": saves,
    }
    for hall in halls:
        makers[f"matrix, {hall.size} people"] = page(staff, f"/w/{hall.slug}/matrix")
        makers[f"report, {hall.size} people"] = page(staff, f"/w/{hall.slug}/report")
    return makers


def _spread(halls: list[Hall]) -> list[int]:
    """Return the enrolments that sit a quiz, from all halls alike."""
    each = SITTERS // len(halls)
    return [n for hall in halls for n in hall.ids[:: max(1, hall.size // each)][:each]]


def _measure(
    makers: dict[str, Callable[[], Case]], rounds: int, seconds: float
) -> tuple[dict[str, list[Round]], list[str]]:
    """Give every case its turn in every round, after one short turn that warms it up.

    Return the rounds that count, and what was wrong with any answer.
    """
    complaints: list[str] = []
    cases: dict[str, list[Round]] = {name: [] for name in makers}
    for number in range(rounds + 1):
        for name, make in makers.items():
            server, people = make()
            before = server.cpu_seconds()
            seen = ask_for(server.port, people, seconds if number else min(1.0, seconds))
            seen.server_cpu = server.cpu_seconds() - before
            if number:
                cases[name].append(seen)
            complaints += [f"round {number}, {name}: {error}" for error in seen.errors]
        click.echo(f"round {number} of {rounds}", err=True)
    return cases, complaints


def _megabytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("lms.sqlite3*")) // 2**20
