from lms.access import PARTICIPANTS, Permission

EXERCISE_PRACTISE = Permission("exercise:practise", PARTICIPANTS)
