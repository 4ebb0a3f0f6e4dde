"""Several photos on one question reach every client as places side by side."""

import pytest

from forms.errors import WorkbookError
from forms.instance import declared_files
from forms.odk_validate import available, complaint
from forms.workbook import compile_workbook

THREE = """
| type | name | label | required | relevant | parameters | x_max_photos |
| select_one yn | bad | Bad? | yes | | | |
| image | shot | Photo | yes | ${bad}='yes' | max-pixels=1600 | 3 |
| calculate | one | | | | | |

## choices
| list_name | name | label |
| yn | yes | Yes |
| yn | no | No |
""".replace("| calculate | one | | | | | |\n", "")


@pytest.fixture
def form(make_form):
    return make_form("## survey" + THREE)


def test_a_question_with_three_photos_has_three_places(form):
    assert form.definition.photo_slots("shot") == ("shot", "shot_2", "shot_3")
    assert [q.first_slot for q in form.definition.file_questions] == [
        None,
        "shot",
        "shot",
    ]


def test_the_first_place_bears_the_mark_that_readers_see(form):
    assert form.definition.question("shot").max_photos == 3
    assert b'x_max_photos="3"' in form.compiled.xform
    assert form.compiled.xform.count(b"x_max_photos") == 1


def test_the_group_on_one_screen_takes_over_the_relevance(form):
    (group,) = form.definition.groups
    assert (group.name, group.appearance) == ("shot_photos", "field-list")
    assert "'yes'" in (group.relevant or "")
    assert [form.definition.question(n).relevant for n in ("shot", "shot_2")] == [
        None,
        None,
    ]


def test_only_the_first_photo_is_required(form):
    slots = form.definition.photo_slots("shot")
    required = [form.definition.question(name).required for name in slots]
    assert required == ["true()", None, None]


def test_every_place_keeps_the_size_that_the_author_asked_for(form):
    assert form.compiled.xform.count(b'max-pixels="1600"') == 3
    assert form.compiled.warnings == ()


def test_removing_the_first_photo_leaves_the_others_declared(form):
    instance = form.filled(bad="yes", shot_2="b.jpg", shot_3="c.jpg")
    names = [each.name for each in declared_files(form.definition, instance)]
    assert names == ["b.jpg", "c.jpg"]


def test_the_answer_of_the_question_stays_a_single_value(make_form):
    form = make_form("""
    | type | name | label | parameters | x_max_photos | calculation |
    | image | shot | Photo | max-pixels=900 | 4 | |
    | calculate | has | | | | if(${shot}='', 0, 1) |
    """)
    calculation = form.definition.question("has").calculation
    assert calculation == "if( /data/shot_photos/shot ='', 0, 1)"


def test_one_photo_needs_no_group(make_form):
    form = make_form("""
    | type | name | label | parameters | x_max_photos |
    | image | shot | Photo | max-pixels=900 | 1 |
    """)
    assert form.definition.groups == ()
    assert form.definition.photo_slots("shot") == ("shot",)


def test_labels_in_several_languages_are_numbered_in_each(make_form):
    form = make_form("""
    | type | name | label::中文(zh) | label::English (en) | parameters | x_max_photos |
    | image | shot | 照片 | Photo | max-pixels=900 | 2 |
    """)
    second = form.definition.question("shot_2")
    assert second.label == {"中文(zh)": "照片 (2)", "English (en)": "Photo (2)"}


def test_the_older_single_colons_of_a_sheet_are_kept_apart(make_form):
    form = make_form("""
    | type | name | label:English (en) | parameters | x_max_photos |
    | image | shot | Photo | max-pixels=900 | 2 |
    """)
    assert form.definition.question("shot").max_photos == 2
    assert form.definition.question("shot").label == {"English (en)": "Photo"}


def test_the_mark_may_be_written_as_an_attribute(make_form):
    form = make_form("""
    | type | name | label | parameters | bind::x_max_photos |
    | image | shot | Photo | max-pixels=900 | 2 |
    """)
    assert form.definition.photo_slots("shot") == ("shot", "shot_2")


def test_photos_in_a_repeat_stay_in_its_rows(make_form):
    form = make_form("""
    | type | name | label | parameters | x_max_photos |
    | begin_repeat | app | App | | |
    | image | shot | Photo | max-pixels=900 | 2 |
    | end_repeat | | | | |
    """)
    rows = [{"repeat_uuid": "a", "shot_2": "2.jpg"}, {"repeat_uuid": "b", "shot": "3"}]
    files = declared_files(form.definition, form.filled(app=rows))
    assert [(f.name, f.question, f.repeat_uuid, f.position) for f in files] == [
        ("2.jpg", "shot_2", "a", 1),
        ("3", "shot", "b", 2),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("| image | shot | P | 11 |", "photos_number"),
        ("| image | shot | P | 0 |", "photos_number"),
        ("| image | shot | P | many |", "photos_number"),
        ("| image | shot | P | 2.5 |", "photos_number"),
        ("| text | shot | P | 3 |", "photos_not_image"),
        ("| image | shot | P | 3 |\n| text | shot_2 | Q | |", "photos_taken"),
        ("| image | shot | P | 3 |\n| text | SHOT_3 | Q | |", "photos_taken"),
        ("| image | shot | P | 3 |\n| text | shot_photos | Q | |", "photos_taken"),
    ],
)
def test_what_cannot_be_several_photos_is_refused_with_its_place(
    make_workbook, rows, code
):
    table = f"| type | name | label | x_max_photos |\n{rows}"
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(make_workbook(table), "x.xlsx")
    (problem,) = refused.value.problems
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        code,
        "survey",
        2,
        "x_max_photos",
    )


def test_a_row_complained_of_by_pyxform_is_the_authors_row(make_workbook):
    table = """
    | type | name | label | x_max_photos | parameters |
    | image | shot | P | 3 | |
    | range | a | Q | | stepp=1 |
    """
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(make_workbook(table), "x.xlsx")
    (problem,) = refused.value.problems
    told = (problem.code, problem.row, problem.column)
    assert told == ("pyxform", 3, "parameters")


@pytest.mark.parametrize(
    ("expression", "fine"),
    [
        ("count(${app}[shot != ''])", False),
        ("count(${app}[./shot != ''])", False),
        ("count(/data/app/shot)", False),
        ("count(${app}[shot_photos/shot != ''])", True),
        ("count(${shot})", True),
        ("count(${app}[other != ''])", True),
    ],
)
def test_a_condition_that_would_miss_the_photos_is_refused(
    make_workbook, expression, fine
):
    source = make_workbook(f"""
    | type | name | label | parameters | x_max_photos | calculation |
    | begin_repeat | app | App | | | |
    | image | shot | Photo | max-pixels=900 | 2 | |
    | text | other | Other | | | |
    | end_repeat | | | | | |
    | calculate | n | | | | {expression} |
    """)
    if fine:
        assert compile_workbook(source, "x.xlsx").warnings == ()
        return
    with pytest.raises(WorkbookError) as refused:
        compile_workbook(source, "x.xlsx")
    (problem,) = refused.value.problems
    assert (problem.code, problem.row, problem.column) == (
        "photos_path",
        6,
        "calculation",
    )


@pytest.mark.skipif(not available(), reason="ODK Validate needs Java")
def test_odk_validate_finds_the_places_valid(form):
    assert complaint(form.compiled.xform) is None
