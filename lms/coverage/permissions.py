from lms.access import PARTICIPANTS, STAFF, TRAINERS, Permission

COVERAGE_SEE = Permission("coverage:see", STAFF, opened_only=True)
COVERAGE_RECORD = Permission("coverage:record", TRAINERS, opened_only=True)
HOME_PRACTICE_SEE = Permission("home_practice:see", PARTICIPANTS)
