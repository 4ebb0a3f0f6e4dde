"""Forms as tables and answers as words, for the tests of forms."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

import pytest

from forms.definition import FormDefinition, Node, Section
from forms.instance import Instance, parse
from forms.library import workbook
from forms.library.build import write_workbook
from forms.library.tables import read_tables
from forms.rules import Proposals, Rule, RuleBasis, propose
from forms.workbook import CompiledForm, compile_workbook
from forms.xform import read

SHANGHAI = timezone(timedelta(hours=8))
MARCH_2026 = datetime(2026, 3, 12, 15, 4, 5, tzinfo=SHANGHAI)
AUGUST_2023 = datetime(2023, 8, 12, 15, 4, 5, tzinfo=SHANGHAI)


class Form:
    """A published form that can be filled and asked."""

    def __init__(self, compiled: CompiledForm) -> None:
        self.compiled = compiled
        self.definition: FormDefinition = read(compiled.xform)
        self.rules: tuple[Rule, ...] = compiled.rules

    def filled(self, instance_id="uuid:one", **answers) -> Instance:
        """Fill the form: answers by name, repeats as lists of rows."""
        return parse(self.xml(instance_id, **answers))

    def xml(self, instance_id="uuid:one", **answers) -> bytes:
        """Write the answers as a client sends them."""
        d = self.definition
        head = f'<{d.root} id="{d.form_id}" version="{d.version}">'
        meta = f"<meta><instanceID>{instance_id}</instanceID></meta>"
        body = "".join(_written(node, answers) for node in d.tree.children)
        return f"{head}{body}{meta}</{d.root}>".encode()

    def proposals(
        self, at=MARCH_2026, parameters=None, plan_bases=(), **answers
    ) -> Proposals:
        """Fill the form and ask its rules."""
        return self.proposals_of(self.filled(**answers), at, parameters, plan_bases)

    def proposals_of(
        self, instance, at=MARCH_2026, parameters=None, plan_bases=()
    ) -> Proposals:
        return propose(
            self.definition,
            self.rules,
            instance,
            finished_at=at,
            parameters=parameters or {},
            plan_bases=plan_bases,
        )

    def fired(self, **answers) -> list[str]:
        """Say which rules fire, and insist that none failed."""
        proposals = self.proposals(**answers)
        assert proposals.troubles == ()
        return [proposal.rule for proposal in proposals.candidates]


def _written(node: Node, answers: Mapping[str, object]) -> str:
    part = node.part
    if isinstance(part, Section) and part.kind == "repeat":
        rows = answers.get(node.name, ())
        assert isinstance(rows, Sequence)
        return "".join(_element(node, row) for row in rows)
    if isinstance(part, Section):
        return _element(node, answers)
    if node.name not in answers:
        return ""
    return f"<{node.name}>{escape(str(answers[node.name]))}</{node.name}>"


def _element(node: Node, answers: Mapping[str, object]) -> str:
    inside = "".join(_written(each, answers) for each in node.children)
    return f"<{node.name}>{inside}</{node.name}>"


@pytest.fixture(scope="session")
def make_workbook():
    """Write a workbook from Markdown tables, one under each `## sheet`."""

    def make(text: str) -> bytes:
        tables = read_tables(text if "##" in text else f"## survey\n{text}")
        return write_workbook(tables)

    return make


@pytest.fixture(scope="session")
def make_form(make_workbook):
    """Publish a form written as Markdown tables."""

    def make(text: str) -> Form:
        return Form(compile_workbook(make_workbook(text), "test.xlsx"))

    return make


@pytest.fixture(scope="session")
def app_burden() -> Form:
    return Form(compile_workbook(workbook("app_burden"), "app_burden.xlsx"))


@pytest.fixture(scope="session")
def plaque_audit() -> Form:
    return Form(compile_workbook(workbook("plaque_audit"), "plaque_audit.xlsx"))


@pytest.fixture
def the_plan() -> tuple[RuleBasis, ...]:
    """The plan of a campaign that began in spring 2023."""
    return (RuleBasis("本专项方案", datetime(2023, 4, 1, tzinfo=SHANGHAI).date()),)
