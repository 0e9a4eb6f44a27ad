"""Photos of a workshop for the annex of its report: sent in, named and removed by organisers."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.database import reading
from lms.handover import service_photos
from lms.handover.blueprint import bp
from lms.handover.forms import ReportPhotosForm
from lms.handover.models import MAX_CAPTION_LENGTH
from lms.handover.permissions import REPORT_HAND_OVER
from lms.handover.queries_photos import photos_of
from lms.uploads.requests import photos_in, takes_files


@bp.get("/w/<workshop_slug>/report/photos")
@requires(REPORT_HAND_OVER)
def report_photos(workshop_slug: str) -> ResponseReturnValue:
    """Show the photos of the report, and the form to add some."""
    return _page(ReportPhotosForm(formdata=None))


@bp.post("/w/<workshop_slug>/report/photos")
@open_when_closed
@takes_files
@requires(REPORT_HAND_OVER)
def add_report_photos(workshop_slug: str) -> ResponseReturnValue:
    """Keep photos; they are taken in before the turn to write comes."""
    form = ReportPhotosForm()
    with reading(expire=False):
        received = (
            photos_in(form.photos, service_photos.MAX_PHOTOS, service_photos.TOO_MANY)
            if form.validate()
            else []
        )
    if form.errors:
        return _page(form), 422
    new = service_photos.add_photos(g.reach.workshop, received, current_user.person, clock.now())
    if new:
        flash(ngettext("%(num)s photo kept.", "%(num)s photos kept.", new), "success")
    else:
        flash(_("This photo is here already."), "info")
    return redirect(url_for(".report_photos", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/report/photos/captions")
@open_when_closed
@requires(REPORT_HAND_OVER)
def save_report_photos(workshop_slug: str) -> ResponseReturnValue:
    """Save the lines below the photos, and remove those that are ticked."""
    kept = photos_of(g.reach.workshop)
    captions = {
        each.id: " ".join(request.form.get(f"caption-{each.id}", each.caption).split())
        for each in kept
    }
    if any(len(caption) > MAX_CAPTION_LENGTH for caption in captions.values()):
        return _page(ReportPhotosForm(formdata=None), captions), 422
    removed = frozenset(request.form.getlist("remove", type=int))
    service_photos.keep_captions(
        g.reach.workshop, captions, removed, current_user.person, clock.now()
    )
    flash(_("The photos are saved. The report has them from now on."), "success")
    return redirect(url_for(".report_photos", workshop_slug=workshop_slug), 303)


def _page(form: ReportPhotosForm, captions: dict[int, str] | None = None) -> str:
    kept = photos_of(g.reach.workshop)
    return render_template(
        "handover/photos.html",
        form=form,
        photos=kept,
        captions=captions or {each.id: each.caption for each in kept},
        longest=MAX_CAPTION_LENGTH,
        most=service_photos.MAX_PHOTOS,
    )
