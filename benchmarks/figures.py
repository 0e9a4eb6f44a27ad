"""From rounds to figures: rates, percentiles, ratios to the empty route, a table."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.client import Round

EMPTY = "empty route"
AIMS = {
    "saving an answer": 6,
    "question page": 12,
    "lesson": 12,
    "an attempt of ten questions": 250,
    "course page": 14,
    "participant's home": 15,
    "register, 35 people": 30,
    "matrix, 35 people": 60,
    "matrix, 500 people": 60,
    "matrix, 5000 people": 60,
    "report, 35 people": 50,
    "report, 500 people": 80,
    "report, 5000 people": 250,
    "report line by line, 35 people": 50,
    "report line by line, 500 people": 80,
    "report line by line, 5000 people": 250,
    "report as CSV, 500 people": 60,
    "report as CSV, 5000 people": 350,
    "home, 200 workshops": 60,
    "quiz room, 500 people": 300,
    "board poll, 35 people": 10,
    "board poll, 500 people": 100,
}
"""The processor time of the server for one answer, at most so many times the empty route's."""

WHOLE_ATTEMPT = {
    "starting an attempt": 1,
    "question page": 10,
    "saving an answer": 10,
    "page before handing in": 1,
    "handing in": 1,
    "result": 1,
}
"""How often an attempt of ten questions asks for each."""


@dataclass(frozen=True)
class Figures:
    """One case over all its rounds; times in milliseconds.

    `cpu` is the server's processor time for one answer, `share` the client's part of one core,
    `megabytes` the most memory (PSS) its processes had after a round.
    """

    requests: int
    rate: float
    p50: float
    p99: float
    cpu: float
    kilobytes: float
    share: float
    megabytes: float
    errors: int


def figures(rounds: Sequence[Round]) -> Figures:
    """Return the figures of a case: its rounds are taken together."""
    latencies = sorted(latency for each in rounds for latency in each.latencies)
    elapsed = sum(each.elapsed for each in rounds)
    return Figures(
        requests=len(latencies),
        rate=len(latencies) / elapsed,
        p50=1000 * percentile(latencies, 50),
        p99=1000 * percentile(latencies, 99),
        cpu=1000 * sum(each.server_cpu for each in rounds) / max(1, len(latencies)),
        kilobytes=sum(each.bytes_read for each in rounds) / 1024 / max(1, len(latencies)),
        share=sum(each.client_cpu for each in rounds) / elapsed,
        megabytes=max(each.megabytes for each in rounds),
        errors=sum(len(each.errors) for each in rounds),
    )


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the smallest of `ordered` that `percent` of all do not exceed; 0 if there are none."""
    if not ordered:
        return 0.0
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def rate_ratio(case: Sequence[Round], empty: Sequence[Round]) -> float:
    """Return the median over rounds of the case's rate to the empty route's in the same round."""
    return statistics.median(
        (len(mine.latencies) / mine.elapsed) / (len(bare.latencies) / bare.elapsed)
        for mine, bare in zip(case, empty, strict=True)
    )


def cpu_ratios(case: Sequence[Round], empty: Sequence[Round]) -> list[float]:
    """Return the server's processor time for an answer to the empty route's, round by round."""
    return sorted(
        (mine.server_cpu / len(mine.latencies)) / (bare.server_cpu / len(bare.latencies))
        for mine, bare in zip(case, empty, strict=True)
        if mine.latencies and bare.server_cpu
    )


def spread(ratios: Sequence[float]) -> str:
    """Return the median of ratios with the least and the greatest: `12.1 (11.8-13.0)`."""
    if not ratios:
        return "-"
    return f"{statistics.median(ratios):.1f} ({ratios[0]:.1f}-{ratios[-1]:.1f})"


def whole_attempt(cases: Mapping[str, Sequence[Round]]) -> str:
    """Say what an attempt takes altogether, beside its aim; "" if a part was not measured."""
    if not WHOLE_ATTEMPT.keys() <= cases.keys():
        return ""
    name, bare = "an attempt of ten questions", figures(cases[EMPTY]).cpu
    cpu = sum(times * figures(cases[part]).cpu for part, times in WHOLE_ATTEMPT.items())
    return f"{name}: {cpu:.1f} ms, {cpu / bare:.0f} × empty (aim {AIMS[name]})" if bare else ""


def table(cases: Mapping[str, Sequence[Round]], statements: Mapping[str, int]) -> str:
    """Return the figures of all cases as a Markdown table."""
    bare = figures(cases[EMPTY])
    lines = [
        "| case | requests | rate /s | to empty | p50 ms | p99 ms | p99 to empty | CPU ms "
        "| CPU × empty | aim | KB | statements | PSS MiB | client | errors |",
        "|---|" + "--:|" * 14,
    ]
    for name, rounds in cases.items():
        f = figures(rounds)
        ratio = rate_ratio(rounds, cases[EMPTY])
        lines.append(
            f"| {name} | {f.requests} | {f.rate:.1f} | {ratio:.3f} | {f.p50:.1f} | {f.p99:.1f} "
            f"| {f.p99 / bare.p99:.1f} | {f.cpu:.2f} | {spread(cpu_ratios(rounds, cases[EMPTY]))} "
            f"| {AIMS.get(name, '')} | {f.kilobytes:.1f} | {statements.get(name, 0)} "
            f"| {f.megabytes:.0f} | {f.share:.0%} | {f.errors} |"
        )
    return "\n".join(lines)


def json_line(cases: Mapping[str, Sequence[Round]], statements: Mapping[str, int]) -> str:
    """Return the ratios of all cases to the empty route as one line of JSON."""
    bare = figures(cases[EMPTY])
    found = {}
    for name, rounds in cases.items():
        f = figures(rounds)
        found[name] = {
            "rate": round(rate_ratio(rounds, cases[EMPTY]), 4),
            "p50": round(f.p50 / bare.p50, 2),
            "p99": round(f.p99 / bare.p99, 2),
            "cpu": round(f.cpu / bare.cpu, 2) if bare.cpu else None,
            "aim": AIMS.get(name),
            "kilobytes": round(f.kilobytes, 1),
            "statements": statements.get(name, 0),
            "megabytes": round(f.megabytes),
            "errors": f.errors,
        }
    return json.dumps({"ratios_to_empty_route": found}, sort_keys=False)
