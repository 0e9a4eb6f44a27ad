"""The administrator's pages of people."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.database import commit_now, reading
from lms.errors import Conflict
from lms.people.administration import service as administration
from lms.people.administration.blueprint import bp
from lms.people.first_secrets import checked_token, first_password
from lms.people.forms import ColleagueForm, StandingForm
from lms.people.models import Person, Standing
from lms.people.permissions import PERSON_MANAGE
from lms.people.second_factor.service import end_second_factor
from lms.people.secrets import draw_token, hash_secret
from lms.people.words import STANDING_WORDS
from lms.web.forms import TokenForm, put_errors
from lms.web.languages import message_of
from lms.web.paging import asked_page

A_PAGE = 50


@bp.get("/")
@requires(PERSON_MANAGE)
def people() -> ResponseReturnValue:
    words = request.args.get("q", "").strip()[:100]
    page = asked_page(administration.count_of(words), A_PAGE)
    return render_template(
        "people/administration/people.html",
        people=administration.find(words, first=page.first, most=page.size),
        page=page,
        words=words,
        standings=STANDING_WORDS,
    )


@bp.get("/new")
@requires(PERSON_MANAGE)
def new() -> ResponseReturnValue:
    form = ColleagueForm(formdata=None, standing=Standing.ORGANISER.value, token=draw_token())
    return render_template("people/administration/new.html", form=form)


@bp.post("/new")
@requires(PERSON_MANAGE)
def create() -> ResponseReturnValue:
    """Add a colleague and show the first password, once."""
    form = ColleagueForm()
    if not form.validate():
        return render_template("people/administration/new.html", form=form), 422
    email = form.email.data.lower()
    password = first_password(checked_token(form.token.data), email)
    with reading():
        hashed = hash_secret(password)
    try:
        person = administration.add(
            name=form.name.data,
            email=email,
            standing=form.standing.data,
            hashed=hashed,
            now=clock.now(),
            actor_id=current_user.person.id,
        )
    except Conflict as problem:
        with reading():
            same = administration.made_with(email, password)
        if same is None:
            put_errors(form.email, message_of(problem))
            return render_template("people/administration/new.html", form=form), 422
        person = same  # the same form, sent twice
    commit_now()
    return render_template("people/administration/password.html", person=person, password=password)


@bp.get("/<int:person_id>")
@requires(PERSON_MANAGE)
def person(person_id: int) -> ResponseReturnValue:
    found = administration.person_with(person_id)
    form = StandingForm(formdata=None, standing=found.standing.value)
    return _person_page(found, form)


def _person_page(found: Person, form: StandingForm) -> str:
    return render_template(
        "people/administration/person.html",
        person=found,
        form=form,
        token_form=TokenForm(token=draw_token()),
    )


@bp.post("/<int:person_id>/standing")
@requires(PERSON_MANAGE)
def change_standing(person_id: int) -> ResponseReturnValue:
    found = administration.person_with(person_id)
    form = StandingForm()
    if not form.validate():
        return _person_page(found, form), 422
    now, actor_id = clock.now(), current_user.person.id
    try:
        administration.set_standing(found, form.standing.data, now, actor_id)
    except Conflict as problem:
        put_errors(form.standing, message_of(problem))
        return _person_page(found, form), 422
    flash(_("Saved."), "success")
    return redirect(url_for(".person", person_id=person_id), 303)


@bp.post("/<int:person_id>/close")
@requires(PERSON_MANAGE)
def close(person_id: int) -> ResponseReturnValue:
    """Close an account, or open it again."""
    found = administration.person_with(person_id)
    now, actor_id = clock.now(), current_user.person.id
    if request.form.get("open") == "yes":
        administration.open_account(found, now, actor_id)
        flash(_("%(name)s can sign in again.", name=found.name), "success")
    else:
        administration.close_account(found, now, actor_id)
        flash(_("%(name)s cannot sign in any more.", name=found.name), "success")
    return redirect(url_for(".person", person_id=person_id), 303)


@bp.post("/<int:person_id>/second-factor/end")
@requires(PERSON_MANAGE)
def end_second_step(person_id: int) -> ResponseReturnValue:
    """End somebody's second factor, for her phone is lost."""
    found = administration.person_with(person_id)
    end_second_factor(found, clock.now(), current_user.person.id)
    flash(
        _("Ended. The person signs in with the password alone, and can set it up again."), "success"
    )
    return redirect(url_for(".person", person_id=person_id), 303)


@bp.post("/<int:person_id>/password")
@requires(PERSON_MANAGE)
def give_password(person_id: int) -> ResponseReturnValue:
    """Give somebody a new password and show it, once."""
    token = checked_token(TokenForm().token.data)
    with reading():
        email = administration.person_with(person_id).email or ""
        password = first_password(token, email)
        hashed = hash_secret(password)
    found = administration.person_with(person_id)
    administration.set_password(found, hashed, clock.now(), current_user.person.id)
    commit_now()
    return render_template("people/administration/password.html", person=found, password=password)
