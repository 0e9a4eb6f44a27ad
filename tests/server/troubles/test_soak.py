"""A hall works without a pause, hundreds of times as fast as people: nothing piles up.

A dozen people and their trainer send in half an hour more than in the eight hours of a day: pages,
exercises, saves, sign-ins; register, board, matrix, report and its file.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random

import pytest

from lms.database import db
from lms.workshops.models import Meeting, Workshop
from tests.factories import PASSWORD, PIN, a_staff_member
from tests.server.conftest import ESSAY, Seat
from tests.server.production import ProductionServer
from tests.server.saves import stored_saves
from tests.server.visitor import Visitor
from tests.server.writer import Kept

pytestmark = [pytest.mark.long, pytest.mark.server]

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
PEOPLE = 12
PAUSE = 0.2  # seconds, in the mean
SETTLED = 0.25
"""After this part of the time all that is kept for good is there."""

MAX_GROWTH = 20.0  # megabytes from then on
SAVE_WITHIN = 0.5  # seconds, of 95 in 100 saves

Deed = Callable[[], int]
"""Something somebody does; returns the status of the answer."""


class Busy(threading.Thread):
    """Somebody who does one thing after another, by chance, and counts the answers by status."""

    def __init__(self, visitor: Visitor, deeds: Mapping[Deed, int], seed: int, end: float) -> None:
        super().__init__(daemon=True)
        self.statuses: Counter[int] = Counter()
        self.failed: list[str] = []
        self.visitor = visitor
        self._deeds, self._weights = list(deeds), list(deeds.values())
        self._chance, self._end = Random(seed), end

    def run(self) -> None:
        while time.monotonic() < self._end and not self.failed:
            (deed,) = self._chance.choices(self._deeds, self._weights)
            try:
                status = deed()
                self.statuses[status] += 1
                if status not in (200, 303):
                    self.failed.append(f"{deed}: {status}")
            except Exception as problem:
                self.failed.append(repr(problem))
            threading.Event().wait(self._chance.expovariate(1 / PAUSE))
        self.visitor.close()


class Participant:
    """What one of the dozen does, and which of her saves were acknowledged."""

    def __init__(self, seat: Seat, code: str) -> None:
        self.visitor, self._code = seat.visitor, code
        self._home = seat.cover.partition("/quizzes/")[0]
        self._essay = seat.begin()
        self.saves: list[Kept] = []
        self.seconds: list[float] = []
        self._tries = 0

    def deeds(self) -> dict[Deed, int]:
        return {
            self._page("/"): 15,
            self._page(f"{self._home}/course"): 10,
            self._page(f"{self._home}/lessons/h1-l1"): 15,
            self._practise: 15,
            self._save: 40,
            self._come_back: 1,
        }

    def _page(self, path: str) -> Deed:
        return lambda: self.visitor.get(path).status

    def _practise(self) -> int:
        self._tries += 1
        exercise = f"{self._home}/exercises/h1-p1"
        answered = self.visitor.post(exercise, answer="1", number=self._tries)
        self.visitor.post(f"{exercise}/{self._tries}", answer="2")  # ends the try, if it was wrong
        return answered.status

    def _save(self) -> int:
        number = len(self.saves) + 1
        attempt = int(self._essay.split("/")[-2])
        save = Kept(attempt, ESSAY, "telepon", number, f"Catatan {number}.")
        fields = {"answer": save.answer, "client": save.client, "save_number": number}
        self.visitor.get(self._essay)
        begun = time.monotonic()
        answered = self.visitor.post(self._essay, script=True, **fields)
        self.seconds.append(time.monotonic() - begun)
        if answered.status == 200:
            self.saves.append(save)
        return answered.status

    def _come_back(self) -> int:
        self.visitor.get("/")
        self.visitor.post("/sign-out")
        self.visitor.get("/sign-in")
        signed_in = self.visitor.post("/sign-in", identity=self._code, secret=PIN)
        self.visitor.get(self._essay)
        return signed_in.status


def trainers_deeds(visitor: Visitor, home: str, meeting_id: int) -> dict[Deed, int]:
    def page(path: str) -> Deed:
        return lambda: visitor.get(f"{home}/{path}").status

    def csv() -> int:
        visitor.get(f"{home}/report")
        return visitor.post(f"{home}/report.csv").status

    pages = {f"attendance/{meeting_id}": 20, "board": 40, "matrix": 10, "report": 10}
    return {page(path): weight for path, weight in pages.items()} | {csv: 5}


def test_a_long_day_without_a_pause_leaves_nothing_behind(
    server: ProductionServer, seat_people: Callable[[int], list[Seat]]
) -> None:
    people = [Participant(seat, f"HADIR{n:03}") for n, seat in enumerate(seat_people(PEOPLE))]
    workshop = db.session.query(Workshop).one()
    meeting = db.session.query(Meeting).order_by(Meeting.starts_at).first()
    trainer = a_staff_member(workshop).email
    db.session.commit()
    desk = Visitor(server.port).sign_in(trainer or "", PASSWORD)
    end = time.monotonic() + MINUTES * 60
    busy = [Busy(each.visitor, each.deeds(), n, end) for n, each in enumerate(people)]
    busy.append(Busy(desk, trainers_deeds(desk, f"/w/{workshop.slug}", meeting.id), PEOPLE, end))
    for each in busy:
        each.start()
    busy[0].join(MINUTES * 60 * SETTLED)
    settled = server.megabytes()["pss"]
    for each in busy:
        each.join()
    grown = server.megabytes()["pss"] - settled

    statuses: Counter[int] = sum((each.statuses for each in busy), Counter())
    seconds = sorted(second for each in people for second in each.seconds)
    told = f"{statuses.total()} deeds {dict(statuses)}, {settled:.0f} + {grown:.0f} MB"
    print(f"{MINUTES:g} minutes: {told}, p95 of a save {seconds[-len(seconds) // 20]:.3f} s")  # noqa: T201
    assert [each.failed for each in busy if each.failed] == [], server.log()
    kept = {save for each in people for save in each.saves}
    assert kept - set(stored_saves()) == set()
    assert grown < MAX_GROWTH
    assert seconds[-len(seconds) // 20] < SAVE_WITHIN
