from lms.access import ORGANISERS, Permission

AUDIT_SEE = Permission("trail:see", ORGANISERS)
