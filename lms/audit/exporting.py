"""That personal data left the product as a file is a change as well."""

from datetime import datetime

from lms.audit.actions import DATA_EXPORTED
from lms.audit.service import note


def note_export(
    what: str,
    subject: str,
    now: datetime,
    *,
    actor_id: int | None,
    workshop_id: int | None = None,
    lines: int,
) -> None:
    """Leave a line that somebody took so many lines of `what`. A GET cannot: offer a button."""
    note(
        DATA_EXPORTED,
        subject,
        now,
        actor_id=actor_id,
        workshop_id=workshop_id,
        after={"export": what, "lines": lines},
    )
