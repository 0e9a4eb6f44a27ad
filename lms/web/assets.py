"""Style sheets, scripts and icons: bundled and minified at start-up, kept compressed for ever.

Every `static/css/*.css` becomes one `css/app.css` (cascade layers, declared in `layers.css`, decide
who wins), every `static/js/*.js` one `js/app.js`, `judge/` and `offline/` one script each:
those whose names begin with `_` come first and offer what scripts share, as properties of
`globalThis`. Any other file under `static/` keeps its name. Addresses carry a hash of the content,
so that a browser never asks again and never sees old bytes.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Flask, Response, abort, request, url_for
from rcssmin import cssmin
from rjsmin import jsmin

from lms.access import IMPERSONAL, requires

BUNDLES = {
    "css/app.css": "css",
    "js/app.js": "js",
    "js/judge.js": "js/judge",
    "js/offline.js": "js/offline",
}
WORKERS = "js/workers/"  # scripts that look after pages, wherever these are
FOR_EVER = "public, max-age=31536000, immutable"
_TEXTUAL = ("text/", "image/svg", "application/json", "application/manifest")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: `address` is its name with the fingerprint in it."""

    address: str
    mimetype: str
    body: bytes
    packed: bytes | None  # gzip, where that makes it smaller


def init_assets(app: Flask) -> None:
    """Read `static/` beside the package, serve it, and give templates `asset_url(name)`."""
    folder = Path(app.root_path).parent / "static"
    by_name: dict[str, Asset] = {}
    by_address: dict[str, Asset] = {}

    def read() -> None:
        by_name.update(read_assets(folder))
        by_address.update((asset.address, asset) for asset in by_name.values())

    def asset_url(name: str) -> str:
        """The address of a file under `static/`. Raises KeyError if there is none."""
        return url_for("assets.file", address=by_name[name].address)

    @requires(IMPERSONAL)
    def file(address: str) -> Response:
        if (asset := by_address.get(address)) is None:
            abort(404)
        return _answer(asset)

    read()
    if app.debug:
        # A change shows without a restart.
        app.before_request(read)
    app.add_url_rule("/assets/<path:address>", "assets.file", file)
    app.add_template_global(asset_url)


def read_assets(folder: Path) -> dict[str, Asset]:
    """Every asset under `folder` by its name, the bundles among them."""
    bundled = {path for name in BUNDLES for path in _parts(folder, name)}
    assets = {name: _asset(name, _bundle(folder, name)) for name in BUNDLES}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in bundled:
            name = path.relative_to(folder).as_posix()
            assets[name] = _asset(name, path.read_bytes())
    return assets


def _parts(folder: Path, bundle: str) -> list[Path]:
    paths = (folder / BUNDLES[bundle]).glob(f"*{PurePosixPath(bundle).suffix}")
    return sorted(paths, key=lambda path: (path.name != "layers.css", path.name))


def _bundle(folder: Path, bundle: str) -> bytes:
    sources = [path.read_text() for path in _parts(folder, bundle)]
    if bundle.endswith(".css"):
        return str(cssmin("\n".join(sources))).encode()
    # One scope a file. A template literal inside another must hold no comment signs: jsmin takes
    # them for a comment.
    return "\n".join(f"{{\n{jsmin(source)}\n}}" for source in sources).encode()


def _asset(name: str, body: bytes) -> Asset:
    path = PurePosixPath(name)
    fingerprint = hashlib.sha256(body).hexdigest()[:12]
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if mimetype.startswith(_TEXTUAL) else body
    return Asset(
        address=str(path.with_name(f"{path.stem}.{fingerprint}{path.suffix}")),
        mimetype=mimetype,
        body=body,
        packed=packed if len(packed) < len(body) else None,
    )


def _answer(asset: Asset) -> Response:
    packed = asset.packed if request.accept_encodings["gzip"] else None
    response = Response(packed or asset.body, mimetype=asset.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    if asset.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if asset.address.startswith(WORKERS):
        # Without it a worker may look after pages below its own address only.
        response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(f"{asset.address}{'-gzip' if packed else ''}")
    response.make_conditional(request)
    return response
