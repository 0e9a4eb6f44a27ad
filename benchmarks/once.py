"""What each can ask only once: beginning a quiz and handing it in; and saving a register."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice

import sqlalchemy as sa
from flask import Flask

from benchmarks.hall import Hall
from benchmarks.people import Browser, quiz_of_day, signed_in, sitter
from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.quizzes.attempts.models import AnswerSave

A_TURN = 64
"""People for one turn of a case; when all have asked it ends."""


class Newcomers:
    """The people of a hall who have not begun the quiz of the day, some for each turn."""

    def __init__(self, app: Flask, hall: Hall, sitting: set[int]) -> None:
        self._app = app
        self._hall = hall
        self._ids = iter([n for n in hall.ids if n not in sitting])

    def starts(self, now: datetime) -> Iterator[bytes]:
        """Yield for each her request to begin."""
        address = f"/w/{self._hall.slug}/quizzes/{quiz_of_day(self._hall.course).id}"
        people = [signed_in(self._app, n, now) for n in self._next()]
        db.session.commit()
        return iter([browser.post(address) for browser in people])

    def handing_in(self, now: datetime) -> Iterator[bytes]:
        """Yield for each who has answered every question her request to hand in."""
        people = [sitter(self._app, n, now) for n in self._next()]
        db.session.execute(
            sa.insert(AnswerSave),
            [
                {
                    "attempt_id": int(each.attempt.rpartition("/")[2]),
                    "position": position,
                    "client": "before",
                    "number": position,
                    "answer": answer,
                    "saved_at": now,
                }
                for each in people
                for position, answer in enumerate(each.answers, 1)
            ],
        )
        db.session.commit()
        return iter([each.browser.post(f"{each.attempt}/check") for each in people])

    def _next(self) -> list[int]:
        return list(islice(self._ids, A_TURN))


def register_saves(browser: Browser, hall: Hall) -> Iterator[bytes]:
    """Return forms without end, each of which changes what is recorded of everybody."""
    meeting_id = hall.meeting_ids[1]
    known = sa.select(Attendance.enrolment_id, Attendance.presence).where(
        Attendance.meeting_id == meeting_id
    )
    shown = {enrolment_id: presence.value for enrolment_id, presence in db.session.execute(known)}
    return _changing(browser, f"/w/{hall.slug}/attendance/{meeting_id}", shown)


def _changing(browser: Browser, path: str, shown: dict[int, str]) -> Iterator[bytes]:
    for chosen in cycle((Presence.PRESENT.value, Presence.ABSENT.value)):
        was = {f"was-{n}": presence for n, presence in shown.items()}
        yield browser.post(path, **was, **{f"presence-{n}": chosen for n in shown})
        shown = dict.fromkeys(shown, chosen)
