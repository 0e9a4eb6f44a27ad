"""From rounds to figures: rates, percentiles, ratios to the empty route, a table."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.client import Round

EMPTY = "empty route"


@dataclass(frozen=True)
class Figures:
    """One case over all its rounds; times in milliseconds.

    `cpu` is the server's processor time for one answer, `share` the client's part of one core.
    """

    requests: int
    rate: float
    p50: float
    p99: float
    cpu: float
    kilobytes: float
    share: float
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


def table(cases: Mapping[str, Sequence[Round]]) -> str:
    """Return the figures of all cases as a Markdown table."""
    bare = figures(cases[EMPTY])
    lines = [
        "| case | requests | rate /s | to empty | p50 ms | p99 ms | p99 to empty | CPU ms | KB "
        "| client | errors |",
        "|---|" + "--:|" * 10,
    ]
    for name, rounds in cases.items():
        f = figures(rounds)
        ratio = rate_ratio(rounds, cases[EMPTY])
        lines.append(
            f"| {name} | {f.requests} | {f.rate:.1f} | {ratio:.3f} | {f.p50:.1f} | {f.p99:.1f} "
            f"| {f.p99 / bare.p99:.1f} | {f.cpu:.2f} | {f.kilobytes:.1f} | {f.share:.0%} "
            f"| {f.errors} |"
        )
    return "\n".join(lines)


def json_line(cases: Mapping[str, Sequence[Round]]) -> str:
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
            "errors": f.errors,
        }
    return json.dumps({"ratios_to_empty_route": found}, sort_keys=False)
