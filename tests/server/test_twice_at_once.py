"""The same form sent twice at the same instant counts once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.quizzes.attempts.models import AnswerSave, Attempt
from tests.server.production import ProductionServer
from tests.server.visitor import Answered, Visitor

pytestmark = pytest.mark.server

SAVES = 40


def twice_at_once(visitor: Visitor, path: str, **form: object) -> list[Answered]:
    """Send a form from two tabs of one browser at the same instant."""
    together = Barrier(2)

    def send(tab: Visitor) -> Answered:
        together.wait(10)
        return tab.post(path, **form)

    # New connections each time, so that they come to the same process or to both.
    tabs = [visitor.twin(), visitor.twin()]
    try:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(send, tabs))
    finally:
        for tab in tabs:
            tab.close()


def meet_both_processes(server: ProductionServer, visitor: Visitor) -> None:
    """Ask until both have answered: after a start one may serve a moment before the other."""
    while len(server.processes_that_served()) < 2:
        tab = visitor.twin()
        tab.get("/profile")
        tab.close()


def test_each_save_sent_twice_is_acknowledged_twice_and_kept_once(server, seat_people):
    seat = seat_people(1)[0]
    essay = seat.begin()
    meet_both_processes(server, seat.visitor)
    statuses = []
    for number in range(1, SAVES + 1):
        form = {"answer": f"Catatan {number}.", "client": "a", "save_number": number}
        answers = twice_at_once(seat.visitor, essay, script=True, **form)
        statuses += [(answer.status, "saved_at" in answer.json) for answer in answers]

    assert statuses == [(200, True)] * (2 * SAVES)
    kept = db.session.scalars(select(AnswerSave.number).order_by(AnswerSave.number)).all()
    assert kept == list(range(1, SAVES + 1))
    assert len(server.processes_that_served("POST")) == 2


def test_two_starts_at_once_begin_one_attempt_each(seat_people):
    seats = seat_people(10)
    places = []
    for seat in seats:
        seat.visitor.get(seat.cover)
        answers = twice_at_once(seat.visitor, seat.cover)
        assert [answer.status for answer in answers] == [303, 303]
        places.append({answer.location for answer in answers})

    assert [len(place) for place in places] == [1] * len(seats)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == len(seats)
