"""Reading what people have reached: a whole program in a constant number of statements.

Rows come as columns, counted by the database where it can: a report over thousands of people builds
no objects of the ORM.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select

from lms.database import db
from lms.people.models import Cooperative, Person
from lms.publishing.models import CourseRevision
from lms.publishing.queries import MAX_PARSED, course_with
from lms.results.attempts import AttemptRow, attempts_in, results_from
from lms.results.counting import done_in
from lms.results.holders import Seat, SeatPlace
from lms.results.outcomes import DoneItems, SeatOutcome, outcome_by
from lms.results.passing import Demands, demands_of
from lms.results.periods import period_of
from lms.results.queries_attendance import attended_at, held_meetings, spared_at
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule

NOTHING_DONE = DoneItems()

# Built once, for every report asks; people in the order of their names.
_OF_WORKSHOPS = Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True))
_PLACES = (
    select(
        Enrolment.id,
        Enrolment.person_id,
        Enrolment.workshop_id,
        Person.name,
        Person.position,
        func.coalesce(Cooperative.name, ""),
        Enrolment.from_day,
        Enrolment.from_afternoon,
        Enrolment.replaces_id,
        Enrolment.until_day,
        Enrolment.withdrawn_at.is_not(None),
    )
    .join(Person, Person.id == Enrolment.person_id)
    .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
    .where(_OF_WORKSHOPS)
    .order_by(Person.name, Enrolment.id)
)
_SEATS = _PLACES.where(Enrolment.withdrawn_at.is_(None))
_SOME_SEATS = _SEATS.offset(bindparam("first")).limit(bindparam("most"))


def places_in(workshops: Iterable[Workshop]) -> list[SeatPlace]:
    """Who has or had a place in these workshops, by name."""
    rows = db.session.execute(_PLACES, {"workshop_ids": [each.id for each in workshops]})
    return [SeatPlace._make(row) for row in rows]


def seats_in(
    workshops: Iterable[Workshop], *, first: int = 0, most: int | None = None
) -> list[Seat]:
    """Who is enrolled and has not withdrawn, by name."""
    given: dict[str, Any] = {"workshop_ids": [each.id for each in workshops]}
    if most is None:
        rows = db.session.execute(_SEATS.offset(first) if first else _SEATS, given)
    else:
        rows = db.session.execute(_SOME_SEATS, given | {"first": first, "most": most})
    return [SeatPlace._make(row).seat for row in rows]


def seat_counts(workshops: Iterable[Workshop]) -> dict[int, tuple[int, int]]:
    """How many are enrolled and how many have withdrawn, by workshop id."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, func.count(), func.count(Enrolment.withdrawn_at))
        .where(Enrolment.workshop_id.in_([workshop.id for workshop in workshops]))
        .group_by(Enrolment.workshop_id)
    )
    return {workshop_id: (all_ - withdrawn, withdrawn) for workshop_id, all_, withdrawn in rows}


def demands_in(revision: CourseRevision) -> Demands:
    """What the course of a revision asks for."""
    return _demands_with(revision.fingerprint)


@lru_cache(maxsize=MAX_PARSED)
def _demands_with(fingerprint: str) -> Demands:
    """Kept, because a revision never changes."""
    return demands_of(course_with(fingerprint))


def outcomes_in(workshops: Sequence[Workshop], now: datetime) -> dict[int, SeatOutcome]:
    """The outcome of every seat by enrolment id, withdrawn ones too."""
    return outcomes_of(
        places_in(workshops),
        workshops,
        schedules_of(workshops),
        held_meetings(workshops, now),
        attempts_in(workshops, now, with_marks=False),
    )


def outcomes_of(
    places: Iterable[SeatPlace | Seat],
    workshops: Sequence[Workshop],
    schedules: Mapping[int, Schedule],
    meetings: Mapping[int, int],
    attempts: Iterable[AttemptRow],
    only: Collection[int] | None = None,
) -> dict[int, SeatOutcome]:
    """The outcomes of who has these places in workshops of which the rest has been read.

    `meetings` were held. `only`: the enrolments of `places` if they are not everybody's.
    """
    places = list(places)
    attended = attended_at(meetings, only)
    walked_in = [each.enrolment_id for each in places if each.walked_in]
    spared = spared_at(meetings, walked_in) if walked_in else {}
    held = Counter(meetings.values())
    done = done_in(workshops, schedules, only)
    demands = {workshop.id: demands_in(workshop.revision) for workshop in workshops}
    results = results_from(attempts)
    # What a quiz belongs to does not depend on the end of her own practice period.
    periods = {key: period_of(schedule) for key, schedule in schedules.items()}
    return {
        id_: outcome_by(
            demands[each.workshop_id],
            Rate(attended.get(id_, 0), held[each.workshop_id] - spared.get(id_, 0)),
            done.get(id_, NOTHING_DONE),
            results.get(id_, {}),
            periods[each.workshop_id],
        )
        for each in places
        for id_ in (each.enrolment_id,)
    }
