"""Pages of those who organise a program."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.people.contacts import normalised_email
from lms.people.permissions import ACCOUNT_MANAGE
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.blueprint import bp
from lms.workshops.organisers import queries, service
from lms.workshops.organisers.forms import OrganiserForm
from lms.workshops.permissions import PROGRAM_EDIT
from lms.workshops.service import InvalidField


@bp.get("/programs/<program_slug>/organisers")
@requires(PROGRAM_EDIT)
def organisers(program_slug: str) -> ResponseReturnValue:
    return _page(OrganiserForm(formdata=None))


def _page(form: OrganiserForm) -> str:
    return render_template(
        "workshops/organisers/listed.html",
        form=form,
        program=g.reach.program,
        organisers=queries.organisers_of(g.reach.program),
        invited=queries.asked_to_organise(g.reach.program),
    )


@bp.post("/programs/<program_slug>/organisers")
@requires(PROGRAM_EDIT)
def invite_organiser(program_slug: str) -> ResponseReturnValue:
    """Ask whoever signs in with this email; nothing tells whether somebody does."""
    form = OrganiserForm()
    if not form.validate():
        return _page(form), 422
    email = normalised_email(form.email.data) or ""
    try:
        service.ask_to_organise(
            g.reach.program, email, now=clock.now(), actor_id=current_user.person.id
        )
    except InvalidField as problem:
        put_errors(form.email, message_of(problem))
        return _page(form), 422
    flash(_("Whoever signs in with %(email)s is asked on the page Today.", email=email), "success")
    return redirect(url_for(".organisers", program_slug=program_slug), 303)


@bp.get("/programs/<program_slug>/organisers/<int:organiser_id>/remove")
@requires(PROGRAM_EDIT)
def ask_remove_organiser(program_slug: str, organiser_id: int) -> ResponseReturnValue:
    """Ask before somebody is taken out."""
    return render_template(
        "workshops/organisers/remove.html",
        program=g.reach.program,
        one=queries.organiser_in(g.reach.program, organiser_id),
    )


@bp.post("/programs/<program_slug>/organisers/<int:organiser_id>/remove")
@requires(PROGRAM_EDIT)
def remove_organiser_now(program_slug: str, organiser_id: int) -> ResponseReturnValue:
    organiser = queries.organiser_in(g.reach.program, organiser_id)
    is_oneself = organiser.person_id == current_user.person.id
    service.remove_organiser(organiser, now=clock.now(), actor_id=current_user.person.id)
    flash(_("Removed. The account stays, and so does everything recorded so far."), "success")
    if is_oneself:
        return redirect(url_for("today.home"), 303)
    return redirect(url_for(".organisers", program_slug=program_slug), 303)


@bp.post("/programs/<program_slug>/organisers/asked/<int:asked_id>/remove")
@requires(PROGRAM_EDIT)
def uninvite_organiser(program_slug: str, asked_id: int) -> ResponseReturnValue:
    """Ask somebody no longer."""
    one = queries.asked_in(g.reach.program, asked_id)
    email = one.email
    service.ask_no_longer(one, now=clock.now(), actor_id=current_user.person.id)
    flash(_("%(name)s is no longer asked.", name=email), "success")
    return redirect(url_for(".organisers", program_slug=program_slug), 303)


@bp.post("/program-invitations/<int:asked_id>")
@requires(ACCOUNT_MANAGE)
def answer_program(asked_id: int) -> ResponseReturnValue:
    """Answer whether one will organise a program, too."""
    person, now = current_user.person, clock.now()
    one = queries.asked_of(person, asked_id)
    if request.form.get("answer") != "yes":
        service.ask_no_longer(one, now=now, actor_id=person.id)
        flash(_("You said no. Whoever asked sees that you are not in the list."), "success")
        return redirect(url_for("today.home"), 303)
    slug = one.program.slug
    service.agree_to_organise(one, person, now=now)
    flash(_("You organise this program now."), "success")
    return redirect(url_for(".program", program_slug=slug), 303)
