"""The drawn form in which the traps of photographs and hidden answers lie."""

from __future__ import annotations

TITLE = "陷阱表"
SHOT = "现场照片"
FORM = """
survey
| type          | name      | label     | required | relevant      | x_max_photos |
| hidden        | visit_id  |           |          |               |              |
| hidden        | team_code |           |          |               |              |
| text          | site_name | 单位名称   | yes      |               |              |
| select_one yn | more      | 是否说明   | yes      |               |              |
| text          | why       | 说明原因   | yes      | ${more}='yes' |              |
| begin_repeat  | thing     | 逐项登记   |          |               |              |
| text          | what      | 名称      | yes      |               |              |
| image         | shot      | 现场照片   | yes      |               | 3            |
| end_repeat    |           |           |          |               |              |
choices
| list_name | name | label |
| yn        | yes  | 是    |
| yn        | no   | 否    |
settings
| form_title | form_id | version |
| 陷阱表      | traps   | 1       |
"""
