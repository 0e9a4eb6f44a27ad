from lms.access import ORGANISERS, STAFF, TRAINERS, Permission

PROGRAM_REPORT = Permission("program:report", ORGANISERS)
MATRIX_SEE = Permission("matrix:see", STAFF, opened_only=True)
REPORT_SEE = Permission("report:see", TRAINERS, opened_only=True)
GOAL_TARGETS_SET = Permission("goal_targets:set", ORGANISERS)
