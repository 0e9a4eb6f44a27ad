"""The server: each process reads requests whole before it takes one of its few threads.

gunicorn starts, watches and replaces the processes; in each Tornado reads requests and writes
answers, as slowly as the lines are.
"""

import asyncio
import contextlib
import logging
import os
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from types import FrameType, SimpleNamespace
from typing import Any

from gunicorn.workers.base import Worker
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body
from tornado.wsgi import WSGIContainer
from werkzeug.wrappers import Response

HEADER_SECONDS = 20.0  # for all headers to arrive; so long is a silent connection kept, too
HEADER_BYTES = 32 * 1024
BODY_SECONDS = 600.0  # for a body to arrive
MAX_BODY = 1024 * 1024  # bytes, where the application does not say
IN_MEMORY = 64 * 1024  # bytes of a body; what is larger waits in a file without a name
READ_AHEAD = 256 * 1024  # bytes of a line that sends on while it is being answered
ANSWER_SECONDS = 120  # of a line that takes in nothing of its answer
LINGER_SECONDS = 2.0  # a process that ends waits for requests that are on their way to it
HEARTBEAT = 0.2  # seconds

logging.getLogger("tornado.general").setLevel(logging.ERROR)  # not each malformed request


class ReadFirstWorker(Worker):  # type: ignore[misc]  # gunicorn has no types
    """Serves with `threads`, `worker_connections`, `max_requests`, `graceful_timeout`, `certfile`,
    `keyfile` and `ca_certs`.
    """

    def run(self) -> None:
        """Serve until told to end."""
        self.patience = float(self.cfg.graceful_timeout)
        self.under_way: set[Exchange] = set()
        self.container = WSGIContainer(self.wsgi)
        with ThreadPoolExecutor(self.cfg.threads, "answers") as self.threads:
            asyncio.run(self._serve())

    def handle_quit(self, _signal: int, _frame: FrameType | None) -> None:
        """End at once (SIGINT, SIGQUIT); SIGTERM ends in its own time."""
        self.alive = False
        self.patience = 0.0

    async def _serve(self) -> None:
        largest = getattr(self.wsgi, "config", {}).get("MAX_UPLOAD_REQUEST", MAX_BODY)
        front = Front(
            Application([(".*", Exchange, {"worker": self})], log_function=self._answered),
            idle_connection_timeout=HEADER_SECONDS,
            max_header_size=HEADER_BYTES,
            body_timeout=BODY_SECONDS,
            max_body_size=2 * largest,  # the application refuses in words what is not larger
            max_buffer_size=READ_AHEAD,
            ssl_options=_tls(self.cfg),
        )
        front.most = self.cfg.worker_connections
        front.add_sockets([_ready(listener.sock) for listener in self.sockets])
        while self.alive and self.ppid == os.getppid():
            self.notify()
            await asyncio.sleep(HEARTBEAT)
        self.alive = False
        front.stop()
        await self._wait_for(lambda: not front.held, LINGER_SECONDS)
        await self._wait_for(lambda: not self.under_way, self.patience)
        await front.close_all_connections()

    async def _wait_for(self, condition: Callable[[], bool], seconds: float) -> None:
        moment = 0.05
        while not condition() and seconds > 0 and self.patience > 0:
            seconds -= moment
            await asyncio.sleep(moment)

    def _answered(self, answer: "Exchange") -> None:
        """Count and log an answer; after `max_requests` of them another process takes over."""
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("%d requests answered; another process takes over.", self.nr)
            self.alive = False
        if self.log.access_log_enabled and answer.environ:
            told = SimpleNamespace(status=answer.get_status(), headers=[], sent=answer.size)
            took = timedelta(seconds=answer.request.request_time())
            self.log.access(told, answer.request, answer.environ, took)


@stream_request_body  # the body goes through `data_received`, and is left to the application
class Exchange(RequestHandler):
    """One request and its answer."""

    def initialize(self, worker: ReadFirstWorker) -> None:
        """Begin. (Tornado calls this in place of `__init__`.)"""
        self.worker = worker
        self.body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed when answered)
        self.environ: dict[str, Any] = {}
        self.size = 0  # bytes of the answer

    def set_default_headers(self) -> None:
        """Tell the time, which Tornado does, but not which program serves."""
        self.set_header("Server", "lms")

    def compute_etag(self) -> None:
        """Leave tags to the application."""

    def prepare(self) -> None:
        """Be waited for from here on: the headers are there."""
        self.worker.under_way.add(self)

    def data_received(self, chunk: bytes) -> None:
        """Keep a part of the body."""
        self.body.write(chunk)

    def on_connection_close(self) -> None:
        """Forget who has left."""
        super().on_connection_close()
        self.worker.under_way.discard(self)
        if not self.environ:  # no thread reads it
            self.body.close()

    def on_finish(self) -> None:
        """Clear up after the answer."""
        self.body.close()

    async def answer(self) -> None:
        """Have a thread answer: all of the request is there. Returns when the answer is written."""
        try:
            self._read()
            answer = await asyncio.get_running_loop().run_in_executor(
                self.worker.threads, self._call
            )
            with contextlib.suppress(StreamClosedError):  # that is: she has left
                await self._write(answer)
        finally:
            self.worker.under_way.discard(self)

    get = head = post = put = patch = delete = options = answer

    def _read(self) -> None:
        """Describe the request for the application. Raises HTTPError."""
        headers = self.request.headers
        for name in [name for name in headers if "_" in name]:
            del headers[name]  # WSGI could not tell it from the one with hyphens, which a proxy set
        try:
            environ = self.worker.container.environ(self.request)
        except ValueError as problem:  # a host with a port that is no number
            raise HTTPError(400) from problem
        environ.pop("HTTP_TRANSFER_ENCODING", None)  # what was sent in chunks is one body by now
        environ["CONTENT_LENGTH"] = str(self.body.tell())
        environ["RAW_URI"] = self.request.uri
        environ["wsgi.multithread"] = True
        environ["wsgi.input"] = self.body
        self.body.seek(0)
        self.environ = environ

    def _call(self) -> Response:
        return Response.from_app(self.worker.wsgi, self.environ, buffered=True)

    async def _write(self, answer: Response) -> None:
        body = answer.get_data()
        self.size = len(body)
        self.set_status(answer.status_code, answer.status.partition(" ")[2])
        for name in answer.headers.keys():  # noqa: SIM118 (iterating it gives pairs)
            self.clear_header(name)
        for name, value in answer.headers:
            self.add_header(name, value)
        if not self.worker.alive:
            self.set_header("Connection", "close")
        await self.finish(body or None)  # some answers must have none


class Front(HTTPServer):
    """Holds at most so many connections, and closes those that come then."""

    most = 1000
    held = 0

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Serve a new connection, or close it if there are too many."""
        if self.held >= self.most:
            stream.close()
            return
        self.held += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Count off a connection that has gone."""
        self.held -= 1
        super().on_close(server_conn)


def _tls(settings: Any) -> ssl.SSLContext | None:
    """TLS, for who shows a certificate of the authority alone, where there is a `certfile`."""
    if not settings.certfile:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings.certfile, settings.keyfile)
    context.load_verify_locations(settings.ca_certs)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def _ready(listener: socket.socket) -> socket.socket:
    """Prepare a socket that listens; its connections inherit what is set."""
    listener.setblocking(False)
    if listener.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):  # on Linux
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * ANSWER_SECONDS)
    return listener
