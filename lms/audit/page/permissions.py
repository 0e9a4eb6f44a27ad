"""What may be done here, and by whom."""

from lms.access import ORGANISERS, Permission

AUDIT_SEE = Permission("trail:see", ORGANISERS)
