from lms.access import SIGNED_IN, Permission

HOME_SEE = Permission("home:see", SIGNED_IN)
