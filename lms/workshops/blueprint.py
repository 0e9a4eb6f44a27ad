"""The blueprint of the pages of workshops."""

from flask import Blueprint

from lms.people.contacts import written_phone
from lms.people.secrets import written_code

bp = Blueprint("workshops", __name__)
bp.add_app_template_filter(written_phone, "phone")


@bp.app_template_filter()
def participant_code(code: str | None) -> str:
    """Return a code as people read it, nothing for nothing."""
    return written_code(code) if code else ""
