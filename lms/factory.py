"""The application factory: `create_app` reads the settings and joins the parts."""

import os
from pathlib import Path

from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import guard
from lms.audit.catalogue import joined
from lms.config import configure
from lms.database import TransactionalFlask, init_database
from lms.features import FEATURES
from lms.navigation import init_navigation
from lms.people.sessions import login_manager
from lms.web.addresses import init_addresses
from lms.web.assets import init_assets
from lms.web.compression import init_compression
from lms.web.error_pages import init_error_pages
from lms.web.fragments import init_fragments
from lms.web.gallery import init_gallery
from lms.web.headers import init_headers
from lms.web.health import init_health
from lms.web.installing import init_installing
from lms.web.languages import init_languages
from lms.web.logs import init_logs
from lms.web.metrics import init_metrics
from lms.web.paging import init_paging

ROOT = Path(__file__).parent.parent


def create_app(instance_path: str | None = None, **settings: object) -> TransactionalFlask:
    """The application; `settings` override those of `lms/config.py`.

    What belongs to one installation (database, secret key, `config.py`) stands in `instance_path`,
    else in the folder named by LMS_INSTANCE, else in `instance/`. Refuses to start (RuntimeError)
    if a route declares no permission.
    """
    app = TransactionalFlask(
        __package__,
        instance_path=instance_path or os.environ.get("LMS_INSTANCE") or str(ROOT / "instance"),
        instance_relative_config=True,
        template_folder=str(ROOT / "templates"),
        # `web/assets.py` serves them, under addresses with a fingerprint.
        static_folder=None,
    )
    configure(app, settings)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    init_logs(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = int(app.config["TRUSTED_PROXIES"])
        # Flask's own way to add a middleware; a type checker sees a method replaced.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_database(app)
    init_fragments(app)
    login_manager.init_app(app)
    init_languages(app)
    init_addresses(app)
    init_assets(app)
    init_installing(app)
    init_paging(app)
    init_health(app)
    init_metrics(app)
    init_headers(app)
    init_compression(app)
    init_error_pages(app)
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
    init_gallery(app)
    init_navigation(app, FEATURES)
    app.extensions["audit_catalogue"] = joined(
        (action for feature in FEATURES for action in feature.audit_actions),
        (feature.audit_labels for feature in FEATURES),
        (feature.audit_words for feature in FEATURES),
    )
    # Last, when every route is there to be checked.
    guard.init_guard(app)
    configure_mappers()  # now, and not in the first request of several threads at once
    return app
