"""Pages of the participants of a workshop."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.enrolment import service as service_people
from lms.enrolment.blueprint import bp
from lms.enrolment.forms import PersonForm, WithdrawForm
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.plan import OUTCOME_WORDS, TAKES_A_SEAT
from lms.enrolment.permissions import ENROLMENT_LIST, ENROLMENT_MANAGE
from lms.enrolment.queries import people_found
from lms.errors import Conflict
from lms.people.cards import CARD_WORDS, card_states
from lms.people.first_secrets import checked_token
from lms.people.secrets import draw_token
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.web.paging import asked_page
from lms.workshops import handouts, queries, service
from lms.workshops.belonging import looks_after_herself, not_theirs
from lms.workshops.models import Enrolment

MAX_SEARCH_LENGTH = 100  # characters
PEOPLE_ON_A_PAGE = 50


@bp.get("/w/<workshop_slug>/people")
@requires(ENROLMENT_LIST)
def people(workshop_slug: str) -> ResponseReturnValue:
    """List the participants, or those found by `?q=`."""
    words = request.args.get("q", "").strip()[:MAX_SEARCH_LENGTH]
    found = people_found(g.reach.workshop, words)
    page = asked_page(len(found), PEOPLE_ON_A_PAGE)
    shown = page.of(found)
    return render_template(
        "enrolment/people.html",
        enrolments=shown,
        page=page,
        words=words,
        states=card_states([enrolment.person for enrolment in shown], clock.now()),
        card_words=CARD_WORDS,
    )


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>")
@requires(ENROLMENT_LIST)
def person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    return _person_page(enrolment, PersonForm.showing(enrolment))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>")
@open_when_closed
@open_when_lent
@requires(ENROLMENT_MANAGE)
def save_person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    form = PersonForm()
    if not form.validate():
        return _person_page(enrolment, form), 422
    try:
        service_people.change_person(
            enrolment, now=clock.now(), actor=current_user.person, **form.values()
        )
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _person_page(enrolment, form), 422
    flash(_("Saved."), "success")
    return redirect(_address(workshop_slug, enrolment_id), 303)


def _person_page(enrolment: Enrolment, form: PersonForm) -> str:
    workshop = g.reach.workshop
    return render_template(
        "enrolment/person.html",
        enrolment=enrolment,
        form=form,
        schedule=queries.schedule_of(workshop, enrolment),
        keeps_own_data=looks_after_herself(enrolment.person),
        not_theirs=not_theirs(enrolment.person, workshop.program_id, current_user.person),
    )


def _address(workshop_slug: str, enrolment_id: int) -> str:
    return url_for(".person", workshop_slug=workshop_slug, enrolment_id=enrolment_id)


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/withdraw")
@requires(ENROLMENT_MANAGE)
def ask_withdraw(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    form = WithdrawForm(formdata=None)
    return render_template("enrolment/withdraw.html", enrolment=enrolment, form=form)


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/withdraw")
@requires(ENROLMENT_MANAGE)
def withdraw(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Take a participant out of the workshop; what she did is kept."""
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    form = WithdrawForm()
    if not form.validate():
        return render_template("enrolment/withdraw.html", enrolment=enrolment, form=form), 422
    service_people.withdraw_enrolment(
        enrolment, reason=form.reason.data, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("%(name)s has withdrawn.", name=enrolment.person.name), "success")
    return redirect(_address(workshop_slug, enrolment_id), 303)


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/enrol-again")
@requires(ENROLMENT_MANAGE)
def enrol_again(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Take a participant back who had withdrawn."""
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    has_a_seat = service_people.reinstate(
        g.reach.workshop, enrolment, now=clock.now(), actor_id=current_user.person.id
    )
    name = enrolment.person.name
    if has_a_seat:
        flash(_("%(name)s is enrolled again.", name=name), "success")
    else:
        flash(_("All seats are taken. %(name)s waits in front of the list.", name=name), "warning")
    return redirect(_address(workshop_slug, enrolment_id), 303)


@bp.get("/w/<workshop_slug>/people/add")
@requires(ENROLMENT_MANAGE)
def add_person(workshop_slug: str) -> ResponseReturnValue:
    form = PersonForm(formdata=None, token=draw_token())
    return render_template("enrolment/add_person.html", form=form)


@bp.post("/w/<workshop_slug>/people/add")
@requires(ENROLMENT_MANAGE)
def enrol_person(workshop_slug: str) -> ResponseReturnValue:
    """Enrol one participant; who is new is given a code, and a card next."""
    form = PersonForm()
    token = checked_token(form.token.data)
    if not form.validate():
        return render_template("enrolment/add_person.html", form=form), 422
    now, actor_id, workshop = clock.now(), current_user.person.id, g.reach.workshop
    row = form.row()
    handout = handouts.begin_handout(workshop, token, now, actor_id)
    if handout is None:  # the same form, sent twice
        known = handouts.handout_of(workshop, token, actor_id, now)
        return _enrolled(workshop_slug, known.person_ids if known else [])
    planned = importing_service.plan_for(workshop, [row]).rows[0]
    if planned.outcome not in TAKES_A_SEAT:
        put_errors(form.name, _(OUTCOME_WORDS[planned.outcome]))
    for problem in planned.row.problems:
        put_errors(form[problem.column], _(problem.sentence, **problem.params))
    if form.errors:
        return render_template("enrolment/add_person.html", form=form), 422
    try:
        enrolled = importing_service.enrol_rows(workshop, [row], now=now, actor_id=actor_id)
    except Conflict as problem:
        put_errors(form.name, message_of(problem))
        return render_template("enrolment/add_person.html", form=form), 422
    if enrolled.waiting:
        flash(_("All seats are taken. %(name)s is on the waiting list.", name=row.name), "warning")
    handout.person_ids = [person.id for person in enrolled.created]
    if not enrolled.created and not enrolled.waiting:
        flash(_("%(name)s is enrolled, with the account she has.", name=row.name), "success")
    return _enrolled(workshop_slug, handout.person_ids)


def _enrolled(workshop_slug: str, new: list[int]) -> ResponseReturnValue:
    """Go to the card of somebody new, else back to the list."""
    enrolment = queries.enrolment_of(g.reach.workshop, new[0]) if new else None
    if enrolment is None:
        return redirect(url_for(".people", workshop_slug=workshop_slug), 303)
    address = url_for("cards.ask", workshop_slug=workshop_slug, enrolment_id=enrolment.id)
    return redirect(address, 303)
