from lms.access import PARTICIPANTS, STAFF, TRAINERS, Permission

COVERAGE_SEE = Permission("coverage:see", STAFF)
COVERAGE_RECORD = Permission("coverage:record", TRAINERS)
HOME_PRACTICE_SEE = Permission("home_practice:see", PARTICIPANTS)
