"""An administrator makes one person of two."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.enrolment.seats import service_merging
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import MergeForm
from lms.enrolment.seats.service_joining import belongings_of
from lms.errors import Conflict
from lms.people.administration.service import person_with
from lms.people.models import Person
from lms.people.permissions import PERSON_MANAGE
from lms.web.forms import put_errors
from lms.web.languages import message_of


@bp.get("/people/<int:person_id>/merge")
@requires(PERSON_MANAGE)
def ask_merge(person_id: int) -> ResponseReturnValue:
    """Ask which other person is the same human; then show both."""
    kept = person_with(person_id)
    form = MergeForm(formdata=request.args)
    if not form.other.data:
        return _page(kept, MergeForm(formdata=None))
    other = service_merging.known_by(form.other.data)
    if other is None:
        put_errors(form.other, _("Nobody signs in with this. Check the code or email."))
        return _page(kept, form), 422
    return _checked(kept, other, form)


def _checked(kept: Person, other: Person, form: MergeForm) -> ResponseReturnValue:
    try:
        service_merging.check_mergeable(kept, other, current_user.person)
    except Conflict as problem:
        put_errors(form.other, message_of(problem))
        return _page(kept, form), 422
    return _page(kept, form, other)


def _page(kept: Person, form: MergeForm, other: Person | None = None) -> str:
    return render_template(
        "enrolment/seats/merge.html",
        kept=kept,
        other=other,
        form=form,
        kept_places=belongings_of(kept),
        other_places=belongings_of(other) if other else (),
    )


@bp.post("/people/<int:person_id>/merge")
@requires(PERSON_MANAGE)
def merge(person_id: int) -> ResponseReturnValue:
    """Make one of both. Where they say different things nothing is merged."""
    kept = person_with(person_id)
    form = MergeForm()
    other = service_merging.known_by(form.other.data or "")
    if other is None:
        put_errors(form.other, _("Nobody signs in with this. Check the code or email."))
        return _page(kept, form), 422
    try:
        service_merging.merge_people(kept, other, now=clock.now(), actor=current_user.person)
    except Conflict as problem:
        put_errors(form.other, message_of(problem))
        return _page(kept, form), 422
    flash(_("Both are one now: %(name)s.", name=kept.name), "success")
    return redirect(url_for("administration.person", person_id=person_id), 303)
