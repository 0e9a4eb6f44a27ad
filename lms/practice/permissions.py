"""What may be done here, and by whom."""

from lms.access import PARTICIPANTS, Permission

EXERCISE_PRACTISE = Permission("exercise:practise", PARTICIPANTS)
