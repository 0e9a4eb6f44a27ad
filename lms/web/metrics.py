"""Figures for a watching machine, in the format of Prometheus; off unless METRICS_TOKEN is set."""

import hmac
import os
import time

from flask import Flask, Response, abort, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from werkzeug.exceptions import NotFound

from lms.access import IMPERSONAL, requires

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes in which durations are counted."""


def init_metrics(app: Flask) -> None:
    """Count answers and their durations, and serve the sums of all processes at `/metrics`."""

    @requires(IMPERSONAL)
    def metrics() -> Response:
        token = str(current_app.config["METRICS_TOKEN"])
        given = request.authorization.token if request.authorization else None
        if not token or not hmac.compare_digest((given or "").encode(), token.encode()):
            abort(NotFound.code)  # as where there are none
        return Response(_sums(), mimetype="text/plain; version=0.0.4")

    app.add_url_rule("/metrics", "metrics.metrics", metrics)
    if app.config["METRICS_TOKEN"]:
        _count_answers(app)


def _count_answers(app: Flask) -> None:
    registry = app.extensions["metrics"] = CollectorRegistry()
    answers = Counter(
        "lms_answers",
        "Answers by what was asked for and how it ended",
        ("action", "status"),
        registry=registry,
    )
    durations = Histogram(
        "lms_answer_seconds", "Until an answer", ("action",), buckets=SECONDS, registry=registry
    )

    @app.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        action = request.endpoint or "unknown"
        answers.labels(action, str(response.status_code)).inc()
        if "counted_from" in g:
            durations.labels(action).observe(time.perf_counter() - g.counted_from)
        return response


def _sums() -> bytes:
    registry: CollectorRegistry = current_app.extensions["metrics"]
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # each process counts into a file of its own
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return bytes(generate_latest(registry))
