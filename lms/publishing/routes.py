"""Sending the photos and files of courses."""

from flask import Response, request

from lms.access import requires
from lms.content.texts.attachments import ADDRESS
from lms.pictures import as_shown
from lms.publishing.blueprint import bp
from lms.publishing.permissions import ATTACHMENT_SEE
from lms.publishing.queries import attachment_with
from lms.web.headers import NOTHING_BUT_ITSELF

_FOR_EVER = "private, max-age=31536000, immutable"


@bp.get(f"{ADDRESS}/<fingerprint>/<file_name>")
@requires(ATTACHMENT_SEE)
def attachment(fingerprint: str, file_name: str) -> Response:
    """Send a photo to be shown, or a file to be saved; who has its address was given it.

    `file_name` is for people: a file that got another name is stored under its first one.
    """
    found = attachment_with(fingerprint)
    response = Response(mimetype=found.media_type)
    is_photo = found.media_type.startswith("image/")
    placing = "inline" if is_photo else "attachment"
    response.headers["Content-Disposition"] = f'{placing}; filename="{found.name}"'
    response.headers["Content-Security-Policy"] = NOTHING_BUT_ITSELF
    response.headers["Cache-Control"] = _FOR_EVER
    response.set_etag(fingerprint)
    if request.if_none_match.contains_weak(fingerprint):
        response.status_code = 304
    else:
        response.data = as_shown(found.content) if is_photo else found.content
    return response
