"""`python -m benchmarks bulk`: what is done for hundreds or thousands at once, and what it leaves.

A list of 5,000 is imported while people save answers; cards and a sign-in sheet for 500 are
printed; and the memory of all processes is told after a quiz, sign-ins, PDFs and large CSVs.
"""

import http.client
import json
import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from benchmarks.client import Round, ask_for
from benchmarks.figures import percentile
from benchmarks.houses import build_halls
from benchmarks.people import Sitter, in_turn, signed_in, sitter
from lms import clock, create_app
from lms.cards.queries import holders_in
from lms.database import db
from lms.people.models import Person
from lms.people.secrets import hash_secret
from lms.workshops.models import ProgramOrganiser, Workshop
from tests.server.production import ProductionServer
from tests.server.visitor import Visitor

AIMS = {"longest_save": 300.0, "cards": 3_000.0, "sheet": 3_000.0, "megabytes": 150.0}
"""Milliseconds; memory of all processes together."""
SIZES = (35, 500, 5_000)
SITTERS = 60
REQUESTS = 3_200  # as many as a hall of 35 sends in a quiz, five times over
SIGN_INS = 60
AT_ONCE = 8
PIN = "583921"
SECRET = "a key for the benchmark alone"
UNIT = Path(__file__).parent.parent / "deploy" / "units" / "go-digital.service"


@click.command("bulk")
@click.option("--people", default=5_000, show_default=True, help="In the list that is imported.")
def bulk(people: int) -> None:
    """Measure what is done for many at once, and memory; exit 1 if an answer was an error."""
    with tempfile.TemporaryDirectory(prefix="lms-bulk-") as folder:
        settings: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{folder}/lms.sqlite3",
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
        }
        app = create_app(f"{folder}/build", **settings)
        server = ProductionServer(Path(folder, "product"), settings)
        with app.app_context():
            day = _Day(app, server)
        os.environ.update(_environment_of_the_unit())  # what its processes give back is set there
        server.start(log_requests=False)
        try:
            figures = day.live(people)
        finally:
            log = server.log()
            server.kill()
    click.echo("\n".join(f"| {name} | {told} |" for name, told in day.told))
    for name, aim in AIMS.items():
        reached = "reached" if figures[name] <= aim else "MISSED"
        click.echo(f"{name} {figures[name]:g} (aim {aim:g}: {reached})")
    click.echo(json.dumps({"bulk": figures}))
    if day.errors:
        click.echo("\n".join((*day.errors[:20], log)), err=True)
        raise click.exceptions.Exit(1)


class _Day:
    """One day of a house: a quiz, sign-ins, papers, files, a list; `told` are its figures."""

    def __init__(self, app: Flask, server: ProductionServer) -> None:
        upgrade()
        self._server = server
        self.told: list[tuple[str, str]] = []
        self.errors: list[str] = []
        now = clock.now()
        halls, trainer = build_halls(SIZES, now)
        self._small, self._middle, self._large = halls
        db.session.add(ProgramOrganiser(program_id=1, person_id=trainer.id))
        roomy = sa.update(Workshop).where(Workshop.slug == self._small.slug)
        db.session.execute(roomy.values(capacity=100_000))
        pin_hash = hash_secret(PIN)
        known = list(self._large.ids[:SIGN_INS])
        db.session.execute(sa.update(Person).where(Person.id.in_(known)).values(pin_hash=pin_hash))
        self._codes = list(
            db.session.scalars(sa.select(Person.participant_code).where(Person.id.in_(known)))
        )
        self._staff = signed_in(app, trainer.id, now)
        self._sitters = [sitter(app, n, now) for n in self._middle.ids[-SITTERS:]]
        workshop = db.session.scalars(sa.select(Workshop).filter_by(slug=self._middle.slug)).one()
        self._without_card = [each.enrolment.id for each in holders_in(workshop, now)]
        db.session.commit()
        db.engine.dispose()

    def live(self, people: int) -> dict[str, float]:
        """Let everything happen in turn; return the figures that have aims, and more."""
        self._look_in()
        found = {"idle": self._memory("idle")}
        self._sit_quiz()
        found["quiz"] = self._memory(f"after {REQUESTS} requests of a quiz")
        self._sign_in()
        found["sign_ins"] = self._memory(f"after {SIGN_INS} sign-ins, {AT_ONCE} at once")
        found["cards"], found["sheet"], report = self._print()
        found["pdfs"] = self._memory("after three PDFs")
        found["csv"] = self._csv(3)
        found["megabytes"] = self._memory(f"after three CSVs of {SIZES[-1]} people")
        found["import"], found["longest_save"] = self._import(people)
        found["report"] = report
        return {name: round(figure, 1) for name, figure in found.items()}

    def _tell(self, what: str, figure: str) -> None:
        self.told.append((what, figure))
        click.echo(f"{what}: {figure}", err=True)

    def _memory(self, when: str) -> float:
        megabytes = self._server.megabytes()["pss"]
        self._tell(f"memory {when}", f"{megabytes:.0f} MiB")
        return megabytes

    def _look_in(self) -> None:
        """Ask each process for a page, so that all have begun."""
        page = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        self.errors += self._ask([repeat(page)] * AT_ONCE, 10 * AT_ONCE).errors

    def _sit_quiz(self) -> None:
        """Open questions and save answers in turn."""
        begun = time.perf_counter()
        seen = self._ask([_quiz(each) for each in self._sitters], REQUESTS)
        self._tell("requests of a quiz a second", f"{REQUESTS / (time.perf_counter() - begun):.0f}")
        self.errors += seen.errors

    def _ask(self, people: list[Iterator[bytes]], most: int) -> Round:
        shares = [in_turn(people[n::AT_ONCE]) for n in range(AT_ONCE)]
        each = most // AT_ONCE
        return ask_for(self._server.port, [_first(share, each) for share in shares], 600.0)

    def _sign_in(self) -> None:
        def enter(code: str) -> str:
            visitor = Visitor(self._server.port)
            try:
                visitor.sign_in(code, PIN)
            except AssertionError as problem:
                return f"sign-in: {str(problem)[:200]}"
            finally:
                visitor.close()
            return ""

        with ThreadPoolExecutor(AT_ONCE) as pool:
            self.errors += filter(None, pool.map(enter, self._codes))

    def _print(self) -> tuple[float, float, float]:
        """Print cards for everybody of 500, a sign-in sheet for them, and a report."""
        place, token = f"/w/{self._middle.slug}", secrets.token_urlsafe(16)
        chosen: dict[str, object] = {"token": token, "enrolment": self._without_card}
        made, _length = self._post(f"{place}/people/cards", 303, **chosen)
        pdf, length = self._post(f"{place}/people/cards/{token}/cards.pdf")
        self._tell(
            f"cards for {SIZES[1]}: made, then printed",
            f"{made:.0f} ms, {pdf:.0f} ms, {length >> 10} KiB",
        )
        meeting_id = self._middle.meeting_id
        sheet, length = self._post(f"{place}/attendance/{meeting_id}/sheet.pdf")
        self._tell(f"sign-in sheet for {SIZES[1]}", f"{sheet:.0f} ms, {length >> 10} KiB")
        report, length = self._post(f"/w/{self._small.slug}/report/laporan.pdf")
        self._tell(f"report of {SIZES[0]} as PDF", f"{report:.0f} ms, {length >> 10} KiB")
        return pdf, sheet, report

    def _csv(self, times: int) -> float:
        took = [self._post(f"/w/{self._large.slug}/report.csv")[0] for _ in range(times)]
        self._tell(f"report of {SIZES[-1]} as CSV", f"{min(took):.0f} ms")
        return min(took)

    def _import(self, people: int) -> tuple[float, float]:
        """Import a list while four people save ten answers a second each."""
        place = f"/w/{self._small.slug}/people/import"
        status, location = self._upload(place, _list_of(people))
        if status != 303:
            self.errors.append(f"upload: {status}")
        with self._saves_meanwhile() as latencies:
            begun = time.perf_counter()
            self._post(location, 303, agreed="1")
            took = 1000 * (time.perf_counter() - begun)
        self._tell(f"import of {people}", f"{took:.0f} ms")
        ordered = sorted(latencies)
        p50, p99, longest = (1000 * percentile(ordered, each) for each in (50, 99, 100))
        self._tell(
            "saves meanwhile: p50, p99, longest", f"{p50:.0f} ms, {p99:.0f} ms, {longest:.0f} ms"
        )
        return took, longest

    @contextmanager
    def _saves_meanwhile(self) -> Iterator[list[float]]:
        latencies: list[float] = []
        over = threading.Event()

        def type_on(who: Sitter) -> None:
            saves = who.saves(f"bulk-{who.attempt[-6:]}")
            while not over.wait(0.1):
                seen = ask_for(self._server.port, [_first(saves, 1)], 60.0)
                latencies.extend(seen.latencies)
                self.errors.extend(seen.errors)

        threads = [threading.Thread(target=type_on, args=(who,)) for who in self._sitters[:4]]
        for thread in threads:
            thread.start()
        try:
            yield latencies
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _post(self, path: str, expected: int = 200, **fields: object) -> tuple[float, int]:
        """Send a form of the organiser's; return milliseconds and bytes of the answer."""
        return self._timed(lambda line: line.sendall(self._staff.post(path, **fields)), expected)

    def _timed(self, send: Callable[..., None], expected: int) -> tuple[float, int]:
        begun = time.perf_counter()
        response, body = self._exchange(send)
        if response.status != expected:
            self.errors.append(f"{response.status} instead of {expected}: {body[:300]!r}")
        return 1000 * (time.perf_counter() - begun), len(body)

    def _exchange(self, send: Callable[..., None]) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=300)
        connection.connect()
        send(connection.sock)
        response = http.client.HTTPResponse(connection.sock)
        response.begin()
        body = response.read()
        connection.close()
        return response, body

    def _upload(self, path: str, text: str) -> tuple[int, str]:
        boundary = "bulk-of-the-benchmark"
        parts = [("csrf_token", "", self._staff.token), ("file", "daftar.csv", text)]
        body = "".join(_part(boundary, *part) for part in parts) + f"--{boundary}--\r\n"
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self._staff.cookie}\r\n"
            f"Content-Type: multipart/form-data; boundary={boundary}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        response, _body = self._exchange(lambda line: line.sendall((head + body).encode()))
        return response.status, response.getheader("Location", "")


def _environment_of_the_unit() -> dict[str, str]:
    """Return how memory is dealt with where the product is deployed."""
    lines = UNIT.read_text().splitlines()
    words = [word for line in lines for word in line.removeprefix("Environment=").split()]
    return dict(word.split("=", 1) for word in words if word.startswith("MALLOC_"))


def _part(boundary: str, name: str, filename: str, value: str) -> str:
    file = f'; filename="{filename}"' if filename else ""
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value}\r\n'


def _list_of(people: int) -> str:
    rows = (f"{n},Peserta Baru {n:05},Bendahara,KSP Baru {n // 5}" for n in range(1, people + 1))
    return "\n".join(("no,nama,jabatan,nama_koperasi", *rows))


def _quiz(who: Sitter) -> Iterator[bytes]:
    """Yield a question and a save in turn, without end."""
    both = zip(who.pages(), who.saves("bulk"), strict=False)
    return (request for pair in both for request in pair)


def _first(requests: Iterator[bytes], most: int) -> Iterator[bytes]:
    return (next(requests) for _ in range(most))
