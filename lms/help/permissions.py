from lms.access import SIGNED_IN, Permission

HELP_SEE = Permission("help:see", SIGNED_IN)
