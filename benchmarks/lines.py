"""`python -m benchmarks lines`: how long good lines wait while bad ones hold on.

Each kind of bad line has its turn, with one turn without any before them. Meanwhile people on good
lines save answers and open the sign-in page, on new connections in each short turn.
"""

import logging
import tempfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import click
from flask_migrate import upgrade

from benchmarks.client import Round, ask_for
from benchmarks.figures import percentile
from benchmarks.houses import build_halls
from benchmarks.people import in_turn, sitter
from lms import clock, create_app
from lms.database import db
from tests.server.production import ProductionServer
from tests.server.slow_lines import (
    Kind,
    SlowLines,
    dripping,
    photo,
    silent,
    slow,
    unfinished_headers,
)

AIM = 500.0  # milliseconds, for 95 of 100 answers on a good line
PEOPLE = 35
CONNECTIONS = 4
TURN = 0.25  # seconds
SECRET = "a key for the benchmark alone"
KINDS: dict[str, dict[Kind, int]] = {
    "none": {},
    "8 with unfinished headers": {unfinished_headers: 8},
    "200 with unfinished headers": {unfinished_headers: 200},
    "8 silent": {silent: 8},
    "8 forms, a byte in half a second": {dripping: 8},
    "8 photos of 300 KB at 20 KB/s": {photo: 8},
    "200 at 2 KB/s and 64 dripping": {slow: 200, dripping: 64},
}

Requests = Callable[[], list[Iterator[bytes]]]


@click.command("lines")
@click.option("--seconds", default=8.0, show_default=True, help="For each kind of bad line.")
def lines(seconds: float) -> None:
    """Measure good lines while bad ones hold on; exit 1 on errors or when the aim is missed."""
    with tempfile.TemporaryDirectory(prefix="lms-lines-") as folder:
        settings: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{folder}/lms.sqlite3",
            "SECRET_KEY": SECRET,
            "LOG_LEVEL": "WARNING",
        }
        cases = _cases(folder, settings)
        server = ProductionServer(Path(folder, "product"), settings)
        server.start(log_requests=False)
        try:
            for make in cases.values():
                ask_for(server.port, make(), 1.0)  # warms up
            rows = [_row(name, server.port, cases, seconds) for name in KINDS]
        finally:
            server.kill()
    heads = "| bad lines | still open | " + " | ".join(
        f"{case}: answers | p50 ms | p95 ms | longest ms" for case in cases
    )
    click.echo(f"{heads} |\n|---|" + "--:|" * (1 + 4 * len(cases)))
    click.echo("\n".join(text for text, _well in rows))
    well = all(each for _text, each in rows)
    click.echo(f"\np95 at most {AIM:g} ms beside all of them: {'reached' if well else 'MISSED'}")
    if not well:
        raise click.exceptions.Exit(1)


def _cases(folder: str, settings: dict[str, object]) -> dict[str, Requests]:
    """Fill the database; return for each case what makes its requests anew."""
    app = create_app(f"{folder}/build", **settings)
    with app.app_context():
        upgrade()
        logging.getLogger("alembic").setLevel(logging.WARNING)
        now = clock.now()
        (hall,), _trainer = build_halls((PEOPLE,), now)
        sitters = [sitter(app, enrolment_id, now) for enrolment_id in hall.ids]
        db.session.commit()
        db.engine.dispose()
    shares = [sitters[n::CONNECTIONS] for n in range(CONNECTIONS)]
    run = iter(range(1_000_000))

    def saves() -> list[Iterator[bytes]]:
        client = f"lines-{next(run)}"
        return [in_turn([each.saves(client) for each in share]) for share in shares]

    def page() -> list[Iterator[bytes]]:
        return [repeat(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")] * CONNECTIONS

    return {"saves": saves, "sign-in page": page}


def _row(name: str, port: int, cases: dict[str, Requests], seconds: float) -> tuple[str, bool]:
    """Measure every case beside one kind of bad lines; return a line, and whether all is well."""
    rounds: dict[str, list[Round]] = {case: [] for case in cases}
    with SlowLines(port, KINDS[name]) as bad:
        for _turn in range(max(1, round(seconds / TURN / len(cases)))):
            for case, make in cases.items():
                rounds[case].append(ask_for(port, make(), TURN))
        waiting = sum(line.is_waiting() for line in bad.lines)
    cells, well = [f"{waiting} of {len(bad.lines)}"], True
    for seen in rounds.values():
        latencies = sorted(1000 * each for one in seen for each in one.latencies)
        p50, p95, longest = (percentile(latencies, percent) for percent in (50, 95, 100))
        cells += [str(len(latencies)), f"{p50:.1f}", f"{p95:.1f}", f"{longest:.1f}"]
        well = well and p95 <= AIM and not any(one.errors for one in seen)
    click.echo(f"{name}: measured", err=True)
    return f"| {name} | {' | '.join(cells)} |", well
