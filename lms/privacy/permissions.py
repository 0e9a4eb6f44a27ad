from lms.access import ADMINISTRATORS, SIGNED_IN, Permission

OWN_DATA = Permission("data:own", SIGNED_IN)
DATA_ERASE = Permission("data:erase", ADMINISTRATORS)
