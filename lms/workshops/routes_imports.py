"""Enrolling people from a list: upload, preview, import."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.database import reading
from lms.errors import LmsError
from lms.web.forms import put_errors
from lms.web.languages import told
from lms.workshops import handouts, importing_service
from lms.workshops.blueprint import bp
from lms.workshops.forms import UploadForm
from lms.workshops.importing import COLUMNS
from lms.workshops.importing_plan import OUTCOME_WORDS, Outcome
from lms.workshops.importing_sheets import MOST_BYTES, read_table


@bp.get("/w/<workshop_slug>/people/import")
@requires(Permission.ENROLMENT_MANAGE)
def import_upload(workshop_slug: str) -> ResponseReturnValue:
    """Ask for a list of participants."""
    return render_template("workshops/import_upload.html", form=UploadForm(formdata=None))


@bp.post("/w/<workshop_slug>/people/import")
@requires(Permission.ENROLMENT_MANAGE)
def upload_list(workshop_slug: str) -> ResponseReturnValue:
    """Read a list and keep it until the organiser has looked at it."""
    form = UploadForm()
    if not form.validate():
        return render_template("workshops/import_upload.html", form=form), 422
    uploaded = form.file.data
    try:
        with reading():
            table = read_table(uploaded.stream.read(MOST_BYTES + 1))
        draft = importing_service.keep_draft(
            g.reach.workshop,
            table,
            uploaded.filename or "",
            clock.now(),
            current_user.person.id,
        )
    except LmsError as problem:
        put_errors(form.file, told(problem))
        return render_template("workshops/import_upload.html", form=form), 422
    preview = url_for(".import_preview", workshop_slug=workshop_slug, token=draft.token)
    return redirect(preview, 303)


@bp.get("/w/<workshop_slug>/people/import/<token>")
@requires(Permission.ENROLMENT_MANAGE)
def import_preview(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Show what importing the list would do, row by row."""
    draft = importing_service.draft_in(g.reach.workshop, token)
    participants = importing_service.participants_of(draft)
    plan = importing_service.plan_for(g.reach.workshop, participants.rows)
    return render_template(
        "workshops/import_preview.html",
        draft=draft,
        participants=participants,
        plan=plan,
        listed=[planned for planned in plan.rows if planned.outcome is not Outcome.OTHER],
        other=plan.counts.get(Outcome.OTHER, 0),
        words=OUTCOME_WORDS,
        columns=COLUMNS,
    )


@bp.post("/w/<workshop_slug>/people/import/<token>")
@requires(Permission.ENROLMENT_MANAGE)
def import_confirm(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Import the list; PINs are hashed first. A repeated submit leads to the same result."""
    now = clock.now()
    with reading():
        workshop = g.reach.workshop
        done = handouts.handout_of(workshop, token, current_user.person.id, now)
        if done is not None:
            return _result(workshop_slug, token, created=bool(done.person_ids))
        rows = importing_service.participants_of(importing_service.draft_in(workshop, token)).rows
        newcomers = len(importing_service.plan_for(workshop, rows).newcomers)
        secrets = importing_service.first_secrets(token, newcomers)
    actor_id = current_user.person.id
    handout = handouts.begin_handout(g.reach.workshop, token, now, actor_id)
    if handout is None:
        return _result(workshop_slug, token, created=bool(newcomers))
    draft = importing_service.draft_in(g.reach.workshop, token)
    enrolled = importing_service.import_draft(handout, draft, secrets, now=now, actor_id=actor_id)
    if not enrolled.created:
        flash(_told(len(enrolled.joined)), "success")
    return _result(workshop_slug, token, created=bool(enrolled.created))


def _result(workshop_slug: str, token: str, *, created: bool) -> ResponseReturnValue:
    if created:
        return redirect(url_for(".handout", workshop_slug=workshop_slug, token=token), 303)
    return redirect(url_for(".people", workshop_slug=workshop_slug), 303)


def _told(joined: int) -> str:
    sentence: str = _("Nothing to do: everybody in this list is enrolled already.")
    if joined:
        sentence = ngettext("%(num)d person is enrolled.", "%(num)d people are enrolled.", joined)
    return sentence
