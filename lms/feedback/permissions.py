from lms.access import ORGANISERS, PARTICIPANTS, TRAINERS, Permission

FEEDBACK_GIVE = Permission("feedback:give", PARTICIPANTS)
FEEDBACK_SEE = Permission("feedback:see", TRAINERS)  # means and distribution, of enough people
FEEDBACK_READ = Permission("feedback:read", ORGANISERS)  # what was written, too
