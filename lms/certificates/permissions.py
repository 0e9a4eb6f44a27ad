from lms.access import ORGANISERS, PARTICIPANTS, TRAINERS, Permission

CERTIFICATE_SEE = Permission("certificate:see", TRAINERS, opened_only=True)
CERTIFICATE_ISSUE = Permission("certificate:issue", ORGANISERS, opened_only=True)
CERTIFICATE_OWN = Permission("certificate:own", PARTICIPANTS)
