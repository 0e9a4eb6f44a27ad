import lms.certificates.routes
import lms.certificates.routes_own
import lms.certificates.routes_public
import lms.certificates.routes_setup
from lms.certificates import actions, permissions
from lms.certificates.blueprint import bp
from lms.feature import Feature
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.certificates.routes,
        lms.certificates.routes_own,
        lms.certificates.routes_public,
        lms.certificates.routes_setup,
    ),
    permissions=(
        permissions.CERTIFICATE_SEE,
        permissions.CERTIFICATE_ISSUE,
        permissions.CERTIFICATE_OWN,
    ),
    audit_actions=(
        actions.CERTIFICATE_PREPARED,
        actions.CERTIFICATE_ISSUED,
        actions.CERTIFICATE_REISSUED,
        actions.CERTIFICATE_REVOKED,
    ),
    audit_labels={
        "certificate": _("Certificate"),
        "certificate_code": _("Code in the numbers"),
        "activity": _("Name of the activity"),
        "issued_in": _("Place of issue"),
        "signatories": _("Who signs"),
    },
)
