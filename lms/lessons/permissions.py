from lms.access import INSIDERS, PARTICIPANTS, STAFF, Permission

COURSE_READ = Permission("course:read", INSIDERS)
LESSON_NOTES = Permission("lesson:notes", STAFF)
LESSON_FINISH = Permission("lesson:finish", PARTICIPANTS)
