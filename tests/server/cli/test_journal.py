import io
import logging

import pytest

from server.cli.journal import Discreet

KEY = "aB3$" * 16


@pytest.fixture
def journal():
    """Give a log and what is written into it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Discreet("%(levelname)s %(message)s"))
    log = logging.getLogger("tests.journal")
    log.addHandler(handler)
    log.propagate = False
    yield log, out
    log.removeHandler(handler)


def test_a_key_in_an_address_is_never_written(journal):
    log, out = journal
    log.error("Client disconnected while serving /v1/key/%s/projects/1/formList", KEY)
    log.error("headers: {'Authorization': 'Bearer %s'}", KEY)
    assert KEY not in out.getvalue()
    assert "/v1/key/***/projects/1/formList" in out.getvalue()


def test_a_key_in_a_traceback_is_never_written(journal):
    log, out = journal
    try:
        int(f"/v1/key/{KEY}/projects/1/submission")
    except ValueError:
        log.exception("unforeseen")
    assert KEY not in out.getvalue()
    assert "ValueError" in out.getvalue()
