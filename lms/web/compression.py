"""Pages leave compressed: on a bad line the bytes are what takes the time.

Compression next to a secret can betray it to somebody who may have guesses mixed into the page and
sees its length (BREACH). The one secret in our pages is the form token, and it does not stay:
its signature is made over the second in which it is given out. Cookies are never in a page, and
SameSite keeps other sites from loading pages in a person's name over and over.

Not Flask-Compress: it leaves refused pages (404, 422) as they are. What it would bring is no less:
of a question page gzip makes 3.2 KB, brotli (4) 3.2 KB for half as much processor time again, zstd
(3) 3.4 KB.
"""

import gzip

from flask import Flask, Response, request

from lms.web.headers import vary_by

COMPRESSIBLE = frozenset({"text/html", "text/csv", "text/plain", "application/json"})
WORTH_IT = 500  # bytes; below that a page does not take fewer packets
LEVEL = 6


def init_compression(app: Flask) -> None:
    """Compress answers after each request, for browsers that accept it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in COMPRESSIBLE or response.is_streamed:
        return response
    vary_by(response, "Accept-Encoding")
    if (
        request.accept_encodings["gzip"]
        and "Content-Encoding" not in response.headers
        and response.status_code not in (204, 206, 304)
        and len(body := response.get_data()) >= WORTH_IT
    ):
        # No time inside, so that the same page gives the same bytes.
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
