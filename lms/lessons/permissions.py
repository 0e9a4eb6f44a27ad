from lms.access import INSIDERS, PARTICIPANTS, Permission

COURSE_READ = Permission("course:read", INSIDERS)
LESSON_FINISH = Permission("lesson:finish", PARTICIPANTS)
