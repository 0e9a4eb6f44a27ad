"""The day of a trainer or assistant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from lms.attendance.queries import Tally, tallies_of
from lms.coverage.queries import coverages_of
from lms.database import db
from lms.discussion.queries import unanswered_in
from lms.excuses.queries import waiting_in
from lms.extensions.queries import waiting_in as extensions_waiting_in
from lms.practice.overview.queries_silent import reminders_due
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.today.places import WorkshopPlace
from lms.today.rules import meeting_to_check_in
from lms.web.paging import Page
from lms.workshops.models import Enrolment, StaffRole, Workshop
from lms.workshops.rules import Phase, Schedule, Slot, Span, meeting_at_hand

CARDS_ON_A_PAGE = 10


@dataclass(frozen=True)
class Teaching:
    """A workshop somebody runs: the meeting to record, what waits for marking, requests that wait
    (to be excused, for more time to practise), the meetings of which it is not recorded yet what
    was covered (the earliest first), and questions unanswered.

    `has_practical_skills`: its course has tasks that are signed off. `to_remind`: who has not
    practised for some days.
    """

    workshop: Workshop
    role: StaffRole
    schedule: Schedule
    phase: Phase
    slot: Slot | None
    tally: Tally | None
    waiting: int
    excuses: int
    extensions: int
    uncovered: tuple[Slot, ...]
    check_in: Slot | None
    unanswered: int
    has_practical_skills: bool
    to_remind: int

    @property
    def is_to_cover(self) -> bool:
        """Whether its trainer is to say what was taught in a meeting."""
        is_asked = self.role is StaffRole.TRAINER and self.phase is Phase.RUNNING
        return is_asked and bool(self.uncovered)

    @property
    def is_to_mark(self) -> bool:
        """Whether answers wait for its trainer."""
        return self.role is StaffRole.TRAINER and self.waiting > 0


@dataclass(frozen=True)
class TeachingPart:
    """The workshops somebody runs, what matters now first.

    `first` of all, the `cards` of one `page`, and where she may be led next, wherever its workshop
    stands in the list: to the meeting at hand, to what was covered, to what waits for marking.
    """

    first: Teaching
    page: Page
    cards: tuple[Teaching, ...]
    to_record: Teaching | None
    to_cover: Teaching | None
    to_mark: Teaching | None


@dataclass(frozen=True)
class ChosenPlaces:
    """Of the workshops somebody runs those of a `page`, and all that are read: `needed`.

    `waiting`: how many answers wait for her, by workshop id.
    """

    page: Page
    shown: Sequence[WorkshopPlace]
    needed: Sequence[WorkshopPlace]
    waiting: Mapping[int, int]


def chosen(
    places: Sequence[WorkshopPlace], spans: Mapping[int, Span], now: datetime, asked_page: int
) -> ChosenPlaces | None:
    """Which of the workshops somebody runs, in the order given, are read; None if there is none."""
    if not places:
        return None
    page = Page(asked_page, len(places), CARDS_ON_A_PAGE)
    trained = {p.workshop.id for p in places if p.role is StaffRole.TRAINER}
    waiting = _waiting_in(trained)
    # Besides those shown wherever she may be led.
    to_mark = [p for p in places if p.workshop.id in waiting][:1]
    needed = {p.workshop.id for p in (*page.of(places), *places[:1], *to_mark)}
    needed |= {p.workshop.id for p in places if spans[p.workshop.id].is_about(now)}
    return ChosenPlaces(
        page, page.of(places), [p for p in places if p.workshop.id in needed], waiting
    )


def teaching(
    choice: ChosenPlaces, schedules: Mapping[int, Schedule], now: datetime
) -> TeachingPart:
    """The workshops somebody runs."""
    found = _in_full(choice.needed, schedules, choice.waiting, now)
    return TeachingPart(
        first=next(iter(found.values())),
        page=choice.page,
        cards=tuple(found[p.workshop.id] for p in choice.shown),
        to_record=next((each for each in found.values() if each.slot), None),
        to_cover=next((each for each in found.values() if each.is_to_cover), None),
        to_mark=next((each for each in found.values() if each.is_to_mark), None),
    )


def _in_full(
    places: Sequence[WorkshopPlace],
    schedules: Mapping[int, Schedule],
    waiting: Mapping[int, int],
    now: datetime,
) -> dict[int, Teaching]:
    """Everything of these workshops, by id, in the order given."""
    workshops = [place.workshop for place in places]
    at_hand = {each.id: meeting_at_hand(schedules[each.id], now, each.zone) for each in workshops}
    slots = [slot for slot in at_hand.values() if slot is not None]
    tallies = tallies_of([slot.meeting_id for slot in slots])
    excuses = waiting_in(workshops)
    extensions = extensions_waiting_in(workshops)
    unanswered = unanswered_in(workshops)
    coverages = coverages_of(workshops, schedules, now)
    to_remind = reminders_due(workshops, schedules, now)
    found = {}
    for place in places:
        if place.role is None:
            continue
        key = place.workshop.id
        slot = at_hand[key]
        found[key] = Teaching(
            workshop=place.workshop,
            role=place.role,
            schedule=schedules[key],
            phase=schedules[key].phase(now),
            slot=slot,
            tally=None if slot is None else tallies[slot.meeting_id],
            waiting=waiting.get(key, 0),
            excuses=excuses.get(key, 0),
            extensions=extensions.get(key, 0),
            unanswered=unanswered.get(key, 0),
            uncovered=coverages[key].open_slots,
            check_in=meeting_to_check_in(schedules[key], (), now),
            has_practical_skills=bool(course_of(place.workshop.revision).practical_skills),
            to_remind=to_remind.get(key, 0),
        )
    return found


_WAITING = (  # built once, for every home of a trainer asks
    select(Enrolment.workshop_id, func.count())
    .join(Attempt, Attempt.enrolment_id == Enrolment.id)
    .join(Answer, Answer.attempt_id == Attempt.id)
    .where(
        Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        Enrolment.withdrawn_at.is_(None),
        Attempt.handed_in_at.is_not(None),
        # Few of all answers wait, so they are looked for first; the index `ix_answer_waiting` has
        # them.
        Attempt.id.in_(select(Answer.attempt_id).where(Answer.credit.is_(None))),
        Answer.credit.is_(None),
    )
    .group_by(Enrolment.workshop_id)
)


def _waiting_in(workshop_ids: Collection[int]) -> dict[int, int]:
    """How many answers wait for a trainer, by workshop id."""
    rows = db.session.execute(_WAITING, {"workshop_ids": list(workshop_ids)})
    return {row[0]: row[1] for row in rows}
