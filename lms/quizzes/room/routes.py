"""Pages of those who look after a quiz: who sits, more time, reopening."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.grading.permissions import ANSWER_GRADE
from lms.publishing.queries import course_of
from lms.quizzes.attempts import service
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Delivery
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_GIVE_TIME, QUIZ_WATCH
from lms.quizzes.room import queries as queries_room
from lms.quizzes.room import service_judging, service_time
from lms.quizzes.room.forms import (
    MINUTES_OFFERED,
    ExtraMinutesForm,
    ExtraTimeForm,
    JudgeForm,
    new_idempotency_key,
)
from lms.quizzes.words import KIND_NAMES
from lms.web.course_text import course_choice
from lms.web.paging import asked_page
from lms.workshops.queries import enrolment_in, enrolments_in

RECENT = timedelta(hours=24)
PEOPLE_ON_A_PAGE = 50
ALL_QUIZZES = ""


@bp.get("/w/<workshop_slug>/quiz-room")
@requires(QUIZ_WATCH)
def room(workshop_slug: str) -> ResponseReturnValue:
    """Show who sits a quiz just now, and who handed in since yesterday."""
    return _room_page(_extra_minutes_form(_offered()))


@bp.post("/w/<workshop_slug>/quiz-room")
@requires(QUIZ_GIVE_TIME)
def give_time(workshop_slug: str) -> ResponseReturnValue:
    """Give everybody who sits more minutes: one tap."""
    form = ExtraMinutesForm()
    form.quiz.choices = _offered()
    if not form.validate():
        return _room_page(form), 422
    minutes = form.minutes.data
    helped = service_time.give_time_to_all(
        g.reach.workshop, minutes, quiz_id=form.quiz.data or ALL_QUIZZES, **_why(form)
    )
    flash(
        ngettext(
            "%(num)d person has %(minutes)d minutes more.",
            "%(num)d people have %(minutes)d minutes more.",
            helped.people,
            minutes=minutes,
        ),
        "success",
    )
    if helped.reopened:
        flash(
            ngettext(
                "%(num)d of them had run out of time and can go on from the page of the quiz.",
                "%(num)d of them had run out of time and can go on from the page of the quiz.",
                helped.reopened,
            ),
            "info",
        )
    return redirect(url_for(".room", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/quiz-room/collect")
@requires(QUIZ_GIVE_TIME)
def collect(workshop_slug: str) -> ResponseReturnValue:
    """Hand in every attempt whose time is over, with what was saved."""
    count = service.close_overdue(clock.now(), g.reach.workshop)
    flash(
        ngettext("%(num)d attempt is handed in.", "%(num)d attempts are handed in.", count),
        "success",
    )
    return redirect(url_for(".room", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/quiz-room/<int:attempt_id>")
@requires(QUIZ_WATCH)
def attempt(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Show one attempt, the time given to it, and the form to give more or reopen it."""
    quiz_attempt = queries_room.quiz_attempt_in_workshop(g.reach.workshop, attempt_id)
    return _attempt_page(quiz_attempt, _extra_minutes_form())


@bp.post("/w/<workshop_slug>/quiz-room/<int:attempt_id>")
@requires(QUIZ_GIVE_TIME)
def give_time_to(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Give one person more minutes; an attempt that was handed in is reopened for them."""
    quiz_attempt = queries_room.quiz_attempt_in_workshop(g.reach.workshop, attempt_id, lock=True)
    form = ExtraMinutesForm()
    form.quiz.choices = []
    if not form.validate():
        return _attempt_page(quiz_attempt, form), 422
    if quiz_attempt.is_handed_in:
        service_time.reopen(quiz_attempt, form.minutes.data, **_why(form))
        flash(_("The attempt is open again."), "success")
    else:
        service_time.grant_minutes(quiz_attempt, form.minutes.data, **_why(form))
        flash(
            _("%(name)s has more time.", name=quiz_attempt.attempt.enrolment.person.name), "success"
        )
    return redirect(url_for(".room", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/quiz-room/<int:attempt_id>/deliveries/<int:delivery_id>")
@requires(ANSWER_GRADE)
def judge(workshop_slug: str, attempt_id: int, delivery_id: int) -> ResponseReturnValue:
    """Leave out what a phone delivered late, or count it after all."""
    quiz_attempt = queries_room.quiz_attempt_in_workshop(g.reach.workshop, attempt_id, lock=True)
    delivery = queries_room.delivery_of(quiz_attempt.attempt, delivery_id)
    form = JudgeForm(prefix=_prefix(delivery))
    if not form.validate():
        return _attempt_page(quiz_attempt, _extra_minutes_form(), {delivery.id: form}), 422
    counts = request.form.get("counts") == "1"
    service_judging.judge_delivery(
        quiz_attempt,
        delivery,
        counts=counts,
        reason=form.reason.data,
        now=clock.now(),
        actor_id=current_user.person.id,
    )
    flash(
        _("These answers count again.") if counts else _("These answers do not count any more."),
        "success",
    )
    address = url_for(".attempt", workshop_slug=workshop_slug, attempt_id=attempt_id)
    return redirect(address, 303)


@bp.get("/w/<workshop_slug>/quiz-room/extra-time")
@requires(QUIZ_GIVE_TIME)
def extra_times(workshop_slug: str) -> ResponseReturnValue:
    """Show who has standing extra time, and the form to give some."""
    return _extra_page(ExtraTimeForm(formdata=None))


@bp.post("/w/<workshop_slug>/quiz-room/extra-time")
@requires(QUIZ_GIVE_TIME)
def allow_extra_time(workshop_slug: str) -> ResponseReturnValue:
    form = ExtraTimeForm()
    _offer(form)
    if not form.validate():
        return _extra_page(form), 422
    amount = {form.unit.data: form.amount.data}
    service_time.grant_extra_time(
        enrolment_in(g.reach.workshop, form.who.data),
        form.quiz.data or None,
        minutes=amount.get("minutes", 0),
        percent=amount.get("percent", 0),
        reason=form.reason.data,
        now=clock.now(),
        actor_id=current_user.person.id,
    )
    flash(_("The extra time holds from now on."), "success")
    return redirect(url_for(".extra_times", workshop_slug=workshop_slug), 303)


def _room_page(form: ExtraMinutesForm) -> str:
    now = clock.now()
    workshop = g.reach.workshop
    seats = queries_room.seats_in(workshop)
    chosen = request.args.get("quiz", ALL_QUIZZES)
    of = workshop, workshop.created_at if chosen else now - RECENT, chosen
    late = queries_room.late_since(*of)
    deliveries = queries_room.late_deliveries(late)
    can_go_on = now - timedelta(minutes=max(MINUTES_OFFERED))
    running = [s for s in seats if not s.quiz_attempt.is_over(now) and s.is_present(now - RECENT)]
    running_page = asked_page(len(running), PEOPLE_ON_A_PAGE)
    done_page = asked_page(queries_room.handed_in_count(*of), PEOPLE_ON_A_PAGE, "done")
    return render_template(
        "quizzes/room/room.html",
        now=now,
        form=form,
        minutes_offered=MINUTES_OFFERED,
        running=running_page.of(running),
        running_page=running_page,
        timed=any(seat.quiz_attempt.quiz.minutes for seat in seats)
        or any(e.ends_at and e.ends_at > can_go_on for e in queries_room.ran_out_since(*of)),
        overdue=[seat for seat in seats if seat.quiz_attempt.is_over(now)],
        late=late,
        left_out={
            attempt_id
            for attempt_id, found in deliveries.items()
            if all(each.set_aside_at for each in found)
        },
        done=queries_room.handed_in_since(*of, first=done_page.first, most=done_page.size),
        done_page=done_page,
        quizzes=course_of(workshop.revision).quizzes,
        chosen=chosen,
    )


def _attempt_page(
    quiz_attempt: QuizAttempt, form: ExtraMinutesForm, sent: Mapping[int, JudgeForm] | None = None
) -> str:
    """The page of an attempt; `sent`: the form of a delivery that needs another look."""
    now = clock.now()
    deliveries = queries_room.deliveries_of(quiz_attempt.attempt)
    unsent = {each.id: JudgeForm(formdata=None, prefix=_prefix(each)) for each in deliveries}
    return render_template(
        "quizzes/room/attempt.html",
        quiz_attempt=quiz_attempt,
        quiz=quiz_attempt.quiz,
        kind_name=KIND_NAMES[quiz_attempt.quiz.kind],
        person=quiz_attempt.attempt.enrolment.person,
        is_over=quiz_attempt.is_over(now),
        grants=queries_room.grants_of(quiz_attempt.attempt),
        deliveries=deliveries,
        judging={**unsent, **(sent or {})},
        form=form,
        minutes_offered=MINUTES_OFFERED,
    )


def _prefix(delivery: Delivery) -> str:
    return f"delivery-{delivery.id}"


def _extra_page(form: ExtraTimeForm) -> str:
    if form.who.choices is None:
        _offer(form)
    titles = {quiz.id: quiz.title for quiz in course_of(g.reach.workshop.revision).quizzes}
    extras = queries_room.extra_times_in(g.reach.workshop)
    return render_template("quizzes/room/extra_time.html", form=form, extras=extras, titles=titles)


def _extra_minutes_form(offered: list[SelectChoice] | None = None) -> ExtraMinutesForm:
    form = ExtraMinutesForm(
        formdata=None, reason=_("Power cut"), idempotency_key=new_idempotency_key()
    )
    form.quiz.choices = offered or []
    return form


def _offered() -> list[SelectChoice]:
    timed = [quiz for quiz in course_of(g.reach.workshop.revision).quizzes if quiz.minutes]
    return [
        SelectChoice(ALL_QUIZZES, _("Everybody who sits a quiz")),
        *(course_choice(quiz.id, quiz.title) for quiz in timed),
    ]


def _offer(form: ExtraTimeForm) -> None:
    form.who.choices = [
        SelectChoice(each.id, each.person.name) for each in enrolments_in(g.reach.workshop)
    ]
    form.quiz.choices = [SelectChoice(ALL_QUIZZES, _("All quizzes and tests")), *_offered()[1:]]
    form.unit.choices = [
        SelectChoice("minutes", _("minutes")),
        SelectChoice("percent", _("percent of the time limit")),
    ]


def _why(form: ExtraMinutesForm) -> dict[str, Any]:
    return {
        "reason": form.reason.data,
        "idempotency_key": form.idempotency_key.data,
        "now": clock.now(),
        "actor_id": current_user.person.id,
    }
