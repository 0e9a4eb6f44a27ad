"""Who is signed in proves once more who she is, before she changes how she signs in."""

from flask import request
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field

from lms import clock
from lms.database import reading
from lms.people import service, throttling
from lms.web.forms import put_errors


def proves_herself(field: Field) -> bool:
    """Whether a field holds her present PIN or password; that it does not is told there.

    A phone that lies about signed in is no place to guess, so tries are counted; one left empty is
    no guess. Raises Throttled. Slow, and changes made before it are given up.
    """
    person, address = current_user.person, request.remote_addr or ""
    identity, now = f"secret:{person.id}", clock.now()
    with reading():
        throttling.refuse_if_too_fast(identity, address, now)
        right = not field.data or service.has_secret(person, field.data)
    if not right:
        throttling.count_failure(identity, address, now)
        put_errors(field, _("This is not your present PIN or password."))
    return right
