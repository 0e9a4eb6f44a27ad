"""Which codes of an app are good, and until when somebody may go without."""

from datetime import datetime

import pyotp

STEP = 30
"""Seconds for which an app shows a code."""
AROUND = (-1, 0, 1)
"""The code before and the one after are taken as well: clocks differ."""
RECOVERY_CODES = 8


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step of a code that is good now and newer than the one used last; None else."""
    step = int(now.timestamp()) // STEP
    app = pyotp.TOTP(secret)
    for each in AROUND:
        shown = app.at(int(now.timestamp()) + each * STEP)
        if step + each > last_step and pyotp.utils.strings_equal(shown, code):
            return step + each
    return None


def must_set_up(due_at: datetime | None, set_up_at: datetime | None, now: datetime) -> bool:
    """Whether somebody cannot go on without a second factor."""
    return due_at is not None and set_up_at is None and now >= due_at
