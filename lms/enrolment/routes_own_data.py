"""Name and contacts of a person who keeps them herself."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.enrolment import service
from lms.enrolment.blueprint import bp
from lms.enrolment.forms import OwnDataForm
from lms.people.contacts import written_phone
from lms.people.permissions import ACCOUNT_MANAGE


@bp.get("/profile/data")
@requires(ACCOUNT_MANAGE)
def own_data() -> ResponseReturnValue:
    """Show one's name and contacts, to be corrected by who keeps them herself."""
    person = current_user.person
    form = OwnDataForm(
        formdata=None,
        name=person.name,
        phone=written_phone(person.phone),
        email=person.email or "",
    )
    return _page(form)


@bp.post("/profile/data")
@requires(ACCOUNT_MANAGE)
def save_own_data() -> ResponseReturnValue:
    form = OwnDataForm()
    if not form.validate():
        return _page(form), 422
    service.change_own_data(current_user.person, now=clock.now(), **form.contacts())
    flash(_("Saved."), "success")
    return redirect(url_for("people.profile"), 303)


def _page(form: OwnDataForm) -> str:
    person = current_user.person
    return render_template(
        "enrolment/own_data.html",
        form=form,
        is_hers=service.keeps_her_own_data(person),
        signs_in_by_email=person.password_hash is not None,
    )
