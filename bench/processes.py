"""What a process and its children have used, from /proc."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Use:
    """Seconds of CPU, and memory as it would be freed if all of them ended."""

    cpu_seconds: float
    memory_mb: float


def use(pid: int) -> Use:
    """Add up a process and everything below it."""
    ticks, kib = 0, 0
    for each in _family(pid):
        with suppress(OSError):
            ticks += sum(map(int, _stat(each)[11:15]))
            kib += _memory(each)
    return Use(ticks / TICKS, round(kib / 1024, 1))


def _family(pid: int) -> list[int]:
    children = defaultdict(list)
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                children[int(_stat(int(folder.name))[1])].append(int(folder.name))
    family = [pid]
    for each in family:
        family.extend(children[each])
    return family


def _stat(pid: int) -> list[str]:
    text = (PROC / str(pid) / "stat").read_text()
    return text.rpartition(")")[2].split()


def _memory(pid: int) -> int:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
