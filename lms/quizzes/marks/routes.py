"""What a participant's page says back: she has seen her marks."""

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.quizzes.attempts.queries import quiz_attempt_in
from lms.quizzes.blueprint import bp
from lms.quizzes.marks.service import note_marks_seen
from lms.quizzes.permissions import QUIZ_SIT


@bp.post("/w/<workshop_slug>/attempts/<int:attempt_id>/marks-seen")
@open_when_closed
@open_when_lent
@requires(QUIZ_SIT)
def see_marks(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    attempt = quiz_attempt_in(g.reach.enrolment, attempt_id).attempt
    note_marks_seen(attempt, clock.now())
    result = url_for(".result", workshop_slug=workshop_slug, attempt_id=attempt_id)
    return redirect(result, 303)
