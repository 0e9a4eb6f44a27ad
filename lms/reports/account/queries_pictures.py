"""Reading what only pictures show."""

from datetime import datetime

from sqlalchemy import and_, func, select

from lms.database import db
from lms.practice.models import ExerciseTry
from lms.reports.account.pictures import PracticeWeek, practice_weeks
from lms.results.counting import TRIED_AT, TRY_KNOWN_AT, Counting
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of


def practice_by_week(workshop: Workshop, now: datetime) -> tuple[PracticeWeek, ...]:
    """Practice that counts of those with a seat, week by week, in one statement for all weeks."""
    schedule = schedule_of(workshop)
    weeks = practice_weeks(schedule, now)
    if not weeks:
        return ()
    within = [and_(start <= TRIED_AT, end > TRIED_AT) for start, end in weeks]
    counting = Counting({workshop.id: schedule})
    row = db.session.execute(
        counting.over(
            select(
                *(func.count().filter(each) for each in within),
                *(func.count(ExerciseTry.enrolment_id.distinct()).filter(each) for each in within),
            )
            .select_from(ExerciseTry)
            .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        ).where(
            Enrolment.workshop_id == workshop.id,
            Enrolment.withdrawn_at.is_(None),
            counting.in_practice(TRIED_AT, TRY_KNOWN_AT),
        )
    ).one()
    counts = list(row)
    return tuple(
        PracticeWeek(number + 1, start, counts[number], counts[len(weeks) + number])
        for number, (start, _end) in enumerate(weeks)
    )
