"""A participant's day."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Self

from lms.attendance.counting import counted_slots
from lms.attendance.prospects import Chance, chance_in
from lms.attendance.rules import Presence
from lms.board.queries import startable
from lms.content.settings import Aspect
from lms.content.values import Course, Module, Quiz
from lms.coverage.home import done_of, home_lessons
from lms.coverage.queries import coverage_of
from lms.discussion.queries import Unread, unread_of
from lms.discussion.rules import Viewer
from lms.extensions.models import ExtensionRequest
from lms.extensions.queries import newest_request_of
from lms.extensions.rules import days_left, may_ask
from lms.feedback.rules import is_open_for_answers
from lms.lessons.queries import doable_quizzes, progress_of
from lms.lessons.rules import (
    Item,
    ItemKind,
    ItemState,
    Progress,
    course_days,
    day_progress,
    next_step,
)
from lms.plans.queries import PlanCard, plan_card
from lms.practice.sitting.queries import practice_card
from lms.practice.sitting.rules import PracticeCard
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.windows.queries import windows_for
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import visible
from lms.results.attempts import quiz_results_of
from lms.results.rules import remedial_offered
from lms.statistics.rates import Rate
from lms.today.places import WorkshopPlace
from lms.today.queries_own import own_things, presences_of
from lms.today.rules import asks_for_time, is_still_news, meeting_to_check_in
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Phase, Schedule, Slot


@dataclass(frozen=True)
class PracticePeriod:
    """Her practice period once the meetings are over: calendar days left, what she asked last."""

    days_left: int
    may_ask: bool
    request: ExtensionRequest | None


@dataclass(frozen=True)
class Learning:
    """A participant's day: her next step, today's meetings, open quizzes, how far she is.

    `marked`: quizzes with the ids of her attempts whose marks she may see and has not seen.
    """

    workshop: Workshop
    enrolment: Enrolment
    schedule: Schedule
    phase: Phase
    next: Item | None
    next_is_begun: bool
    started: Item | None
    today: tuple[Slot, ...]
    day: int | None
    check_in: Slot | None
    presences: Mapping[int, Presence]
    quizzes: tuple[Item, ...]
    remedial: Quiz | None
    days: tuple[tuple[Module, Rate], ...]
    chance: Chance
    required: Fraction
    home_practice: Rate
    unread: Unread
    period: PracticePeriod | None
    practice: PracticeCard | None
    plan: PlanCard | None
    asks_for_time: bool
    asks_opinion: bool
    marked: tuple[tuple[Quiz, int], ...]
    has_certificate: bool

    @property
    def starts_practice(self) -> bool:
        """Whether a trainer has started practice for the room that she is not done with."""
        return self.started is not None and self.started.kind is ItemKind.PRACTICE

    @property
    def practises_first(self) -> bool:
        """Whether today's practice is her next step: after day 5, unless a quiz is running."""
        after = self.phase in (Phase.PRACTICE, Phase.CLOSED)
        quiz_runs = self.next is not None and self.next.is_quiz and self.next_is_begun
        return self.practice is not None and after and not quiz_runs

    def while_lent(self) -> Self:
        """The same without what is done where her program was taken to."""
        period = self.period and replace(self.period, may_ask=False)
        started = None if self.started is not None and self.started.is_quiz else self.started
        return replace(
            self,
            started=started,
            check_in=None,
            remedial=None,
            period=period,
            plan=None,
            asks_opinion=False,
        )


def learning(
    place: WorkshopPlace, schedules: Mapping[int, Schedule], newest: Enrolment | None, now: datetime
) -> Learning:
    """The day of a participant; `newest` is the enrolment `schedules` were read for."""
    workshop, enrolment = place.workshop, place.enrolment
    assert enrolment is not None
    schedule = schedules[workshop.id]
    if enrolment is not newest:  # then her own extension of the practice period was not read
        schedule = schedule_of(workshop, enrolment)
    course = course_of(workshop.revision)
    left = coverage_of(workshop, schedule, now).left
    progress = progress_of(enrolment)
    phase = schedule.phase(now)
    begun = schedule.last_day_begun(now)
    windows = windows_for(course, schedule, workshop, enrolment)
    doable = doable_quizzes(workshop, windows, progress, now)
    days = course_days(course)
    following = next_step(days, progress, begun, doable)
    own, presences = own_things(enrolment), presences_of(enrolment)
    practice = practice_card(
        enrolment, own.sitting, schedule, now, has_tried=bool(progress.exercises_tried)
    )
    found = Learning(
        workshop=workshop,
        enrolment=enrolment,
        schedule=schedule,
        phase=phase,
        next=following,
        next_is_begun=following is not None and progress.state(following) is ItemState.BEGUN,
        started=_started(place, course, progress, practice, now),
        today=tuple(s for s in schedule.on_date(now, workshop.zone) if not s.cancelled),
        day=schedule.day_of(now, workshop.zone),
        check_in=meeting_to_check_in(schedule, presences, now),
        presences=presences,
        quizzes=_open_quizzes(days, progress, doable),
        remedial=_remedial(course, enrolment, progress, windows, now),
        days=tuple(
            (module, day_progress(items, progress))
            for module, items in zip(course.modules, days, strict=True)
        ),
        chance=chance_in(
            counted_slots(schedule, enrolment, presences),
            presences,
            course.passing.attendance,
            now,
        ),
        required=course.passing.attendance,
        home_practice=done_of(home_lessons(course, left), progress),
        unread=_unread(workshop, enrolment, schedule, now),
        practice=practice,
        asks_for_time=not own.has_time and asks_for_time(schedule, now),
        asks_opinion=not own.has_opinion
        and bool(course.questionnaire)
        and is_open_for_answers(schedule, now),
        marked=tuple(_marked(course, own.marked, windows, now)),
        has_certificate=own.has_certificate,
        period=_period(enrolment, schedule, phase, now),
        plan=plan_card(enrolment, schedule, now),
    )
    return found if workshop.program.lent_at is None else found.while_lent()


def _unread(workshop: Workshop, enrolment: Enrolment, schedule: Schedule, now: datetime) -> Unread:
    """What is new in the discussion; announcements of days gone by are only counted."""
    unread = unread_of(workshop, Viewer(enrolment.person_id, is_staff=False))
    news = tuple(
        each
        for each in unread.announcements
        if is_still_news(each.at, schedule, now, workshop.zone)
    )
    return Unread(news, unread.questions + len(unread.announcements) - len(news))


def _period(
    enrolment: Enrolment, schedule: Schedule, phase: Phase, now: datetime
) -> PracticePeriod | None:
    end = schedule.practice_ends_at
    if end is None or phase not in (Phase.PRACTICE, Phase.CLOSED):
        return None
    left = days_left(end, now, enrolment.workshop.zone)
    return PracticePeriod(left, may_ask(schedule, now), newest_request_of(enrolment))


def _started(
    place: WorkshopPlace,
    course: Course,
    progress: Progress,
    practice: PracticeCard | None,
    now: datetime,
) -> Item | None:
    """What the trainer has started for the room, unless she has done it."""
    if place.start is None or not place.start.holds(now):
        return None
    item = startable(course).get(place.start.item_id)
    if item is not None and item.kind is ItemKind.PRACTICE:
        return None if practice is None or practice.is_done else item
    return None if item is None or progress.state(item) is ItemState.DONE else item


def _marked(
    course: Course, attempts: Iterable[Attempt], windows: Mapping[str, Window], now: datetime
) -> Iterator[tuple[Quiz, int]]:
    """Of these attempts those of which the review shows score or comment by now."""
    for attempt in attempts:
        if attempt.quiz_id in windows:
            quiz = course.quiz(attempt.quiz_id)
            seen = visible(quiz.review, attempt.handed_in_at, windows[quiz.id], now)
            if seen & {Aspect.SCORE, Aspect.FEEDBACK}:
                yield quiz, attempt.id


def _open_quizzes(
    days: Iterable[tuple[Item, ...]], progress: Progress, doable: Collection[str]
) -> tuple[Item, ...]:
    return tuple(
        item
        for items in days
        for item in items
        if item.is_quiz and item.id in doable and progress.state(item) is not ItemState.DONE
    )


def _remedial(
    course: Course,
    enrolment: Enrolment,
    progress: Progress,
    windows: Mapping[str, Window],
    now: datetime,
) -> Quiz | None:
    """The test of which a remedial is offered."""
    possible = [
        quiz
        for quiz in course.quizzes
        if quiz.remedial
        and quiz.id in progress.quizzes_handed_in - progress.quizzes_open
        and windows[quiz.id].is_open(now)
    ]
    if not possible:
        return None
    results = quiz_results_of(Enrolment.id == enrolment.id, only_released=True)[enrolment.id]
    return next((quiz for quiz in possible if remedial_offered(quiz, results[quiz.id])), None)
