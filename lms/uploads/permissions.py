"""What may be done here, and by whom."""

from lms.access import INSIDERS, Permission

UPLOAD_SEE = Permission("upload:see", INSIDERS)
