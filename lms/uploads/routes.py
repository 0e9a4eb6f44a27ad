"""Showing a file to those who may see it, so that it can do no harm in their browser."""

from flask import Response, g, request, url_for
from flask_login import current_user

from lms.access import requires
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.pictures import as_shown
from lms.uploads.blueprint import bp
from lms.uploads.models import Upload
from lms.uploads.permissions import UPLOAD_SEE
from lms.uploads.queries import upload_in
from lms.uploads.rules import FileKind, Purpose
from lms.uploads.service import storage
from lms.web.headers import NOTHING_BUT_ITSELF

MEDIA_TYPES = {FileKind.PHOTO: "image/jpeg", FileKind.PDF: "application/pdf"}
_ENDINGS = {FileKind.PHOTO: "jpg", FileKind.PDF: "pdf"}
_ASK_EACH_TIME = "private, no-cache"


@bp.get("/w/<workshop_slug>/files/<upload_token>")
@requires(UPLOAD_SEE)
def file(workshop_slug: str, upload_token: str) -> Response:
    """Send a file; a document is saved by the browser, never opened within this site."""
    return _answer(_found(upload_token), small=False)


@bp.get("/w/<workshop_slug>/files/<upload_token>/small")
@requires(UPLOAD_SEE)
def small(workshop_slug: str, upload_token: str) -> Response:
    """Send a photo at the size of a page."""
    upload = _found(upload_token)
    if upload.kind is not FileKind.PHOTO:
        raise NotFound(_("There is no such file here."))
    return _answer(upload, small=True)


@bp.app_template_global()
def upload_url(token: str, *, small: bool = False) -> str:
    """The address of an upload of the workshop at hand."""
    page = "uploads.small" if small else "uploads.file"
    return url_for(page, workshop_slug=g.reach.workshop.slug, upload_token=token)


def _found(token: str) -> Upload:
    return upload_in(g.reach.workshop, token, current_user.person, g.reach.roles)


def _answer(upload: Upload, *, small: bool) -> Response:
    response = Response(mimetype=MEDIA_TYPES[upload.kind])
    # A photo was drawn anew here; a PDF is as it was sent and may hold scripts.
    placing = "inline" if upload.kind is FileKind.PHOTO else "attachment"
    name = f"{upload.kind}-{upload.token[:6]}.{_ENDINGS[upload.kind]}"
    response.headers["Content-Disposition"] = f'{placing}; filename="{name}"'
    response.headers["Content-Security-Policy"] = NOTHING_BUT_ITSELF
    # What shows an excuse may tell of an illness: no phone keeps it.
    private = upload.purpose is Purpose.EXCUSE
    response.headers["Cache-Control"] = "no-store" if private else _ASK_EACH_TIME
    response.set_etag(f"{upload.sha256}{'-small' if small else ''}")
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.status_code = 304
        return response
    try:
        if small:
            response.data = as_shown(storage().read(f"{upload.token}.small"))
        else:
            response.data = storage().read(upload.token)
    except FileNotFoundError:
        raise NotFound(_("This file is missing from the storage. Tell the organiser.")) from None
    return response
