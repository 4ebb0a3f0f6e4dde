"""How a row of each kind is read: from cells to meaning, errors beside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from server.actions import passwords, pinyin
from server.actions.access import BY_REGION
from server.actions.imports import clues
from server.actions.imports.columns import LEVELS, ROLES, Kind
from server.actions.imports.plan import Known, Line, Reader
from server.actions.imports.readers_of_set_up import (
    arrangement,
    category,
    milestone,
    outcome,
    round_,
    visit,
)
from server.actions.imports.rows import (
    LeadRow,
    RegionRow,
    TeamRow,
    UnitRow,
    UserRow,
)
from server.actions.people import LOGIN
from server.models import Role
from server.models.place import DIGITS, level_of, prefix

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
BETWEEN = re.compile(r"[;；,，、\s]+")
#: Functional zones have county codes that end in 71 to 79.
ZONE = re.compile(r"\d{4}7[1-9]\d{6}")
WORD_OF_LEVEL = {level: word for word, level in LEVELS.items()}
WORD_OF_ROLE = {role: word for word, role in ROLES.items()}
#: What a role can be over, as the columns are called.
PLACES = {"region_code": "地区", "team_code": "组代码", "unit_code": "单位代码"}


def region(line: Line, known: Known) -> RegionRow:
    """Read a region; its parent and level follow from its code."""
    code = _region_code(line, "code", line.needed("code"))
    held = known.regions.get(code)
    name = line.needed("name", 60)
    spelled = line.text("pinyin") or _spelled(held, name)
    row = RegionRow(
        code=code,
        name=name,
        parent_code=parent_of(code),
        level=level_of(code) if code else "",
        pinyin=spelled,
        is_functional_zone=bool(ZONE.fullmatch(code)),
    )
    if code:
        _check_parent(line, row)
        _check_level(line, row.level)
    return row


def unit(line: Line, known: Known) -> UnitRow:
    """Read a unit; its region must be known, its level is the region's."""
    code = _own_code(line)
    held = known.units.get(code)
    place = _known_region(line, known, "region_code", line.needed("region_code"))
    level = known.region_levels.get(place, "")
    if level:
        _check_level(line, level)
    return UnitRow(
        code=code,
        name=line.needed("name", 120),
        short_name=line.text("short_name", 60)
        if line.has("short_name")
        else (held.short_name if held else ""),
        kind=line.choice("kind", held.kind if held else "department"),
        level=level,
        region_code=place,
    )


def team(line: Line, known: Known) -> TeamRow:
    """Read a team; without regions it goes to all of the campaign's."""
    code = _own_code(line)
    held = known.teams.get(code)
    return TeamRow(
        code=code,
        name=line.needed("name", 60),
        kind=line.choice("kind", held.kind if held else "visit"),
        level=line.choice("level", held.level if held else "county"),
        region_codes=_places(line, known, "regions")
        or (held.region_codes if held else (known.campaign_region,)),
        recusal_codes=_places(line, known, "recusals")
        if line.has("recusals")
        else (held.recusal_codes if held else ()),
    )


def user(line: Line, known: Known) -> UserRow:
    """Read a person and a role: over a region, in a team or for a unit."""
    login = line.needed("login", 60).lower()
    if login and not LOGIN.fullmatch(login):
        line.fail("login", "login_bad", value=login)
    line.needed("role")
    role = line.choice("role", "")
    given = {name: line.text(name) for name in PLACES}
    if role:
        _check_place(line, role, given)
    row = UserRow(
        login=login,
        display_name=line.needed("display_name", 60),
        staff_no=line.text("staff_no", 30),
        role=role,
        region_code=_campaign_region(line, known, given["region_code"]),
        team_code=_known_team(line, known, given["team_code"]),
        unit_code=_known_unit(line, known, given["unit_code"]),
        password=_password(line, known, login),
    )
    held = known.users.get(row.key)
    if line.has("staff_no") or held is None:
        return row
    return replace(row, staff_no=held.staff_no)


def lead(line: Line, known: Known) -> LeadRow:
    """Read who leads for a kind of problem, and where."""
    category = line.needed("category_code")
    if category and category not in known.categories:
        line.fail("category_code", "category_unknown", code=category)
    place = _known_region(line, known, "region_code", line.needed("region_code"))
    home = prefix(known.campaign_region)
    if place and not (place.startswith(home) or home.startswith(prefix(place))):
        line.fail("region_code", "region_outside", code=place)
    unit_code = _known_unit(line, known, line.needed("unit_code"))
    return LeadRow(category, place, unit_code)


READERS: dict[Kind, Reader] = {
    Kind.REGIONS: region,
    Kind.UNITS: unit,
    Kind.TEAMS: team,
    Kind.USERS: user,
    Kind.LEADS: lead,
    Kind.CATEGORIES: category,
    Kind.ARRANGEMENTS: arrangement,
    Kind.MILESTONES: milestone,
    Kind.ROUNDS: round_,
    Kind.VISITS: visit,
    Kind.OUTCOMES: outcome,
    Kind.CLUES: clues.read,
}


def parent_of(code: str) -> str | None:
    """Name the region above: the next shorter code that is another one."""
    used = len(prefix(code))
    above = [digits for digits in DIGITS.values() if digits < used]
    return code[: above[-1]].ljust(12, "0") if above else None


def _spelled(held: RegionRow | None, name: str) -> str:
    """Keep the pinyin that somebody may have put right, while the name stays."""
    if held is not None and held.name == name:
        return held.pinyin
    return pinyin.of_place(name)


def _region_code(line: Line, column: str, value: str) -> str:
    """Fill a code up to 12 digits where its length says what it is."""
    if not value:
        return ""
    fits = value.isascii() and value.isdigit() and len(value) in DIGITS.values()
    if not fits or value.startswith("0"):
        line.fail(column, "region_code_bad", value=value)
        return ""
    code = value.ljust(12, "0")
    if code != value:
        line.note(column, "region_code_padded", value=value, code=code)
    return code


def _check_parent(line: Line, row: RegionRow) -> None:
    given = line.text("parent")
    if not given:
        return
    if _region_code(line, "parent", given) not in ("", row.parent_code):
        code = row.parent_code or "—"
        line.fail("parent", "parent_wrong", code=code, value=given)


def _check_level(line: Line, level: str) -> None:
    given = line.text("level")
    if given and line.choice("level", level) != level:
        line.fail("level", "level_wrong", level=WORD_OF_LEVEL[level], value=given)


def _own_code(line: Line) -> str:
    code = line.needed("code")
    if code and not CODE.fullmatch(code):
        line.fail("code", "code_bad", value=code)
    return code


def _known_region(line: Line, known: Known, column: str, value: str) -> str:
    code = _region_code(line, column, value)
    if code and code not in known.region_levels:
        line.fail(column, "region_unknown", code=code)
        return ""
    return code


def _campaign_region(line: Line, known: Known, value: str) -> str:
    """Look up a role's region: in the campaign's own, or above it."""
    code = _known_region(line, known, "region_code", value)
    home = prefix(known.campaign_region)
    if code and not (code.startswith(home) or home.startswith(prefix(code))):
        line.fail("region_code", "region_outside", code=code)
    elif code and not code.startswith(known.reach):
        line.fail("region_code", "region_above", code=code)
    return code


def _places(line: Line, known: Known, column: str) -> tuple[str, ...]:
    given = [part for part in BETWEEN.split(line.text(column, 2000)) if part]
    codes = [_known_region(line, known, column, part) for part in given]
    home = prefix(known.campaign_region)
    for code in codes:
        if code and not code.startswith(home):
            line.fail(column, "region_outside", code=code)
    return tuple(dict.fromkeys(codes))


def _place_of(role: str) -> str:
    """Name the column that a role needs."""
    if role in BY_REGION:
        return "region_code"
    return "unit_code" if role == Role.UNIT_CONTACT else "team_code"


def _check_place(line: Line, role: str, given: Mapping[str, str]) -> None:
    """Refuse a role without the place that it is over, or with another."""
    needed, word = _place_of(role), WORD_OF_ROLE[role]
    if not given[needed]:
        line.fail(needed, "place_missing", role=word, name=PLACES[needed])
    for column, value in given.items():
        if value and column != needed:
            line.fail(column, "place_surplus", role=word, name=PLACES[column])


def _known_team(line: Line, known: Known, code: str) -> str:
    if code and code not in known.teams:
        line.fail("team_code", "team_unknown", code=code)
    return code


def _known_unit(line: Line, known: Known, code: str) -> str:
    if code and code not in known.units:
        line.fail("unit_code", "unit_unknown", code=code)
    return code


def _password(line: Line, known: Known, login: str) -> str:
    given = line.text("password", passwords.LONGEST)
    if not given:
        return ""
    if login in known.logins:
        line.note("password", "password_kept", login=login)
        return ""
    if len(given) < passwords.SHORTEST:
        shortest, longest = passwords.SHORTEST, passwords.LONGEST
        line.fail("password", "password_length", shortest=shortest, longest=longest)
    return given
