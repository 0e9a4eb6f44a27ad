"""Photos of the signed sheet of a meeting: seen, sent in and removed by those who record it."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.attendance import service_photos
from lms.attendance.blueprint import bp
from lms.attendance.forms import PhotosForm
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.database import reading
from lms.uploads.requests import photos_in, takes_files
from lms.workshops.models import Meeting
from lms.workshops.queries import meeting_in


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/photos")
@requires(ATTENDANCE_RECORD)
def photos(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show the photos of a meeting's signed sheet, and the form to add some."""
    return _page(meeting_in(g.reach.workshop, meeting_id), PhotosForm(formdata=None))


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/photos")
@takes_files
@requires(ATTENDANCE_RECORD)
def add_photos(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Keep photos; they are taken in before the turn to write comes."""
    form = PhotosForm()
    with reading(expire=False):
        meeting_in(g.reach.workshop, meeting_id)
        received = (
            photos_in(form.photos, service_photos.MAX_PHOTOS, service_photos.TOO_MANY)
            if form.validate()
            else []
        )
    meeting = meeting_in(g.reach.workshop, meeting_id)
    if form.errors:
        return _page(meeting, form), 422
    person, now = current_user.person, clock.now()
    new = service_photos.store_photos(meeting, g.reach.workshop, received, person, now)
    if new:
        flash(ngettext("%(num)s photo kept.", "%(num)s photos kept.", new), "success")
    else:
        flash(_("This photo is here already."), "info")
    return redirect(url_for(".photos", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/photos/<int:photo_id>/remove")
@requires(ATTENDANCE_RECORD)
def ask_remove_photo(workshop_slug: str, meeting_id: int, photo_id: int) -> ResponseReturnValue:
    meeting = meeting_in(g.reach.workshop, meeting_id)
    photo = service_photos.photo_at(meeting, photo_id)
    return render_template("attendance/remove_photo.html", meeting=meeting, photo=photo)


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/photos/<int:photo_id>/remove")
@requires(ATTENDANCE_RECORD)
def remove_photo(workshop_slug: str, meeting_id: int, photo_id: int) -> ResponseReturnValue:
    """Remove a photo, which may be followed by a better one."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    photo = service_photos.photo_at(meeting, photo_id)
    service_photos.delete_photo(meeting, photo, current_user.person, clock.now())
    flash(_("The photo is removed."), "success")
    return redirect(url_for(".photos", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


def _page(meeting: Meeting, form: PhotosForm) -> str:
    return render_template(
        "attendance/photos.html",
        meeting=meeting,
        form=form,
        photos=service_photos.photos_of(meeting),
        most=service_photos.MAX_PHOTOS,
        now=clock.now(),
    )
