"""Pages of the staff of a workshop."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.database import reading
from lms.language import mark
from lms.people.first_secrets import checked_token, first_password
from lms.people.secrets import draw_token, hash_secret
from lms.web.forms import put_errors
from lms.web.languages import told
from lms.workshops import handouts, queries, service, service_staff
from lms.workshops.blueprint import bp
from lms.workshops.contacts import normalised_email
from lms.workshops.forms_people import STAFF_WORDS, StaffForm
from lms.workshops.handouts import NewSecret


@bp.get("/w/<workshop_slug>/staff")
@requires(Permission.STAFF_MANAGE)
def staff(workshop_slug: str) -> ResponseReturnValue:
    """List trainers and assistants."""
    return _page(StaffForm(formdata=None, token=draw_token()))


def _page(form: StaffForm) -> str:
    return render_template(
        "workshops/staff.html",
        form=form,
        staff=queries.staff_of(g.reach.workshop),
        words=STAFF_WORDS,
    )


@bp.post("/w/<workshop_slug>/staff")
@requires(Permission.STAFF_MANAGE)
def add_staff(workshop_slug: str) -> ResponseReturnValue:
    """Add a trainer or assistant; a new person is given a first password."""
    form = StaffForm()
    token = checked_token(form.token.data)
    if not form.validate():
        return _page(form), 422
    now = clock.now()
    email = normalised_email(form.email.data) or ""
    with reading():
        given = handouts.handout_of(g.reach.workshop, token, current_user.person.id, now)
        is_new = given is None and service_staff.person_with_email(email) is None
    if given:
        return _shown(workshop_slug, token)
    if is_new and not form.name.data:
        put_errors(form.name, _("Nobody has this email yet. Write the name of the new person."))
        return _page(form), 422
    with reading():
        hashed = hash_secret(first_password(token, email)) if is_new else ""
    try:
        if is_new:
            return _add_new(form, token, NewSecret(email, hashed))
        return _add_known(form, email)
    except service.Unfit as problem:
        put_errors(form[problem.field], told(problem))
        return _page(form), 422


def _add_new(form: StaffForm, token: str, secret: NewSecret) -> ResponseReturnValue:
    now, actor_id, workshop = clock.now(), current_user.person.id, g.reach.workshop
    handout = handouts.begin_handout(workshop, token, now, actor_id)
    if handout is not None:
        person = service_staff.new_colleague(name=form.name.data, secret=secret, now=now)
        service_staff.add_staff(workshop, person, form.role.data, now=now, actor_id=actor_id)
        handout.person_ids = [person.id]
    return _shown(workshop.slug, token)


def _add_known(form: StaffForm, email: str) -> ResponseReturnValue:
    person = service_staff.person_with_email(email)
    if person is None:
        raise service.Unfit("email", mark("This person was removed meanwhile."))
    workshop = g.reach.workshop
    service_staff.add_staff(
        workshop, person, form.role.data, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("%(name)s is in the list now.", name=person.name), "success")
    return redirect(url_for(".staff", workshop_slug=workshop.slug), 303)


def _shown(workshop_slug: str, token: str) -> ResponseReturnValue:
    return redirect(url_for(".handout", workshop_slug=workshop_slug, token=token), 303)


@bp.get("/w/<workshop_slug>/staff/<int:staff_id>/remove")
@requires(Permission.STAFF_MANAGE)
def ask_remove(workshop_slug: str, staff_id: int) -> ResponseReturnValue:
    """Ask before somebody is taken out; warn about the last trainer."""
    one = service_staff.staff_in(g.reach.workshop, staff_id)
    last = service_staff.is_last_trainer(one)
    return render_template("workshops/remove_staff.html", one=one, last=last)


@bp.post("/w/<workshop_slug>/staff/<int:staff_id>/remove")
@requires(Permission.STAFF_MANAGE)
def remove_staff(workshop_slug: str, staff_id: int) -> ResponseReturnValue:
    """Take somebody out of the staff."""
    one = service_staff.staff_in(g.reach.workshop, staff_id)
    name = one.person.name
    service_staff.remove_staff(one, now=clock.now(), actor_id=current_user.person.id)
    flash(_("%(name)s is no longer in the list.", name=name), "success")
    return redirect(url_for(".staff", workshop_slug=workshop_slug), 303)
