"""The forms that come with the platform: workbooks, their lists and their source.

The workbooks are built from the tables in `source/` by `python -m
forms.library.build`; a test holds the two together.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

NAMES = (
    "app_burden",
    "plaque_audit",
    "burden_count",
    "welfare_home",
    "follow_up",
    "quick_report",
)

PLAQUE_LIST = "plaque_list.csv"
INSPECTION_PLAN = "inspection_plan.csv"


def workbook(name: str) -> bytes:
    """Give the XLSForm workbook of that name; raises KeyError for any other."""
    if name not in NAMES:
        raise KeyError(name)
    return (FOLDER / f"{name}.xlsx").read_bytes()


def plaque_list() -> bytes:
    """Give the list of plaques that a village may keep."""
    return (FOLDER / PLAQUE_LIST).read_bytes()


def inspection_plan() -> bytes:
    """Give the year's plan of inspections: demo rows, an assumption to be replaced."""
    return (FOLDER / INSPECTION_PLAN).read_bytes()
