"""The demonstration, built once for the tests that look at it."""

import shutil

import pytest

from server import demo
from server.demo.days import PRESENT
from tests.server.conftest import close, furnish, office


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def built(request, tmp_path_factory, sqlite_template):
    """Give the application and the report of a built demonstration."""
    data, url, server = tmp_path_factory.mktemp("demo") / "data", None, None
    if request.param == "sqlite":
        shutil.copytree(sqlite_template, data)
    else:
        server = request.getfixturevalue("postgres")
        url = server.fresh()
        furnish(data, url)
    app = office(data, url)
    report = demo.build(app, PRESENT)
    with app.app_context():
        yield app, report
    close(app)
    if server is not None:
        server.drop(url)
