"""Pages of the staff of a workshop."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import Role, open_when_closed, requires
from lms.database import reading
from lms.language import gettext_noop
from lms.people.contacts import normalised_email
from lms.people.first_secrets import checked_token, first_password
from lms.people.models import Person
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.secrets import draw_token, hash_secret
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops import handouts, queries, service
from lms.workshops.blueprint import bp
from lms.workshops.handouts import NewSecret
from lms.workshops.permissions import STAFF_MANAGE
from lms.workshops.staff import queries as queries_staff
from lms.workshops.staff import service as service_staff
from lms.workshops.staff.forms import StaffForm
from lms.workshops.words import STAFF_WORDS


@bp.get("/w/<workshop_slug>/staff")
@requires(STAFF_MANAGE)
def staff(workshop_slug: str) -> ResponseReturnValue:
    return _page(StaffForm(formdata=None, token=draw_token()))


def _page(form: StaffForm) -> str:
    return render_template(
        "workshops/staff/staff.html",
        form=form,
        staff=queries.staff_of(g.reach.workshop),
        invited=queries_staff.invitations_to(g.reach.workshop),
        words=STAFF_WORDS,
    )


@bp.post("/w/<workshop_slug>/staff")
@open_when_closed
@requires(STAFF_MANAGE)
def add_staff(workshop_slug: str) -> ResponseReturnValue:
    """Add a trainer or assistant; a new person is given a first password."""
    form = StaffForm()
    token = checked_token(form.token.data)
    if not form.validate():
        return _page(form), 422
    now, actor = clock.now(), current_user.person
    email = normalised_email(form.email.data) or ""
    with reading():
        given = handouts.handout_of(g.reach.workshop, token, actor.id, now)
        known = given is None and _known(email) is not None
    if given:
        return _shown(workshop_slug, token)
    if not known and not form.name.data:
        put_errors(form.name, _("Nobody of this program has this email yet. Write the name."))
        return _page(form), 422
    with reading():
        hashed = "" if known else hash_secret(first_password(token, email))
    try:
        if known:
            return _add_known(form, email)
        return _invite(form, token, NewSecret(email, hashed))
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _page(form), 422


def _known(email: str) -> Person | None:
    """Who may be added at once: one of this program. An administrator knows everybody."""
    here = queries_staff.with_email_here(email, g.reach.workshop.program_id)
    if here is None and Role.ADMINISTRATOR in g.reach.roles:
        return queries_staff.signs_in_with(email)
    return here


def _invite(form: StaffForm, token: str, secret: NewSecret) -> ResponseReturnValue:
    now, actor_id, workshop = clock.now(), current_user.person.id, g.reach.workshop
    handout = handouts.begin_handout(workshop, token, now, actor_id)
    if handout is not None:
        invitation = service_staff.invite(
            workshop,
            name=form.name.data,
            secret=secret,
            role=form.role.data,
            now=now,
            actor_id=actor_id,
        )
        handout.person_ids = [invitation.person_id]
    return _shown(workshop.slug, token)


def _add_known(form: StaffForm, email: str) -> ResponseReturnValue:
    person = _known(email)
    if person is None:
        raise service.InvalidField("email", gettext_noop("This person was removed meanwhile."))
    workshop = g.reach.workshop
    service_staff.appoint_staff(
        workshop, person, form.role.data, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("%(name)s is in the list now.", name=person.name), "success")
    return redirect(url_for(".staff", workshop_slug=workshop.slug), 303)


def _shown(workshop_slug: str, token: str) -> ResponseReturnValue:
    return redirect(url_for(".handout", workshop_slug=workshop_slug, token=token), 303)


@bp.get("/w/<workshop_slug>/staff/<int:staff_id>/remove")
@requires(STAFF_MANAGE)
def ask_remove(workshop_slug: str, staff_id: int) -> ResponseReturnValue:
    """Ask before somebody is taken out; warn about the last trainer."""
    one = service_staff.staff_in(g.reach.workshop, staff_id)
    last = service_staff.is_last_trainer(one)
    return render_template("workshops/staff/remove.html", one=one, last=last)


@bp.post("/w/<workshop_slug>/staff/<int:staff_id>/remove")
@open_when_closed
@requires(STAFF_MANAGE)
def remove_staff(workshop_slug: str, staff_id: int) -> ResponseReturnValue:
    one = service_staff.staff_in(g.reach.workshop, staff_id)
    name = one.person.name
    service_staff.dismiss_staff(one, now=clock.now(), actor_id=current_user.person.id)
    flash(_("%(name)s is no longer in the list.", name=name), "success")
    return redirect(url_for(".staff", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/staff/invitations/<int:invitation_id>/remove")
@open_when_closed
@requires(STAFF_MANAGE)
def take_back_invitation(workshop_slug: str, invitation_id: int) -> ResponseReturnValue:
    """Ask somebody no longer to run the workshop."""
    one = queries_staff.invitation_in(g.reach.workshop, invitation_id)
    name = one.name
    service_staff.take_back(one, now=clock.now(), actor_id=current_user.person.id)
    flash(_("%(name)s is no longer asked.", name=name), "success")
    return redirect(url_for(".staff", workshop_slug=workshop_slug), 303)


@bp.post("/invitations/<int:invitation_id>")
@requires(ACCOUNT_MANAGE)
def answer_invitation(invitation_id: int) -> ResponseReturnValue:
    """Answer whether one will run a workshop of another program."""
    person, now = current_user.person, clock.now()
    one = queries_staff.invitation_of(person, invitation_id)
    if request.form.get("answer") == "yes":
        service_staff.accept(one, now=now)
        flash(_("You are in the list of those who run this workshop now."), "success")
    else:
        service_staff.take_back(one, now=now, actor_id=person.id)
        flash(_("You said no. Whoever asked sees that you are not in the list."), "success")
    return redirect(url_for("today.home"), 303)
