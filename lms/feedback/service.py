"""Saving what people say about a workshop."""

from datetime import datetime

from lms.database import db, insert_or_update
from lms.errors import Conflict
from lms.feedback.models import FeedbackAnswer, FeedbackResponse
from lms.feedback.queries import response_of, statements_of
from lms.feedback.rules import Said, is_open_for_answers
from lms.language import gettext_noop as _
from lms.workshops.models import Enrolment
from lms.workshops.rules import Schedule


def keep_feedback(enrolment: Enrolment, schedule: Schedule, said: Said, now: datetime) -> None:
    """Keep what she says; the newest answers hold.

    Raises Conflict before the last day, in a workshop that was closed, and without a questionnaire.
    """
    statements = statements_of(enrolment.workshop)
    if not statements or not is_open_for_answers(schedule, now):
        raise Conflict(_("This questionnaire cannot be answered now."))
    db.session.flush()  # for what follows goes past the session
    row = {"enrolment_id": enrolment.id, "answered_at": now}
    db.session.execute(
        insert_or_update(FeedbackResponse, ("enrolment_id",), ("answered_at",)).values(row)
    )
    response = response_of(enrolment)
    assert response is not None
    response.answers.clear()
    db.session.flush()
    for each in statements:
        rating, words = said.ratings.get(each.id), said.words.get(each.id, "")
        if rating is not None or words:
            response.answers.append(
                FeedbackAnswer(statement_id=each.id, rating=rating, words=words)
            )
