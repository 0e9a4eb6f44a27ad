"""Enrolling people from a list: upload, preview with every doubt in its row, import."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.database import commit_now, reading
from lms.enrolment.blueprint import bp
from lms.enrolment.importing import drafts as importing_drafts
from lms.enrolment.importing.columns import COLUMNS
from lms.enrolment.importing.forms import UploadForm
from lms.enrolment.importing.models import ImportDraft
from lms.enrolment.importing.plan import OUTCOME_WORDS
from lms.enrolment.importing.queries import people_placed
from lms.enrolment.importing.service import Enrolled
from lms.enrolment.importing.sheets import MAX_BYTES, read_list
from lms.enrolment.importing.shown import page_of
from lms.enrolment.permissions import ENROLMENT_MANAGE
from lms.errors import Conflict, Invalid, LmsError
from lms.language import gettext_noop
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops import handouts

_UNCONFIRMED = gettext_noop("Say first whether the columns are understood rightly.")


@bp.get("/w/<workshop_slug>/people/import")
@requires(ENROLMENT_MANAGE)
def import_upload(workshop_slug: str) -> ResponseReturnValue:
    return _upload_page(UploadForm(formdata=None))


@bp.post("/w/<workshop_slug>/people/import")
@requires(ENROLMENT_MANAGE)
def upload_list(workshop_slug: str) -> ResponseReturnValue:
    """Read a list and keep it until the organiser has looked at it."""
    form = UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    uploaded = form.file.data
    try:
        with reading():
            listed = read_list(uploaded.stream.read(MAX_BYTES + 1))
        draft = importing_drafts.save_draft(
            g.reach.workshop,
            listed,
            uploaded.filename or "",
            clock.now(),
            current_user.person.id,
        )
    except LmsError as problem:
        put_errors(form.file, message_of(problem))
        return _upload_page(form), 422
    return redirect(_preview_url(workshop_slug, draft.token), 303)


def _upload_page(form: UploadForm) -> str:
    waiting = importing_drafts.drafts_in(g.reach.workshop)
    return render_template("enrolment/importing/upload.html", form=form, waiting=waiting)


def _preview_url(workshop_slug: str, token: str, **query: Any) -> str:
    return url_for(".import_preview", workshop_slug=workshop_slug, token=token, **query)


@bp.get("/w/<workshop_slug>/people/import/<token>")
@requires(ENROLMENT_MANAGE)
def import_preview(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Show what importing the list would do, row by row, what is doubtful first."""
    draft = importing_drafts.draft_in(g.reach.workshop, token)
    header = importing_drafts.header_in(draft)
    if not header.has_names:
        return render_template(
            "enrolment/importing/columns.html", draft=draft, header=header, columns=COLUMNS
        )
    people = importing_drafts.participants_of(draft)
    plan = importing_drafts.plan_of(draft, g.reach.workshop, people)
    choices = importing_drafts.choices_of(draft)
    return render_template(
        "enrolment/importing/preview.html",
        draft=draft,
        listed=importing_drafts.list_of(draft),
        people=people,
        plan=plan,
        choices=choices,
        unconfirmed=people.header.has_guesses and choices.columns is None,
        page=page_of(plan, request.args.get("show", ""), request.args.get("page", "")),
        words=OUTCOME_WORDS,
        columns=COLUMNS,
        placed=people_placed(g.reach.workshop.program_id),
    )


@bp.get("/w/<workshop_slug>/people/import/progress")
@requires(ENROLMENT_MANAGE)
def import_progress(workshop_slug: str) -> ResponseReturnValue:
    """Send how many of `all` people are in by now, if so many were placed `before` the import."""
    before, all_ = (request.args.get(name, 0, int) for name in ("before", "all"))
    placed = people_placed(g.reach.workshop.program_id) - before
    return render_template(
        "enrolment/importing/_progress.html", done=max(0, min(placed, all_)), all=all_
    )


@bp.post("/w/<workshop_slug>/people/import/<token>/choices")
@requires(ENROLMENT_MANAGE)
def import_choices(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Keep what the organiser says of columns, of the scope or of doubtful rows."""
    draft = importing_drafts.draft_in(g.reach.workshop, token)
    said = request.form
    try:
        if "columns" in said:
            named = {k.removeprefix("column-"): v for k, v in said.items() if k[:7] == "column-"}
            importing_drafts.choose_columns(draft, named)
        elif "scope" in said:
            importing_drafts.choose_scope(draft, whole_program=said["scope"] == "program")
        else:
            importing_drafts.decide(draft, said)
            flash(_("Your decisions are kept. Nothing is imported yet."), "success")
    except Invalid as problem:
        flash(message_of(problem), "error")
    query = {name: said[name] for name in ("show", "page") if said.get(name)}
    return redirect(_preview_url(workshop_slug, token, **query), 303)


@bp.post("/w/<workshop_slug>/people/import/<token>")
@requires(ENROLMENT_MANAGE)
def import_confirm(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Import the list in turns, between which others write.

    A repeated submit leads to the same result; what was done before somebody else changed the list
    of participants stays, and the rest goes on waiting.
    """
    now, actor_id = clock.now(), current_user.person.id
    agreed = "agreed" in request.form
    with reading():
        done = handouts.handout_of(g.reach.workshop, token, actor_id, now)
        if done is not None:
            return _result(workshop_slug, "cards.choose" if done.person_ids else ".people")
        draft = importing_drafts.draft_in(g.reach.workshop, token)
        _check_columns(draft)
        planned = importing_drafts.planned_import(draft, g.reach.workshop, request.form)
    enrolled = Enrolled((), (), 0)
    for number, turn in enumerate(planned.turns):
        if number:
            commit_now(go_on=True)
        enrolled += importing_drafts.import_turn(
            planned, turn, g.reach.workshop, now=now, actor_id=actor_id, agreed=agreed
        )
    handout = handouts.begin_handout(g.reach.workshop, token, now, actor_id)
    if handout is None:
        return _result(workshop_slug, ".people")
    draft = importing_drafts.draft_in(g.reach.workshop, token)
    importing_drafts.finish_draft(handout, draft, enrolled)
    _flash(enrolled)
    if handout.person_ids:
        return _result(workshop_slug, "cards.choose")
    return _result(workshop_slug, "seats.overview" if enrolled.waiting else ".people")


def _check_columns(draft: ImportDraft) -> None:
    """Raise Conflict while columns are only guessed."""
    people = importing_drafts.participants_of(draft)
    if people.header.has_guesses and importing_drafts.choices_of(draft).columns is None:
        raise Conflict(_UNCONFIRMED)


def _result(workshop_slug: str, endpoint: str) -> ResponseReturnValue:
    return redirect(url_for(endpoint, workshop_slug=workshop_slug), 303)


def _flash(enrolled: Enrolled) -> None:
    joined = len(enrolled.joined) + len(enrolled.created) - len(enrolled.waiting)
    if joined:
        flash(
            ngettext("%(num)d person is enrolled.", "%(num)d people are enrolled.", joined),
            "success",
        )
    elif not (enrolled.created or enrolled.joined or enrolled.held):
        flash(_("Nothing to do: everybody in this list is enrolled already."), "success")
    if enrolled.waiting:
        flash(
            ngettext(
                "All seats are taken: %(num)d person is on the waiting list.",
                "All seats are taken: %(num)d people are on the waiting list.",
                len(enrolled.waiting),
            ),
            "warning",
        )
    if enrolled.held:
        flash(
            ngettext(
                "%(num)d row still waits for your decision. You find the list where you chose it.",
                "%(num)d rows still wait for your decision. You find the list where you chose it.",
                enrolled.held,
            ),
            "info",
        )
