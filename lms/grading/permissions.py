from lms.access import TRAINERS, Permission

ANSWER_GRADE = Permission("answer:grade", TRAINERS, opened_only=True)
