"""The console under test: a real office, and clerks who sit at its pages."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from server.models import User
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.world import MENGSI
from tests.server.console.clerk import PASSWORD, Clerk


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Hash the password of everybody with next to no work: thousands sign in."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def clerk(house, office, password_hash):
    """Give a function that seats somebody at the console."""
    with office.writing() as session:
        session.query(User).update({"password_hash": password_hash})

    def seat(login: str) -> Clerk:
        return Clerk(house).sign_in(login)

    return seat


@pytest.fixture
def visited(office, device):
    """Publish a form and let a phone send one visit with two candidates."""
    office.publish(VISIT)
    filled = device.fill(
        "visit",
        town=MENGSI,
        site_name="孟寺镇人民政府",
        loc="37.1896 116.8661 20 12",
        minutes=75,
        app=[
            {
                "app_name": "网格e通",
                "issuer": "临邑县大数据局",
                "forced": "yes",
                "shot": (photo("a.jpg"), photo("b.jpg", source="gallery")),
            },
            {"app_name": "随手拍", "issuer": "县民政局", "forced": "no"},
        ],
        door=photo("door.jpg"),
    )
    device.push()
    office.work()
    return filled
