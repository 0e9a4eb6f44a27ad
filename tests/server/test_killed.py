"""What was acknowledged is kept, whenever the server is killed."""

import random
import threading
from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import text

from lms.database import db
from tests.server.conftest import SeatPeople
from tests.server.production import ProductionServer
from tests.server.saves import stored_saves
from tests.server.writer import Writer, wait_for_saves

pytestmark = pytest.mark.server

WRITERS = 6
SAVES_A_ROUND = 4  # acknowledged between a start and the next kill, at least


@pytest.mark.parametrize(
    ("kills", "all_of_it_every"),
    [
        (12, 4),
        pytest.param(200, 50, marks=pytest.mark.long),
        pytest.param(200, 1, marks=pytest.mark.long),
        pytest.param(1000, 20, marks=pytest.mark.long),
    ],
)
def test_every_acknowledged_answer_survives_kills_in_mid_save(
    server, seat_people, kills, all_of_it_every
):
    writers = write_while_killing(server, seat_people, kills, all_of_it_every)

    acknowledged = [kept for writer in writers for kept in writer.acknowledged]
    assert [complaint for writer in writers for complaint in writer.refused] == [], server.log()
    assert sum(writer.put_off for writer in writers) == 0
    assert sum(writer.unanswered for writer in writers) >= kills  # each kill hit somebody's save
    stored = stored_saves()
    assert set(acknowledged) - set(stored) == set()
    assert [save for save, times in Counter(stored).items() if times > 1] == []
    assert_sound_database()
    print(f"{kills} kills, {len(acknowledged)} saves acknowledged, 0 lost")  # noqa: T201


def write_while_killing(
    server: ProductionServer, seat_people: SeatPeople, kills: int, all_of_it_every: int
) -> Sequence[Writer]:
    """Kill what serves, and now and then the process that watches over it, too."""
    dice = random.Random(kills)
    progress = threading.Condition()
    writers = [
        Writer(seat.visitor, seat.begin(), f"telepon-{n}", progress)
        for n, seat in enumerate(seat_people(WRITERS))
    ]
    for writer in writers:
        writer.start()
    try:
        for number in range(1, kills + 1):
            more = dice.randint(SAVES_A_ROUND, SAVES_A_ROUND + WRITERS)
            wait_for_saves(server, writers, more, progress)
            if number % all_of_it_every:
                server.kill_workers()
            else:
                server.kill()
                server.start()
        wait_for_saves(server, writers, SAVES_A_ROUND, progress)
    finally:
        for writer in writers:
            writer.stop()
    return writers


def assert_sound_database() -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
