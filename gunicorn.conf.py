"""The production server: two processes of four threads, for the database is the limit.

gunicorn watches and replaces the processes; in each `lms.serving` reads requests whole before it
takes a thread, so that slow lines wait on their own.
"""

import gc
import os
import resource
import socket
import tempfile

_lan = os.environ.get("LAN") == "1"
_host = "0.0.0.0" if _lan else "127.0.0.1"
_port = int(os.environ.get("PORT", "8000"))
os.environ.setdefault("LMS_LAN", str(_lan))
bind = os.environ.get("LMS_BIND", f"{_host}:{_port}")
if _tls := os.environ.get("LMS_TLS_FOLDER"):  # nobody gets in without a certificate
    certfile, keyfile = f"{_tls}/own.pem", f"{_tls}/own.key"
    ca_certs = f"{_tls}/authority.pem"
wsgi_app = "lms.wsgi:served_app()"
worker_class = "lms.serving.ReadFirstWorker"
workers = int(os.environ.get("LMS_WORKERS", "2"))
threads = int(os.environ.get("LMS_THREADS", "4"))
preload_app = True
worker_connections = 1000  # of each process; those that come then are closed
timeout = 60
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
if os.environ.get("LMS_METRICS_TOKEN"):  # read as the library is loaded: the processes add up
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="lms-metrics-"))
umask = 0o077  # the database and the log are for nobody else's eyes
_open, _at_most = resource.getrlimit(resource.RLIMIT_NOFILE)
_wanted = 3 * worker_connections  # a connection, a large body of it, and what is open besides
if _at_most != resource.RLIM_INFINITY:
    _wanted = min(_wanted, _at_most)
if _open != resource.RLIM_INFINITY and _open < _wanted:
    resource.setrlimit(resource.RLIMIT_NOFILE, (_wanted, _at_most))
gc.disable()  # until everything is loaded: looking for rubbish meanwhile makes the start slower


def on_starting(server):
    """Say in plain words that the port is taken; gunicorn tries a while longer and gives up."""
    if "LMS_BIND" in os.environ or "GUNICORN_FD" in os.environ:
        return
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", _port)) == 0:
            server.log.error(
                "Port %d is taken; is the demo running already? Another one: PORT=%d make demo",
                *(_port, _port + 1000),
            )


def when_ready(_server):
    """Look for rubbish again, but not among what was loaded: the workers share it and keep it."""
    gc.freeze()
    # A report makes a hundred thousand objects and hardly a circle: looking less often saves a
    # quarter of its time.
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
