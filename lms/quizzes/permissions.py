from lms.access import PARTICIPANTS, STAFF, TRAINERS, Permission

QUIZ_SIT = Permission("quiz:sit", PARTICIPANTS)
QUIZ_WATCH = Permission("quiz:watch", STAFF)
QUIZ_GIVE_TIME = Permission("quiz:give_time", TRAINERS)
