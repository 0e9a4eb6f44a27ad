from lms.access import ADMINISTRATORS, SIGNED_IN, Permission

ACCOUNT_MANAGE = Permission("account:manage", SIGNED_IN)
PERSON_MANAGE = Permission("person:manage", ADMINISTRATORS)
