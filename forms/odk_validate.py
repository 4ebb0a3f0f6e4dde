"""Ask ODK Validate, which comes with pyxform, whether phones will open a form."""

import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from pyxform.validators.odk_validate import ODKValidateError, check_xform

_NOISE = re.compile(r"^(ODK Validate Errors:|Result: Invalid)\s*", re.MULTILINE)


@cache
def available() -> bool:
    """Tell whether there is a Java to run it with."""
    return shutil.which("java") is not None


def complaint(xform: bytes) -> str | None:
    """Say what ODK Validate has against a form; None when it finds it valid."""
    handle, name = tempfile.mkstemp(suffix=".xml")
    try:
        os.write(handle, xform)
        os.close(handle)
        check_xform(name)
    except ODKValidateError as error:
        return _NOISE.sub("", str(error).replace(name, "")).strip()
    finally:
        Path(name).unlink()
    return None
