from lms.access import PARTICIPANTS, STAFF, Permission

SIGNOFF_GIVE = Permission("signoff:give", STAFF, opened_only=True)
SIGNOFF_SEE_OWN = Permission("signoff:see_own", PARTICIPANTS)
