"""The security headers of every answer."""

from flask import Flask, Response, current_app, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
NOTHING_BUT_ITSELF = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"
"""The policy of a file that somebody sent in or wrote: whatever it holds, nothing of it runs."""

_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def init_headers(app: Flask) -> None:
    app.after_request(_secure)


def let_camera(response: Response) -> Response:
    """Let a page use the camera, which reads codes there; its view returns its answer by this."""
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    return response


def vary_by(response: Response, header: str) -> None:
    """Say that an answer differs by a header of its request."""
    names = response.headers.get("Vary", "")
    if header not in names:
        response.headers["Vary"] = f"{names}, {header}" if names else header


def _secure(response: Response) -> Response:
    wanted = dict(_ALWAYS)
    if current_app.config["TLS"]:
        wanted["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    # Pages hold what is a person's own, on phones that are shared; assets hold nobody's.
    if request.endpoint != "assets.file":
        wanted["Cache-Control"] = "no-store"
    for name, _value in response.headers:  # what a view has set itself stays
        wanted.pop(name, None)
    response.headers.extend(wanted)
    return response
