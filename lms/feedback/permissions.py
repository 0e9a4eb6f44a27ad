from lms.access import PARTICIPANTS, TRAINERS, Permission

FEEDBACK_GIVE = Permission("feedback:give", PARTICIPANTS)
FEEDBACK_SEE = Permission("feedback:see", TRAINERS, opened_only=True)
