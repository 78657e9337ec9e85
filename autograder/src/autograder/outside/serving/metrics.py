"""Counts what the server does, for Prometheus: no names, and nothing about one student."""

import sys
from collections import Counter

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
PREFIX = "autograder"


class Metrics:
    """Counters, and how long verdicts took."""

    def __init__(self) -> None:
        self.draws = 0
        self.verdicts: Counter[tuple[str, str, str]] = Counter()
        self.refused: Counter[int] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def verdict(self, assignment: str, question: str, earned: float, seconds: float) -> None:
        """Count a verdict; `earned` is the share of its points, from 0 to 1."""
        outcome = "full" if earned >= 1 else "some" if earned else "none"
        self.verdicts[assignment, question, outcome] += 1
        self._seconds += seconds
        self._within[next((most for most in BUCKETS if seconds <= most), float("inf"))] += 1

    def text(self, workers: int, restarts: int) -> str:
        """All of it in Prometheus's text format."""
        lines = [
            *_head("draws_total", "counter", "Draws handed out."),
            f"{PREFIX}_draws_total {self.draws}",
            *_head("verdicts_total", "counter", "Verdicts given, by share of the points."),
            *(
                f'{PREFIX}_verdicts_total{{assignment="{_said(assignment)}",'
                f'question="{_said(question)}",outcome="{outcome}"}} {count}'
                for (assignment, question, outcome), count in sorted(self.verdicts.items())
            ),
            *_head("refused_total", "counter", "Requests refused, by HTTP status."),
            *(
                f'{PREFIX}_refused_total{{status="{status}"}} {count}'
                for status, count in sorted(self.refused.items())
            ),
            *_head("verdict_seconds", "histogram", "Time from the answers to the verdict."),
            *self._histogram(),
            *_head("workers", "gauge", "Processes that judge."),
            f"{PREFIX}_workers {workers}",
            *_head("worker_restarts_total", "counter", "Processes that had to be started again."),
            f"{PREFIX}_worker_restarts_total {restarts}",
            *_head("memory_bytes", "gauge", "The most memory that the server itself has used."),
            f"{PREFIX}_memory_bytes {_memory()}",
        ]
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        lines, total = [], 0
        for most in (*BUCKETS, float("inf")):
            total += self._within[most]
            name = "+Inf" if most == float("inf") else f"{most:g}"
            lines.append(f'{PREFIX}_verdict_seconds_bucket{{le="{name}"}} {total}')
        return [
            *lines,
            f"{PREFIX}_verdict_seconds_sum {self._seconds:.6f}",
            f"{PREFIX}_verdict_seconds_count {total}",
        ]


def _head(name: str, kind: str, help: str) -> tuple[str, str]:
    return f"# HELP {PREFIX}_{name} {help}", f"# TYPE {PREFIX}_{name} {kind}"


def _said(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _memory() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
