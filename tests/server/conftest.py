"""People who sit an open quiz on the running server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from lms.database import db
from tests.factories import PIN, a_person, a_workshop, an_enrolment
from tests.server.production import ProductionServer
from tests.server.visitor import Visitor

QUIZ = "kuis-2"  # of the tests' course: no time limit, an essay in its second place
ESSAY = 2


@dataclass(frozen=True)
class Seat:
    """A person before the cover of the quiz, which she has not begun."""

    visitor: Visitor
    cover: str

    def begin(self) -> str:
        """Begin the attempt and return the address of its essay."""
        self.visitor.get(self.cover)
        begun = self.visitor.post(self.cover)
        assert begun.status == 303, begun.text
        essay = f"{begun.location.rsplit('/', 1)[0]}/{ESSAY}"
        self.visitor.get(essay)
        return essay


SeatPeople = Callable[[int], list[Seat]]


@pytest.fixture
def seat_people(server: ProductionServer) -> Iterator[SeatPeople]:
    """Enrol people in one workshop and sign each in, on a connection of her own."""
    visitors: list[Visitor] = []

    def seated(number: int) -> list[Seat]:
        # The server's clock is the real one: days long past, a practice period that outlasts us.
        workshop = a_workshop(first_day=date(2020, 1, 6), practice_days=36_500)
        codes = [f"HADIR{n:03}" for n in range(number)]
        for code in codes:
            an_enrolment(workshop, a_person(participant_code=code))
        cover = f"/w/{workshop.slug}/quizzes/{QUIZ}"
        db.session.commit()  # an open snapshot would not see what the server does from here on
        new = [Visitor(server.port) for _ in codes]
        visitors.extend(new)
        return [
            Seat(visitor.sign_in(code, PIN), cover)
            for visitor, code in zip(new, codes, strict=True)
        ]

    yield seated
    for visitor in visitors:
        visitor.close()
