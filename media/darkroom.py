"""The darkroom: a process of its own that decodes strangers' photographs.

``python -m media.darkroom`` reads jobs from its standard input and answers on
its standard output until the input ends. It limits itself: memory, processor
time for each job, no file written. Whatever a photograph does to it, the
server lives on and the next photograph finds a new darkroom.
"""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from media.develop import Refused, covered, develop, look
from media.pipe import Closed, receive, send
from media.stamp import stamp

MEMORY = 512 << 20
# The hardest honest photograph, 50 megapixels in progressive passes, takes four.
SECONDS = 10


def main() -> None:
    """Serve until the server hangs up."""
    jobs, answers = sys.stdin.buffer, _answers()
    _limit()
    while True:
        try:
            job, photo = receive(jobs)
            _allow_one_more_job()
            send(answers, *_done(job, photo))
        except Closed:
            return


def _done(job: dict[str, Any], photo: bytes) -> tuple[dict[str, Any], bytes]:
    """Do what is asked: develop, look closely, cover regions, or stamp lines."""
    if job["do"] == "develop":
        facts, small = develop(photo, job["edge"])
        return facts.to_json(), small
    try:
        return {"undecodable": None}, COPIES[job["do"]](job, photo)
    except Refused as refused:
        return {"undecodable": refused.reason}, b""


COPIES: dict[str, Callable[[dict[str, Any], bytes], bytes]] = {
    "look": lambda _job, photo: look(photo),
    "cover": lambda job, photo: covered(photo, job["regions"]),
    "stamp": lambda job, photo: stamp(photo, job["lines"], job["font"]),
}


def _answers() -> BinaryIO:
    """Keep the pipe to ourselves: what a decoder prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return answers


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow_one_more_job() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
