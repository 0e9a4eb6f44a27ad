"""Where a phone sends what it had kept without a connection."""

from flask import g, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.access import requires
from lms.errors import Invalid
from lms.language import gettext_noop
from lms.quizzes.attempts import queries
from lms.quizzes.attempts.forms import DeliveryForm
from lms.quizzes.attempts.service_delivery import Delivered, deliver_answers
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_SIT


@bp.post("/w/<workshop_slug>/attempts/<int:attempt_id>/deliver")
@requires(QUIZ_SIT)
def deliver(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Take the answers, and say what became of them."""
    now = clock.now()
    quiz_attempt = queries.quiz_attempt_to_change(g.reach.enrolment, attempt_id, now)
    form = DeliveryForm()
    if not form.validate():
        raise Invalid(gettext_noop("These answers cannot be read. Show them to your trainer."))
    log = form.entries(attempt_id)
    done = deliver_answers(quiz_attempt, log, form.receipt.data, form.hand_in.data == "1", now)
    page = "result" if quiz_attempt.is_handed_in else "check"
    return jsonify(
        message=_words(done, quiz_attempt.is_handed_in),
        next=url_for(f".{page}", workshop_slug=workshop_slug, attempt_id=attempt_id),
    )


def _words(done: Delivered, handed_in: bool) -> str:
    words = [
        _("Your answers have arrived and are handed in.")
        if handed_in
        else _("Your answers have arrived.")
    ]
    if done.left_out:
        words.append(
            ngettext(
                "%(num)d answer does not count: it was given after the end, another one was "
                "checked before it came, or it cannot be used.",
                "%(num)d answers do not count: they were given after the end, others were checked "
                "before they came, or they cannot be used.",
                done.left_out,
            )
        )
    return " ".join(words)
