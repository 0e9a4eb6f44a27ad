"""What standings are called, and how long to wait when somebody tries too fast."""

from collections.abc import Callable

from flask import Response, make_response
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from wtforms import Field

from lms.people.models import Standing
from lms.people.throttling import Throttled
from lms.web.forms import put_errors

STANDING_WORDS = {
    Standing.MEMBER: _("Participant, trainer or assistant"),
    Standing.ORGANISER: _("Organiser"),
    Standing.ADMINISTRATOR: _("Administrator"),
}


def _too_fast(throttled: Throttled) -> str:
    """How long to wait, in words, or that waiting does not help."""
    if throttled.is_used_up:
        return str(
            _(
                "There were too many wrong tries today, perhaps by somebody else. Ask an assistant "
                "for a new card, or the administrator for a new password; or try again tomorrow."
            )
        )
    return str(
        ngettext(
            "Too many tries. Wait %(num)d minute, then try again.",
            "Too many tries. Wait %(num)d minutes, then try again.",
            -(-throttled.seconds // 60),
        )
    )


def slowed_down(field: Field, throttled: Throttled, draw: Callable[[], str]) -> Response:
    """The answer to who tries too fast: her page once more, with how long to wait at the field."""
    put_errors(field, _too_fast(throttled))
    return make_response(draw(), 429, {"Retry-After": str(throttled.seconds)})
