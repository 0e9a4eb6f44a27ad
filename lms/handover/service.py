"""Keeping what organisers write."""

from dataclasses import asdict
from datetime import datetime

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.handover.actions import REPORT_TEXTS_CHANGED
from lms.handover.models import ProgramReportText, WorkshopReportText
from lms.handover.queries import seen_of, text_row_of
from lms.handover.rules import WRITTEN, WrittenTexts
from lms.language import gettext_noop as _
from lms.workshops.models import Program, Workshop

CHANGED_MEANWHILE = _(
    "Somebody saved these texts after you opened the page. What you typed is still here; save again"
    " to replace theirs."
)


def keep_texts(
    owner: Workshop | Program, texts: WrittenTexts, *, seen: str, now: datetime, actor_id: int
) -> None:
    """Keep the texts of a report. The list of changes tells which, never what they say.

    Raises Conflict if others were saved since those that were `seen`.
    """
    row = text_row_of(owner, lock=True)
    if seen_of(row) != seen:
        raise Conflict(CHANGED_MEANWHILE)
    before = asdict(row.texts if row else WrittenTexts())
    changed = [name for name, value in asdict(texts).items() if before[name] != value]
    if not changed:
        return
    workshop = owner if isinstance(owner, Workshop) else None
    if row is None:
        row = (
            WorkshopReportText(workshop_id=workshop.id)
            if workshop
            else ProgramReportText(program_id=owner.id)
        )
        db.session.add(row)
    for name in (*WRITTEN, "issued_in"):
        setattr(row, name, getattr(texts, name))
    row.signatories = [asdict(each) for each in texts.signatories]
    row.changed_at, row.changed_by_id = now, actor_id
    db.session.flush()
    note(
        REPORT_TEXTS_CHANGED,
        f"workshop:{workshop.id}" if workshop else f"program:{owner.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id if workshop else None,
        after={"report_texts": changed},
    )
