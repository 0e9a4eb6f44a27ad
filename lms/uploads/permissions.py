from lms.access import INSIDERS, Permission

UPLOAD_SEE = Permission("upload:see", INSIDERS)
