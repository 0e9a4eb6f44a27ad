"""Leaving a line that the reader took a file with the names of people."""

from flask_login import current_user

from lms import clock
from lms.audit.exporting import note_export
from lms.workshops.models import Program, Workshop


def note_taken(what: str, owner: Workshop | Program, lines: int) -> None:
    """Leave a line that the reader took so many lines about people of a workshop or program."""
    is_workshop = isinstance(owner, Workshop)
    note_export(
        what,
        f"workshop:{owner.id}" if is_workshop else f"program:{owner.id}",
        clock.now(),
        actor_id=current_user.person.id,
        workshop_id=owner.id if is_workshop else None,
        lines=lines,
    )
