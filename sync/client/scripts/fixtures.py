"""Write the library's compiled forms and lists to `tests/fixtures/`."""

from pathlib import Path

from forms import library
from forms.regions import RegionRow, regions_csv
from forms.workbook import compile_workbook

FOLDER = Path(__file__).parents[1] / "tests" / "fixtures"

REGIONS = (
    RegionRow("371424", "临邑县", "3714", "county"),
    RegionRow("371402", "德城区", "3714", "county"),
    RegionRow("371424102", "孟寺镇", "371424", "town"),
    RegionRow("371424101", "临盘街道", "371424", "town"),
    RegionRow("371402001", "新湖街道", "371402", "town"),
    RegionRow("371424102201", "王楼村", "371424102", "village"),
    RegionRow("371424102202", "后张家湾村", "371424102", "village"),
)


def main() -> None:
    """Compile all forms afresh."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in library.NAMES:
        form = compile_workbook(library.workbook(name), f"{name}.xlsx")
        (FOLDER / f"{name}.xml").write_bytes(form.xform)
    (FOLDER / "regions.csv").write_bytes(regions_csv(REGIONS))
    (FOLDER / library.PLAQUE_LIST).write_bytes(library.plaque_list())


main()
