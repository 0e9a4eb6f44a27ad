from lms.access import SIGNED_IN, Permission

ATTACHMENT_SEE = Permission("attachment:see", SIGNED_IN)
