"""Reading questionnaires: a person's own, and what those of a workshop say together."""

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import selectinload

from lms.content.statements import Statement
from lms.database import db
from lms.feedback.models import FeedbackResponse
from lms.feedback.rules import FeedbackResult, Said, feedback_result
from lms.publishing.queries import course_of
from lms.workshops.models import Enrolment, Workshop


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


def said_in(response: FeedbackResponse) -> Said:
    """The answers of one person."""
    return Said(
        {each.statement_id: each.rating for each in response.answers if each.rating is not None},
        {each.statement_id: each.words for each in response.answers if each.words},
    )
