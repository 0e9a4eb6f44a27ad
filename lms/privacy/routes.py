"""A person's own data: seen, copied, asked to be erased; and the administrator's answers."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.audit.exporting import note_export
from lms.database import reading
from lms.privacy import queries, service
from lms.privacy.blueprint import bp
from lms.privacy.copying import data_file
from lms.privacy.forms import AskErasureForm, DeclineForm
from lms.privacy.permissions import DATA_ERASE, OWN_DATA
from lms.privacy.words import in_words


@bp.get("/profile/all-data")
@requires(OWN_DATA)
def mine() -> ResponseReturnValue:
    """Show what is kept about her, in words, with what she can do about it."""
    return _page(AskErasureForm(formdata=None))


def _page(form: AskErasureForm) -> str:
    person = current_user.person
    return render_template(
        "privacy/mine.html",
        kept=in_words(queries.counts_of(person.id)),
        form=form,
        waits=queries.waiting_request_of(person.id),
        answered=queries.last_answer_to(person.id),
    )


@bp.post("/profile/all-data/copy")
@requires(OWN_DATA)
def download() -> ResponseReturnValue:
    """Her data as one file. That it was taken stands in the list of changes."""
    now = clock.now()
    with reading(expire=False):
        packed = data_file(current_user.person, now)
    person_id = current_user.person.id
    note_export("person", f"person:{person_id}", now, actor_id=person_id, lines=1)
    name = f"data-{now:%Y-%m-%d}.zip"
    return Response(
        packed,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/profile/all-data/erase")
@requires(OWN_DATA)
def ask_erasure() -> ResponseReturnValue:
    form = AskErasureForm()
    if not form.validate():
        return _page(form), 422
    service.ask_for_erasure(current_user.person, form.words.data or "", clock.now())
    flash(_("Your request was sent. You see the answer on this page."), "success")
    return redirect(url_for(".mine"), 303)


@bp.get("/people/erasures")
@requires(DATA_ERASE)
def requests() -> ResponseReturnValue:
    """List who asks that her data be erased."""
    return _requests_page(DeclineForm(formdata=None))


def _requests_page(form: DeclineForm, form_of: int = 0) -> str:
    return render_template(
        "privacy/requests.html",
        requests=queries.waiting_requests(),
        form=form,
        form_of=form_of,
    )


@bp.post("/people/erasures/<int:erasure_id>/erase")
@requires(DATA_ERASE)
def erase_now(erasure_id: int) -> ResponseReturnValue:
    """Erase what was asked for."""
    found = queries.request_with(erasure_id)
    service.erase_person(found.person, clock.now(), current_user.person.id)
    flash(_("Erased. Attendance and results stay under a pseudonym."), "success")
    return redirect(url_for(".requests"), 303)


@bp.post("/people/erasures/<int:erasure_id>/decline")
@requires(DATA_ERASE)
def decline_erasure(erasure_id: int) -> ResponseReturnValue:
    found = queries.request_with(erasure_id)
    form = DeclineForm()
    if not form.validate():
        return _requests_page(form, erasure_id), 422
    service.decline(found, form.answer.data, clock.now(), current_user.person.id)
    flash(_("Answered. The person sees it on the page My data."), "success")
    return redirect(url_for(".requests"), 303)
