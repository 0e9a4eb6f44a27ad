"""Keeping the account of a workshop, and letting it go."""

from sqlalchemy import delete

from lms.database import db
from lms.reports.kept.models import KeptAccount


def keep_account(kept: KeptAccount) -> None:
    """Keep what was added up in place of what was kept before."""
    forget_account(kept.workshop_id)
    db.session.add(kept)
    db.session.flush()


def forget_account(workshop_id: int) -> None:
    """Keep nothing of a workshop any more: its account is reckoned from the rows again."""
    db.session.execute(delete(KeptAccount).where(KeptAccount.workshop_id == workshop_id))
