"""Ask ODK Validate, which comes with pyxform, whether phones will open a form."""

import re
import resource
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from pyxform.validators.error_cleaner import ErrorCleaner
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

PATIENT = 60.0
#: A machine of its own, small and quick to start.
JAVA = ("java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
HEADLESS = "-Djava.awt.headless=true"
_NOISE = re.compile(r"^(ODK Validate Errors:|Result: Invalid)\s*", re.MULTILINE)


@cache
def available() -> bool:
    """Tell whether there is a Java to run it with."""
    return shutil.which("java") is not None


def complaint(xform: bytes, seconds: float = PATIENT) -> str | None:
    """Say what ODK Validate has against a form.

    None when it finds it valid, or does not say so in time.
    """
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        Path(file.name).write_bytes(xform)
        try:
            done = subprocess.run(
                [*JAVA, HEADLESS, "-jar", ODK_VALIDATE_PATH, file.name],
                capture_output=True,
                timeout=seconds,
                check=False,
                # Only the child that reads forms runs this, and it has one thread.
                preexec_fn=_with_room,
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode <= 0:
            return None
        told = ErrorCleaner.odk_validate(done.stderr.decode("utf-8", "replace"))
        return _NOISE.sub("", told.replace(file.name, "")).strip()


def _with_room() -> None:
    """Let Java reserve the addresses that it never uses; its heap is limited."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
