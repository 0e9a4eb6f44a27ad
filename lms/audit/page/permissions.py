"""What may be done here, and by whom."""

from lms.access import ORGANISERS, Permission

TRAIL_SEE = Permission("trail:see", ORGANISERS)
