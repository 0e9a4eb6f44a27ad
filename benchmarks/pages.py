"""`python -m benchmarks pages` and `program`: the product beside an empty route, in one run."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import cycle, repeat
from pathlib import Path
from typing import NamedTuple

import click
from flask import Flask
from flask_migrate import upgrade

from benchmarks.client import Round, ask_for
from benchmarks.figures import EMPTY, json_line, table, whole_attempt
from benchmarks.hall import DAYS_GONE, Hall
from benchmarks.houses import IN_PRACTICE, build_halls, build_program
from benchmarks.once import Newcomers, register_saves
from benchmarks.people import AS_PHONES_SEND, Browser, Sitter, in_turn, signed_in, sitter
from benchmarks.statements import statements_for
from lms import clock, create_app
from lms.database import db
from tests.server.production import ProductionServer

SIZES = (35, 500, 5_000)
LISTED = 500  # of so many people lists that stand on several pages are measured
CONNECTIONS = 8
SITTERS = 160  # people with an open attempt, at most; each connection sends for its share of them
SECRET = "a key for the benchmark alone"

Case = tuple[ProductionServer, list[Iterator[bytes]]]
Makers = dict[str, Callable[[], Case]]
Fill = Callable[[Flask, ProductionServer], Makers]


_SECONDS = click.option(
    "--seconds", default=1.0, show_default=True, help="Length of one turn of a case."
)
_ROUNDS = click.option(
    "--rounds", default=6, show_default=True, help="How often each case has its turn."
)
_ONLY = click.option("--only", default="", help="Only the cases with this in their name.")


@click.command("pages")
@_SECONDS
@_ROUNDS
@_ONLY
def pages(seconds: float, rounds: int, only: str) -> None:
    """Measure pages of 35, 500 and 5,000 people; exit 1 if an answer was an error."""
    _side_by_side(_of_halls, seconds, rounds, only, CONNECTIONS)


@click.command("program")
@_SECONDS
@_ROUNDS
@_ONLY
@click.option("--workshops", default=200, show_default=True, help="Of 35 people each.")
@click.option(
    "--leave-open", default=IN_PRACTICE, show_default=True, help="So many are not closed."
)
def program(seconds: float, rounds: int, only: str, workshops: int, leave_open: int) -> None:
    """Measure a program of many workshops; exit 1 if an answer was an error."""
    fill = partial(_of_program, count=workshops, leave_open=leave_open)
    _side_by_side(fill, seconds, rounds, only, 1)


def _side_by_side(fill: Fill, seconds: float, rounds: int, only: str, connections: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        settings: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{folder}/lms.sqlite3",
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
        }
        bare = ProductionServer(Path(folder, "empty"), {}, "benchmarks.empty:create_app()")
        product = ProductionServer(Path(folder, "product"), settings)
        app = create_app(f"{folder}/build", **settings)
        nothing = f"GET / HTTP/1.1\r\n{AS_PHONES_SEND}\r\n".encode()
        with app.app_context():
            upgrade()
            logging.getLogger("alembic").setLevel(logging.WARNING)
            found = fill(app, product)
            db.engine.dispose()
        makers: Makers = {EMPTY: lambda: (bare, [repeat(nothing)] * connections)}
        makers |= {name: make for name, make in found.items() if only in name}
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
        counts = {name: _statements(app, make) for name, make in makers.items()}
        counts[EMPTY] = 0
    click.echo(
        f"{rounds} rounds of {seconds:g} s each, {connections} kept connections, "
        f"2 processes of 4 threads, {os.cpu_count()} cores shared with the client\n\n"
        f"{table(cases, counts)}\n\n{whole_attempt(cases)}\n\n{json_line(cases, counts)}"
    )
    if complaints:
        raise click.exceptions.Exit(1)


EXPECTED = {f"board poll, {size} people": 304 for size in SIZES}
EXPECTED |= {f"saving a register, {size} people": 303 for size in SIZES}
EXPECTED["starting an attempt"] = 303
"""The status of answers that are no pages; 304: what is shown already has not changed."""


def _statements(app: Flask, make: Callable[[], Case]) -> int:
    with app.app_context():
        requests = make()[1][0]
        db.session.remove()
    return statements_for(app, next(requests), next(requests))


class Filled(NamedTuple):
    """Halls in a database, with who is signed in: their trainer, and people with an open attempt.

    `sitting` is the hall and the enrolment of each of these.
    """

    halls: list[Hall]
    staff: Browser
    sitters: list[Sitter]
    sitting: list[tuple[Hall, int]]


def _of_halls(app: Flask, product: ProductionServer) -> Makers:
    """Fill the database; return for each case what makes its requests anew."""
    now = clock.now()
    halls, trainer = build_halls(SIZES, now)
    staff, sitting = signed_in(app, trainer.id, now), _spread(halls)
    sitters = [sitter(app, enrolment_id, now) for _hall, enrolment_id in sitting]
    db.session.commit()
    return hall_cases(app, product, Filled(halls, staff, sitters, sitting))


def hall_cases(app: Flask, product: ProductionServer, filled: Filled) -> Makers:
    """Return for each case of filled halls what makes its requests anew."""
    return _of_participants(app, product, filled) | _of_trainers(app, product, filled)


def _of_participants(app: Flask, product: ProductionServer, filled: Filled) -> Makers:
    halls, _staff, sitters, sitting = filled
    run = iter(range(1_000_000))

    def shared(requests: Callable[[Sitter], Iterator[bytes]]) -> Case:
        shares = [sitters[n::CONNECTIONS] for n in range(CONNECTIONS)]
        return product, [in_turn([requests(each) for each in share]) for share in shares]

    def saves() -> Case:
        client = f"bench-{next(run)}"
        return shared(lambda each: each.saves(client))

    def of_sitters(path: str) -> Callable[[], Case]:
        return lambda: shared(lambda each: repeat(each.browser.get(path.format(each.place))))

    def once(requests: Callable[[datetime], Iterator[bytes]]) -> Callable[[], Case]:
        def make() -> Case:
            with app.app_context():
                everybody = list(requests(clock.now()))
            return product, [iter(everybody[n::CONNECTIONS]) for n in range(CONNECTIONS)]

        return make

    def results() -> Case:
        ready = [
            each.browser.get(f"{each.place}/attempts/{hall.result_id(enrolment_id)}/result")
            for (hall, enrolment_id), each in zip(sitting, sitters, strict=True)
        ]
        return product, [cycle(ready[n::CONNECTIONS]) for n in range(CONNECTIONS)]

    newcomers = Newcomers(app, halls[-1], {enrolment_id for _hall, enrolment_id in sitting})
    return {
        "participant's home": of_sitters("/"),
        "question page": lambda: shared(Sitter.pages),
        "saving an answer": saves,
        "starting an attempt": once(newcomers.starts),
        "page before handing in": lambda: shared(lambda each: repeat(each.browser.get(each.check))),
        "handing in": once(newcomers.handing_in),
        "result": results,
        "lesson": of_sitters(f"{{}}/lessons/{halls[0].lesson_id}"),
        "course page": of_sitters("{}/course"),
    }


def _of_trainers(app: Flask, product: ProductionServer, filled: Filled) -> Makers:
    staff = filled.staff

    def page(path: str) -> Callable[[], Case]:
        return lambda: (product, [repeat(staff.get(path))] * CONNECTIONS)

    def file(path: str) -> Callable[[], Case]:
        return lambda: (product, [repeat(staff.post(path))] * CONNECTIONS)

    def polls(path: str) -> Callable[[], Case]:
        return lambda: (product, [_looks(app, staff, path)] * CONNECTIONS)

    def register_save(hall: Hall) -> Callable[[], Case]:
        saves = register_saves(staff, hall)
        return lambda: (product, [saves])

    makers: Makers = {}
    for hall in filled.halls:
        place, of = f"/w/{hall.slug}", f"{hall.size} people"
        makers |= {
            f"register, {of}": page(f"{place}/attendance/{hall.meeting_id}"),
            f"saving a register, {of}": register_save(hall),
            f"board, {of}": page(f"{place}/board/now"),
            f"board poll, {of}": polls(f"{place}/board/now"),
            f"matrix, {of}": page(f"{place}/matrix?day={DAYS_GONE}"),
            f"report, {of}": page(f"{place}/report"),
            f"report line by line, {of}": page(f"{place}/report?part=people"),
            f"report as CSV, {of}": file(f"{place}/report.csv"),
        }
    large = next(each for each in filled.halls if each.size == LISTED)
    place, of = f"/w/{large.slug}", f"{large.size} people"
    makers |= {
        f"list of people, {of}": page(f"{place}/people"),
        f"quiz room, {of}": page(f"{place}/quiz-room"),
        f"messages, {of}": page(f"{place}/messages"),
        f"cards to choose, {of}": page(f"{place}/people/cards"),
    }
    return makers


def _looks(app: Flask, staff: Browser, path: str) -> Iterator[bytes]:
    """Ask again and again for what is shown already; its tag is another one each minute."""
    known: tuple[int, str] = (0, "")
    while True:
        minute = int(clock.now().timestamp()) // 60
        if known[0] != minute:
            client = app.test_client(use_cookies=False)
            answer = client.get(path, headers={"Cookie": staff.cookie})
            known = minute, answer.headers["ETag"]
        yield staff.get(path, known[1])


def _of_program(app: Flask, product: ProductionServer, count: int, leave_open: int) -> Makers:
    """Fill the database with one program; its organiser trains everywhere."""
    now = clock.now()
    found, organiser = build_program(count, SIZES[0], now, leave_open)
    browser = signed_in(app, organiser.id, now)
    db.session.commit()

    def page(path: str) -> Callable[[], Case]:
        return lambda: (product, [repeat(browser.get(path))])

    place, of = f"/programs/{found.slug}", f"{count} workshops"
    return {
        f"home, {of}": page("/"),
        f"program report, {of}": page(f"{place}/report"),
        f"program report as CSV, {of}": lambda: (
            product,
            [repeat(browser.post(f"{place}/report.csv"))],
        ),
        f"material as CSV, {of}": page(f"{place}/coverage.csv"),
    }


def _spread(halls: list[Hall]) -> list[tuple[Hall, int]]:
    """Return the enrolments that sit a quiz, from all halls alike."""
    each = SITTERS // len(halls)
    return [(hall, n) for hall in halls for n in hall.ids[:: max(1, hall.size // each)][:each]]


def _measure(
    makers: Makers, rounds: int, seconds: float
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
            turn = seconds if number else min(1.0, seconds)
            seen = ask_for(server.port, people, turn, EXPECTED.get(name, 200))
            seen.server_cpu = server.cpu_seconds() - before
            seen.megabytes = server.megabytes()["pss"]
            if number:
                cases[name].append(seen)
            complaints += [f"round {number}, {name}: {error}" for error in seen.errors]
        click.echo(f"round {number} of {rounds}", err=True)
    return cases, complaints


def _megabytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("lms.sqlite3*")) // 2**20
