"""Send filled forms to an OpenRosa server on this machine; say how fast it took them.

    python -m bench.openrosa_load --base-url http://127.0.0.1:8000/v1/key/…/projects/1 \
        --clients 8 --count 1000 [--photo-kib 450]

All bodies are built before the clock starts. A run that warms up is followed by those
that count; what is printed, as one JSON object, are their medians and each by itself.
Refuses any host but this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bench.payloads import FormName, photographs, submission
from bench.wire import Connection, post

HERE = ("127.0.0.1", "localhost", "::1")
BENCH = FormName("bench", "2024010101")
Url = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Load:
    """How much is sent at once and altogether."""

    clients: int
    count: int
    photo_kib: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run measured."""

    seconds: float
    accepted: int
    refused: dict[str, int]
    waits: tuple[float, ...]

    def told(self) -> dict[str, object]:
        """Give the figures as people read them."""
        return {
            "seconds": round(self.seconds, 3),
            "accepted": self.accepted,
            "accepted_per_s": round(self.accepted / self.seconds, 1),
            "refused": self.refused,
            "p50_ms": milliseconds(self.waits, 0.5),
            "p95_ms": milliseconds(self.waits, 0.95),
            "max_ms": milliseconds(self.waits, 1.0),
        }


def place(base_url: str) -> Url:
    """Read where to send to; ends the program for any other machine."""
    parts = urlsplit(base_url)
    if parts.hostname not in HERE or parts.scheme != "http":
        sys.exit("The load generator sends to this machine only, over http.")
    return parts.hostname, parts.port or 80, f"{parts.path.rstrip('/')}/submission"


def send(url: Url, load: Load, form: FormName = BENCH) -> Taken:
    """Send everything, as many at once as there are clients."""
    photos = photographs(load.photo_kib, load.count)
    built = [submission(form, photo) for photo in photos]
    requests = [post(url, each.content_type, each.body) for each in built]
    return asyncio.run(_send(url, load.clients, requests))


async def _send(url: Url, clients: int, requests: list[bytes]) -> Taken:
    waiting, waits, refused = iter(requests), list[float](), Counter[str]()
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_client(url, waiting, waits, refused))
    took = time.perf_counter() - began
    return Taken(took, len(waits), dict(refused), tuple(sorted(waits)))


async def _client(
    url: Url, waiting: Iterator[bytes], waits: list[float], refused: Counter[str]
) -> None:
    connection = Connection(url[0], url[1])
    for request in waiting:
        began = time.perf_counter()
        try:
            answer = await connection.ask(request)
        except (OSError, asyncio.IncompleteReadError) as broken:
            refused[type(broken).__name__] += 1
            connection.close()
            continue
        if answer.status in (201, 202):
            waits.append(time.perf_counter() - began)
        else:
            refused[str(answer.status)] += 1
    connection.close()


def typical(runs: list[Taken]) -> dict[str, object]:
    """Give the median of each figure over the runs, what was refused, and the runs."""
    told = [run.told() for run in runs]
    medians = {
        name: statistics.median(float(str(each[name])) for each in told)
        for name in ("seconds", "accepted_per_s", "p50_ms", "p95_ms", "max_ms")
        if all(each[name] is not None for each in told)
    }
    refused = sum((Counter(run.refused) for run in runs), Counter[str]())
    accepted = sum(run.accepted for run in runs)
    return {**medians, "accepted": accepted, "refused": dict(refused), "runs": told}


def milliseconds(waits: tuple[float, ...], share: float) -> float | None:
    """Give the wait that this share of sorted waits does not exceed."""
    if not waits:
        return None
    return round(waits[min(len(waits) - 1, int(share * len(waits)))] * 1000, 2)


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words.add_argument("--base-url", required=True)
    words.add_argument("--form-id", default=BENCH.form_id)
    words.add_argument("--form-version", default=BENCH.version)
    words.add_argument("--clients", type=int, default=8)
    words.add_argument("--count", type=int, default=1000)
    words.add_argument("--photo-kib", type=int, default=0)
    words.add_argument("--warmup", type=int, default=50)
    words.add_argument("--repeats", type=int, default=3)
    said = words.parse_args()
    url, form = place(said.base_url), FormName(said.form_id, said.form_version)
    load = Load(said.clients, said.count, said.photo_kib)
    if said.warmup:
        send(url, replace(load, count=said.warmup), form)
    found = typical([send(url, load, form) for _ in range(said.repeats)])
    print(json.dumps(found))
    sys.exit(1 if found["refused"] else 0)


if __name__ == "__main__":
    main()
