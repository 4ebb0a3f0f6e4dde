"""A form that came as XML is looked at as closely as a workbook."""

import pytest

from forms import odk_validate
from forms.aside import compile_aside
from forms.errors import WorkbookError
from forms.workbook import compile_source, compile_workbook

HEAD = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms"
 xmlns:entities="http://www.opendatakit.org/xforms/entities">
<h:head><h:title>屋顶</h:title><model {model}><instance>
<data id="roofs" version="1"><a/><b/><r><v/></r><g><c/></g>
<meta><instanceID/></meta></data>
</instance><instance id="yn"><root><item><name>yes</name><label>Y</label></item></root>
</instance>
"""
TAIL = """<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>
<select1 ref="/data/a"><label>有无</label>
<itemset nodeset="instance('yn')/root/item">
<value ref="name"/><label ref="label"/></itemset>
</select1>
<input ref="/data/b"><label>{label}</label></input>
<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">
<input ref="/data/r/v"><label>V</label></input></repeat></group>
<group ref="/data/g"><label>G</label>
<input ref="/data/g/c"><label>C</label></input></group>
</h:body></h:html>"""

#: The lines of the model, of the first bind, and of the question `b` without a bind.
MODEL, BIND, SHOWN = 5, 10, 17


def xform(*binds, model="", label="原因"):
    """Write a form with these binds, one on each line."""
    lines = "\n".join(binds)
    return f"{HEAD.format(model=model)}{lines}\n{TAIL.format(label=label)}".encode()


def bind(path, **logic):
    told = " ".join(
        f'{name}="{said.replace("&", "&amp;").replace("<", "&lt;")}"'
        for name, said in logic.items()
    )
    return f'<bind nodeset="{path}" {told}/>'


def refused(source):
    with pytest.raises(WorkbookError) as error:
        compile_source(source, "roofs.xml")
    return [(one.code, one.row, one.column) for one in error.value.problems]


@pytest.mark.parametrize(
    "binds",
    [
        (bind("/data/a", calculate="/data/b"), bind("/data/b", calculate="/data/a")),
        (bind("/data/a", calculate="../b + 1"), bind("/data/b", relevant="../a > 1")),
        (bind("/data/g", relevant="/data/g/c = 'x'"),),
        (bind("/data/g", relevant="c = 'x'"),),
        (bind("/data/r/v", calculate="current()/../v + 1"),),
    ],
)
def test_logic_that_waits_for_itself_is_refused(binds):
    (found,) = refused(xform(*binds))
    assert found[0] == "lint_circle"
    assert BIND <= found[1] <= BIND + 1


def test_equal_names_in_different_groups_are_no_circle():
    source = xform(bind("/data/a", calculate="/data/g/c")).replace(b"<c/>", b"<c/><a/>")
    source = source.replace(b"<model ", b"<model ")
    inner = bind("/data/g/a", calculate="/data/a").encode()
    source = source.replace(b"<bind nodeset", inner + b"\n<bind nodeset", 1)
    assert compile_source(source, "x.xml").form_id == "roofs"


@pytest.mark.parametrize(
    ("source", "where"),
    [
        (xform(bind("/data/a", relevant="1 +")), (BIND, "relevant")),
        (xform(bind("/data/a", constraint="(. > 1")), (BIND, "constraint")),
        (xform(bind("/data/a", calculate="'open")), (BIND, "calculate")),
        (xform(label="<output value='/data/a +'/>"), (SHOWN, "value")),
    ],
)
def test_an_expression_that_nobody_can_read_is_refused_with_its_line(source, where):
    (found,) = refused(source)
    assert found[0] in {"expression_unfinished", "expression_character"}
    assert found[1:] == where


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (
            xform(bind("/data/b", relevant="/data/a = 'maybe'")),
            ("lint_unreachable", BIND, "relevant"),
        ),
        (
            xform(bind("/data/b", relevant="nonsense(/data/a)")),
            ("lint_function", BIND, "relevant"),
        ),
        (
            xform(bind("/data/b", calculate="count(/data/r[/data/r/v > 2])")),
            ("lint_condition_path", BIND, "calculation"),
        ),
        (xform(label="陪同人员姓名"), ("lint_person", SHOWN, "label")),
    ],
)
def test_what_should_be_mended_is_told_with_its_line(made, found):
    (warned,) = compile_source(made, "x.xml").warnings
    assert (warned.code, warned.row, warned.column) == found
    assert warned.text("zh").startswith("[XForm 文件, 第 ")
    assert "…" not in warned.text("zh")


def test_a_version_of_entities_from_the_future_is_refused():
    newer = xform(model='entities:entities-version="2031.1.0"')
    assert refused(newer) == [("entities_newer", MODEL, "entities-version")]
    garbled = xform(model='entities:entities-version="next"')
    assert refused(garbled) == [("entities_newer", MODEL, "entities-version")]


def test_a_form_that_is_right_is_taken_as_it_is_without_a_word():
    source = xform(bind("/data/b", relevant="/data/a = 'yes'", required="true()"))
    compiled = compile_source(source, "x.xml")
    assert (compiled.xform, compiled.warnings) == (source, ())


def test_a_list_beside_an_xform_is_read_too():
    source = xform().replace(b'<instance id="yn">', LISTED).replace(INLINE, b"")
    with pytest.raises(WorkbookError) as error:
        compile_source(source, "x.xml", {"yn.csv": b"key\n"})
    assert error.value.problems[0].code == "list_column_missing"


LISTED = b'<instance id="yn" src="jr://file-csv/yn.csv">'
INLINE = b"<root><item><name>yes</name><label>Y</label></item></root>"


def test_an_entities_sheet_is_taken_without_a_word(make_workbook):
    book = make_workbook("""
## survey
| type | name | label | save_to |
| text | a | A | colour |

## entities
| list_name | label |
| roofs | ${a} |
""")
    compiled = compile_workbook(book, "x.xlsx")
    assert not any("entit" in w.code for w in compiled.warnings)
    assert b"entities-version" in compiled.xform


@pytest.mark.skipif(not odk_validate.available(), reason="no Java")
def test_what_odk_validate_says_is_passed_on():
    broken = xform().replace(b'<input ref="/data/b">', b'<input ref="/data/nowhere">')
    (warned,) = compile_aside(broken, "x.xml").warnings
    assert warned.code == "odk_validate"
    assert "nowhere" in warned.text("zh")
    assert compile_aside(xform(), "x.xml").warnings == ()
