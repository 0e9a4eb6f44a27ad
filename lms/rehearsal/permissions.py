from lms.access import TRAINERS, Permission

WORKSHOP_REHEARSE = Permission("workshop:rehearse", TRAINERS)
