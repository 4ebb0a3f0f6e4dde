"""The accounts of the demonstration, and the file that keeps their passwords.

The database has them hashed only. The file lies in the data folder, for its owner
alone, so that they can be told again; it is written before the accounts are made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from server.actions import passwords
from server.demo.story import CITY, Squad, squads

FILE = "demo-accounts.json"
LINYI = "371424000000"
OFFICE, SECOND = "dz-office", "dz-office2"
VIEW = "dz-leader"
CLUES, COUNTY_CLUES = "dz-clues", "dz-linyi-clues"
COUNTY_VERIFIER, CITY_VERIFIER = "dz-county-verifier", "dz-verifier"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the story who can sign in."""

    login: str
    name: str
    role: str
    region: str = ""
    team: str = ""
    password: str = field(default="", repr=False)

    def to_json(self) -> dict[str, str]:
        """Tell it, password included."""
        told = {"login": self.login, "password": self.password, "role": self.role}
        return {**told, "name": self.name, "team": self.team}


def cast() -> list[Account]:
    """List who there is: the city's office and reviewer, a county's, the teams'."""
    people = [
        Account(OFFICE, "德州市专班办公室", "office", CITY),
        Account(SECOND, "德州市专班办公室二科", "office", CITY),
        Account("dz-reviewer", "德州市审核员", "reviewer", CITY),
        Account("dz-linyi", "临邑县专班办公室", "office", LINYI),
        Account(CLUES, "德州市举报专岗", "clue_officer", CITY),
        Account(COUNTY_CLUES, "临邑县举报专岗", "clue_officer", LINYI),
    ]
    for squad in squads():
        people += [leader(squad), inspector(squad)]
    return people


def desks() -> list[Account]:
    """List who verifies and who answers for a unit: not brought in by a file."""
    return [
        Account(COUNTY_VERIFIER, "县级核查员", "verifier"),
        Account(CITY_VERIFIER, "市级核查员", "verifier", CITY),
        Account("u-371424-06", "临邑县融媒体中心", "unit_contact"),
        Account("u-371422-02", "宁津县社会治理服务中心", "unit_contact"),
        # The newest last: a demonstration of before is looked at by first and last.
        Account(VIEW, "德州市分管领导", "leader_view", CITY),
        # This one has a finding to acknowledge.
        Account("u-371426-04", "平原县应急管理局", "unit_contact"),
    ]


def leader(squad: Squad) -> Account:
    """Name the leader of a team."""
    login = f"dz{squad.number:02d}-leader"
    return Account(login, f"{squad.name} 组长", "team_leader", team=squad.code)


def inspector(squad: Squad) -> Account:
    """Name the inspector of a team."""
    login = f"dz{squad.number:02d}-inspector"
    return Account(login, f"{squad.name} 组员", "inspector", team=squad.code)


def known(folder: Path) -> dict[str, str]:
    """Read the passwords that were told before; none when the file is gone."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {str(login): str(password) for login, password in kept.items()}


def made(folder: Path) -> list[Account]:
    """Give everybody with a password, and keep those that are new in the file."""
    kept = known(folder)
    everybody = [*cast(), *desks()]
    told = {one.login: kept.get(one.login) or passwords.make() for one in everybody}
    if told != kept:
        _keep(folder / FILE, told)
    return [replace(one, password=told[one.login]) for one in everybody]


def _keep(path: Path, told: Mapping[str, str]) -> None:
    """Write the file for its owner alone, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
