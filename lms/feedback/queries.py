"""Reading questionnaires: a person's own, and what those of a workshop say together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import selectinload

from lms.content.statements import Statement
from lms.database import db
from lms.feedback.models import FeedbackAnswer, FeedbackResponse
from lms.feedback.rules import FeedbackResult, Said, counted_result, feedback_result
from lms.publishing.queries import course_of
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule

NOBODY_ASKED = Rate(0, 0)

# Built once, for every report asks.
_OF_WORKSHOPS = Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True))
_ASKED = (
    select(Enrolment.workshop_id, func.count(FeedbackResponse.id), func.count())
    .outerjoin(FeedbackResponse, FeedbackResponse.enrolment_id == Enrolment.id)
    .where(_OF_WORKSHOPS, or_(Enrolment.withdrawn_at.is_(None), FeedbackResponse.id.is_not(None)))
    .group_by(Enrolment.workshop_id)
)
_RATINGS = (
    select(Enrolment.workshop_id, FeedbackAnswer.statement_id, FeedbackAnswer.rating, func.count())
    .join(FeedbackResponse, FeedbackResponse.enrolment_id == Enrolment.id)
    .join(FeedbackAnswer, FeedbackAnswer.response_id == FeedbackResponse.id)
    .where(_OF_WORKSHOPS, FeedbackAnswer.rating.is_not(None))
    .group_by(Enrolment.workshop_id, FeedbackAnswer.statement_id, FeedbackAnswer.rating)
)


def statements_of(workshop: Workshop) -> tuple[Statement, ...]:
    """What the course of a workshop asks; nothing if its course has no questionnaire."""
    return course_of(workshop.revision).questionnaire


def response_of(enrolment: Enrolment) -> FeedbackResponse | None:
    """What a person has answered, None before."""
    query = select(FeedbackResponse).options(selectinload(FeedbackResponse.answers))
    found: FeedbackResponse | None = db.session.scalar(
        query.where(FeedbackResponse.enrolment_id == enrolment.id)
    )
    return found


def feedback_of(workshop: Workshop) -> FeedbackResult:
    """What the questionnaire of a workshop says.

    Asked is who is enrolled, and who answered before she withdrew.
    """
    answered = exists().where(FeedbackResponse.enrolment_id == Enrolment.id)
    asked = db.session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(
            Enrolment.workshop_id == workshop.id,
            or_(Enrolment.withdrawn_at.is_(None), answered),
        )
    )
    here = select(Enrolment.id).where(Enrolment.workshop_id == workshop.id)
    responses = db.session.scalars(
        select(FeedbackResponse)
        .options(selectinload(FeedbackResponse.answers))
        .where(FeedbackResponse.enrolment_id.in_(here))
    )
    said = [said_in(each) for each in responses]
    return feedback_result(statements_of(workshop), asked or 0, said)


def feedback_figures(
    workshops: Sequence[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, FeedbackResult]:
    """By workshop id the figures of each questionnaire, without words, in two statements.

    Nobody is asked before the last day.
    """
    given = {"workshop_ids": [workshop.id for workshop in workshops]}
    asked: dict[int, Rate] = {}
    for workshop_id, answered, people in db.session.execute(_ASKED, given):
        asked[workshop_id] = Rate(answered, people)
    counts: dict[int, dict[tuple[str, int | None], int]] = defaultdict(dict)
    for workshop_id, statement_id, rating, count in db.session.execute(_RATINGS, given):
        counts[workshop_id][statement_id, rating] = count
    found = {}
    for each in workshops:
        statements = statements_of(each)
        begun = statements and schedules[each.id].has_last_day_begun(now)
        response = asked.get(each.id, NOBODY_ASKED) if begun else NOBODY_ASKED
        found[each.id] = counted_result(statements, response, counts[each.id])
    return found


def said_in(response: FeedbackResponse) -> Said:
    """The answers of one person."""
    return Said(
        {each.statement_id: each.rating for each in response.answers if each.rating is not None},
        {each.statement_id: each.words for each in response.answers if each.words},
    )
