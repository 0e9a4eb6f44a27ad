from lms.access import ORGANISERS, PARTICIPANTS, TRAINERS, Permission

CERTIFICATE_SEE = Permission("certificate:see", TRAINERS)
CERTIFICATE_ISSUE = Permission("certificate:issue", ORGANISERS)
CERTIFICATE_OWN = Permission("certificate:own", PARTICIPANTS)
