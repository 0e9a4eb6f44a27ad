from lms.access import ORGANISERS, STAFF, TRAINERS, Permission

PROGRAM_REPORT = Permission("program:report", ORGANISERS)
MATRIX_SEE = Permission("matrix:see", STAFF)
REPORT_SEE = Permission("report:see", TRAINERS)
GOAL_TARGETS_SET = Permission("goal_targets:set", ORGANISERS)
