"""The forms that stories are told with."""

from __future__ import annotations

#: A visit of a few questions: site, place, rows with photos, two rules.
VISIT = """
survey
| type                             | name      | label   | required | x_max_photos |
| start                            | start     |         |          |              |
| end                              | end       |         |          |              |
| hidden                           | visit_id  |         |          |              |
| hidden                           | team_code |         |          |              |
| select_one_from_file regions.csv | town      | Town    |          |              |
| text                             | site_name | Site    | yes      |              |
| geopoint                         | loc       | Where   |          |              |
| integer                          | minutes   | Minutes |          |              |
| begin_repeat                     | app       | Apps    |          |              |
| text                             | app_name  | App     | yes      |              |
| text                             | issuer    | Issuer  |          |              |
| select_one yn                    | forced    | Forced  |          |              |
| image                            | shot      | Screen  |          | 3            |
| end_repeat                       |           |         |          |              |
| image                            | door      | Door    |          |              |
choices
| list_name | name | label |
| yn        | yes  | Yes   |
| yn        | no   | No    |
settings
| form_title | form_id | version |
| Visit      | visit   | 1       |
findings
| rule | each | when         | category | severity | responsible | title    | evidence |
| V01  | app  | forced='yes' | A1.1 强制 | serious  | issuer      | 强制推广“{app_name}”，要求登录 | shot |
| V02  |      | minutes>=60  | A1.3 重复 | general  | county_lead | 人均每日使用{minutes}分钟，时间过长 | |
"""  # noqa: E501 - a row of a table is one line

#: The same form in its next version.
VISIT_2 = VISIT.replace("| visit   | 1       |", "| visit   | 2       |")

#: The least form: two texts and one photo, no list.
NOTE = """
survey
| type  | name      | label |
| text  | site_name | Site  |
| text  | said      | Said  |
| image | photo     | Photo |
settings
| form_title | form_id | version |
| Note 便签   | note    | 1       |
"""

#: A choice from a list that lies in a file beside the form.
KEPT = """
survey
| type                          | name      | label |
| text                          | site_name | Site  |
| select_one_from_file kept.csv | kept      | Kept  |
settings
| form_title | form_id | version |
| Kept       | kept    | 1       |
findings
| rule | when       | category | severity | title |
| K01  | count(instance('kept')/root/item[name = ${kept}]) = 0 | A2.1 超范围挂牌 | general | 清单外“{kept}” |
"""  # noqa: E501 - a row of a table is one line

#: What is counted once: apps by name and issuer, no rules.
APPS = """
survey
| type                             | name      | label  |
| select_one_from_file regions.csv | town      | Town   |
| text                             | site_name | Site   |
| begin_repeat                     | app       | Apps   |
| text                             | app_name  | App    |
| text                             | issuer    | Issuer |
| image                            | shot      | Screen |
| end_repeat                       |           |        |
settings
| form_title | form_id | version |
| Apps 应用   | apps    | 1       |
distinct
| kind | each | name     | issuer |
| app  | app  | app_name | issuer |
"""
