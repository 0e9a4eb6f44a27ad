"""Deleting an enrolment that was made by mistake."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.enrolment.permissions import ENROLMENT_MANAGE
from lms.enrolment.seats import service_deleting
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import UndoForm
from lms.workshops.models import Enrolment
from lms.workshops.queries import enrolment_in


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/delete")
@requires(ENROLMENT_MANAGE)
def ask_delete(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return _page(enrolment, UndoForm(formdata=None))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/delete")
@requires(ENROLMENT_MANAGE)
def delete(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Delete a wrong enrolment of which there is no work."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    form = UndoForm()
    if not form.validate():
        return _page(enrolment, form), 422
    name = enrolment.person.name
    service_deleting.delete_enrolment(
        enrolment, reason=form.reason.data, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("The enrolment of %(name)s is deleted.", name=name), "success")
    return redirect(url_for("enrolment.people", workshop_slug=workshop_slug), 303)


def _page(enrolment: Enrolment, form: UndoForm) -> str:
    return render_template(
        "enrolment/seats/delete.html",
        enrolment=enrolment,
        form=form,
        why_not=service_deleting.why_not_deleted(enrolment),
    )
