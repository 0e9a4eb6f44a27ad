"""The manifest with which a phone puts the product beside its apps."""

from collections.abc import Callable
from typing import cast

from flask import Flask, Response, jsonify, url_for

from lms.access import IMPERSONAL, requires

COLOURS = {"background_color": "#faf7f1", "theme_color": "#14583f"}
ICONS = (
    ("icons/app-192.png", "192x192", "any"),
    ("icons/app-512.png", "512x512", "any"),
    ("icons/app-full.png", "512x512", "maskable"),
    ("icons/favicon.svg", "any", "any"),
)
A_DAY = "public, max-age=86400"


def init_installing(app: Flask) -> None:
    """Serve the manifest, which every page names."""
    asset_url = cast("Callable[[str], str]", app.jinja_env.globals["asset_url"])

    @requires(IMPERSONAL)
    def manifest() -> Response:
        home = url_for("today.home")
        response = jsonify(
            name="Go Digital",
            short_name="Go Digital",
            lang="id",
            id=home,
            start_url=home,
            scope=home,
            display="standalone",
            icons=[
                {"src": asset_url(name), "sizes": sizes, "purpose": purpose}
                for name, sizes, purpose in ICONS
            ],
            **COLOURS,
        )
        response.mimetype = "application/manifest+json"
        response.headers["Cache-Control"] = A_DAY
        return response

    app.add_url_rule("/manifest.webmanifest", "installing.manifest", manifest)
