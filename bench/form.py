"""The form of the load: a household survey with six rules, as a workbook."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

SURVEY = """
type|name|label|relevant|constraint|required
start|start||||
end|end||||
today|today||||
deviceid|deviceid||||
begin_group|g_site|Site|||
text|site_code|Site code|||yes
text|site_name|Site name|||
select_one region|region|Region|||yes
geopoint|location|Location|||
date|visit_date|Visit date|||
time|visit_time|Visit time|||
end_group|||||
begin_group|g_resp|Respondent|||
text|resp_name|Respondent name|||
integer|resp_age|Age||. >= 0 and . < 130|
select_one sex|resp_sex|Sex|||
text|phone|Phone|||
select_one yesno|consent|Consent|||yes
end_group|||||
select_multiple assets|assets|Assets|||
decimal|income|Income|||
integer|hh_size|Household size|||
decimal|water_ph|Water pH|||
select_one yesno|has_garden|Garden?|||
decimal|garden_area|Garden area|${has_garden} = 'yes'||
text|crops|Crops|||
begin_repeat|member|Household member|||
text|m_name|Name|||
integer|m_age|Age|||
select_one sex|m_sex|Sex|||
select_one yesno|m_school|In school|||
end_repeat|||||
image|photo|Photo|||
note|n1|Thanks|||
text|comments|Comments|||
"""
CHOICES = {
    "region": ("north", "south", "east", "west", "centre"),
    "sex": ("female", "male", "other"),
    "yesno": ("yes", "no"),
    "assets": ("radio", "tv", "phone", "bike", "car", "fridge"),
}
BASIS = "Household guideline"
#: rule, each, when, severity, title
RULES = """
H01||water_ph < 5.2|serious|Sour water at {site_name}
H02||hh_size > 10|general|Crowded household {site_code}
H03|member|m_age >= 6 and m_age < 15 and m_school = 'no'|general|{m_name} not in school
H04||has_garden = 'yes' and garden_area > 850|general|Oversized garden
H05||income < 150|general|Household without income
H06||not(selected(assets, 'phone')) and resp_age > 85|general|Nobody can be called
"""
RULE_COLUMNS = (
    "rule each dedupe when category severity responsible instrument days title basis "
    "origin evidence"
).split()


def write(file: Path) -> None:
    """Write the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "survey", _table(SURVEY))
    _sheet(book, "choices", [["list_name", "name", "label"], *_choices()])
    _sheet(book, "findings", [RULE_COLUMNS, *map(_rule, _table(RULES))])
    _sheet(
        book,
        "bases",
        [["basis", "title", "effective_from"], [BASIS, BASIS, "2020-01-01"]],
    )
    names = ["form_title", "form_id", "version"]
    values = ["Bench household survey", "bench", "2024010101"]
    _sheet(book, "settings", [names, values])
    book.save(file)


def _table(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _choices() -> list[list[str]]:
    return [
        [name, value, value.title()]
        for name, values in CHOICES.items()
        for value in values
    ]


def _rule(row: list[str]) -> list[str]:
    name, each, when, severity, title = row
    what = [name, each, "", when, "A1.1 强制使用", severity]
    return [*what, "site", "assign", "10", title, BASIS, "norm", "photo"]


def _sheet(book: Workbook, title: str, rows: list[list[str]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append([value or None for value in row])
