"""Reading what a person has practised, and the sitting she is in."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.practice.history import SkillHistory, history_of
from lms.practice.models import ExerciseTry, PracticeSitting, PracticeTime
from lms.practice.order import LENGTH, Choice, Sitting, choices_of_skill, todays_sitting
from lms.practice.queries import finished, variant_of
from lms.practice.sitting.queries_evidence import (
    histories_of,
    last_day_over,
    tries_of,
)
from lms.practice.sitting.rules import (
    AskedQuestion,
    PracticeCard,
    SittingProgress,
    choices_from,
)
from lms.practice.skills import QUESTIONS_A_SKILL, practised_skills
from lms.publishing.queries import course_of
from lms.questions import derive_seed
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Schedule


def chosen_for(
    enrolment: Enrolment,
    histories: tuple[SkillHistory, ...],
    schedule: Schedule,
    day: date,
    number: int,
) -> Sitting:
    """What a person is asked on `day` in her sitting with this number."""
    end = schedule.practice_ends_at
    last = day if end is None else end.astimezone(enrolment.workshop.zone).date()
    return todays_sitting(histories, day, last, derive_seed("sitting", enrolment.id, number))


def latest_sitting(enrolment: Enrolment) -> PracticeSitting | None:
    """Her newest sitting on a phone, None before the first."""
    found: PracticeSitting | None = db.session.scalar(
        select(PracticeSitting)
        .where(PracticeSitting.enrolment_id == enrolment.id, ~PracticeSitting.on_paper)
        .order_by(PracticeSitting.number.desc())
        .limit(1)
    )
    return found


def sittings_of(enrolment_ids: Iterable[int]) -> dict[int, int]:
    """The highest number of a sitting by enrolment id, on a phone or on paper."""
    rows = db.session.execute(
        select(PracticeSitting.enrolment_id, func.max(PracticeSitting.number))
        .where(PracticeSitting.enrolment_id.in_(list(enrolment_ids)))
        .group_by(PracticeSitting.enrolment_id)
    )
    return {row[0]: row[1] for row in rows}


def next_sitting_number(enrolment: Enrolment) -> int:
    """The number of her next sitting; booklets are counted along."""
    return sittings_of([enrolment.id]).get(enrolment.id, 0) + 1


def has_booklet(enrolment: Enrolment) -> bool:
    """Whether a booklet was made for her."""
    query = select(PracticeSitting.id).where(
        PracticeSitting.enrolment_id == enrolment.id, PracticeSitting.on_paper
    )
    return db.session.scalar(query.limit(1)) is not None


def progress_in(sitting: PracticeSitting) -> SittingProgress:
    """How far she is in a sitting."""
    tries = {
        row.place: row
        for row in db.session.scalars(
            select(ExerciseTry).where(ExerciseTry.sitting_id == sitting.id)
        )
    }
    return SittingProgress(
        tuple(
            AskedQuestion(place, choice, *_how_far(tries.get(place)))
            for place, choice in enumerate(choices_from(sitting.choices), start=1)
        )
    )


def _how_far(row: ExerciseTry | None) -> tuple[int | None, bool | None]:
    return (None, None) if row is None else (row.number, finished(row, variant_of(row)))


def sitting_of_today(enrolment: Enrolment, now: datetime) -> PracticeSitting | None:
    """The newest sitting if it is of the calendar day of `now`, and of her present course."""
    return if_of_today(latest_sitting(enrolment), enrolment, now)


def if_of_today(
    newest: PracticeSitting | None, enrolment: Enrolment, now: datetime
) -> PracticeSitting | None:
    """Her newest sitting unless it is of another day, or of a course she does not follow now."""
    day, revision_id = (
        now.astimezone(enrolment.workshop.zone).date(),
        enrolment.workshop.revision_id,
    )
    if newest is None or (newest.day, newest.revision_id) != (day, revision_id):
        return None
    return newest


def practised_today(workshop: Workshop, now: datetime) -> dict[int, PracticeCard]:
    """How far people of a workshop are on the calendar day of `now`, by enrolment id.

    Of several sittings of a person the furthest; who has not begun is left out. Two statements.
    """
    begun = {
        sitting.id: sitting
        for sitting in db.session.scalars(
            select(PracticeSitting)
            .join(Enrolment, Enrolment.id == PracticeSitting.enrolment_id)
            .where(
                Enrolment.workshop_id == workshop.id,
                PracticeSitting.day == now.astimezone(workshop.zone).date(),
                PracticeSitting.revision_id == workshop.revision_id,
                ~PracticeSitting.on_paper,
            )
            .order_by(PracticeSitting.id)
        )
    }
    over = Counter(
        row.sitting_id
        for row in db.session.scalars(
            select(ExerciseTry).where(ExerciseTry.sitting_id.in_(list(begun)))
        )
        if finished(row, variant_of(row))
    )
    found: dict[int, PracticeCard] = {}
    for sitting in sorted(begun.values(), key=lambda each: over[each.id]):
        found[sitting.enrolment_id] = PracticeCard(over[sitting.id], len(sitting.choices))
    return found


def has_begun_since(enrolment: Enrolment, since: datetime, now: datetime) -> bool:
    """Whether she has begun a sitting since then, or is done with one of the day of `now`."""
    found = sitting_of_today(enrolment, now)
    return found is not None and (found.begun_at >= since or progress_in(found).current is None)


def skill_choices(enrolment: Enrolment, skill_id: str, now: datetime) -> tuple[Choice, ...]:
    """What a sitting of one skill would ask now. Raises NotFound."""
    course = course_of(enrolment.workshop.revision)
    skill = next((each for each in practised_skills(course) if each.id == skill_id), None)
    if skill is None:
        raise NotFound(_("This course has no such skill."))
    tries = tries_of([enrolment], course, enrolment.workshop.zone)[enrolment.id]
    history = history_of(skill, tries.get(skill_id, ()))
    seed = derive_seed("skill", enrolment.id, now.date().toordinal())
    return choices_of_skill(history, seed, QUESTIONS_A_SKILL)


def time_of(enrolment: Enrolment) -> str:
    """When she wants to practise, in her words; "" while she has not said."""
    return (
        db.session.scalar(
            select(PracticeTime.words).where(PracticeTime.enrolment_id == enrolment.id)
        )
        or ""
    )


def practice_card(
    enrolment: Enrolment,
    newest: PracticeSitting | None,
    schedule: Schedule,
    now: datetime,
    *,
    has_tried: bool,
) -> PracticeCard | None:
    """What to say of today's practice, `newest` being her newest sitting.

    None before anything was taught or tried.
    """
    if not has_tried and not last_day_over(schedule, now):
        return None
    sitting = if_of_today(newest, enrolment, now)
    if sitting is None:
        return PracticeCard(None, LENGTH)
    progress = progress_in(sitting)
    return PracticeCard(progress.done, len(progress.questions))


def next_sitting(enrolment: Enrolment, now: datetime) -> tuple[Sitting, int]:
    """What the next sitting of a person would ask now, and its number."""
    number = next_sitting_number(enrolment)
    schedule = schedule_of(enrolment.workshop, enrolment)
    day = now.astimezone(enrolment.workshop.zone).date()
    histories = histories_of(enrolment, schedule, now)
    return chosen_for(enrolment, histories, schedule, day, number), number


def enrolment_with_code(workshop_slug: str, code: str) -> Enrolment:
    """Who takes part in a workshop with this participant code, for a command. Raises NotFound."""
    found = db.session.scalar(
        select(Enrolment)
        .join(Enrolment.workshop)
        .join(Enrolment.person)
        .where(
            Workshop.slug == workshop_slug,
            Person.participant_code == code,
            Enrolment.withdrawn_at.is_(None),
        )
    )
    if found is None:
        raise NotFound(_("There is no such participant in this workshop."))
    return found
