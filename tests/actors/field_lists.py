"""The lists that a phone of the tests carries."""

from forms.library import (
    INSPECTION_PLAN,
    PLAQUE_LIST,
    inspection_plan,
    plaque_list,
)
from forms.open_findings import FINDING_LIST, OpenFinding, open_findings_csv
from forms.regions import REGION_LIST, RegionRow, regions_csv

REGIONS = (
    RegionRow("371424", "临邑县", "3714", "county"),
    RegionRow("371402", "德城区", "3714", "county"),
    RegionRow("371424102", "孟寺镇", "371424", "town"),
    RegionRow("371424101", "临盘街道", "371424", "town"),
    RegionRow("371402001", "新湖街道", "371402", "town"),
    RegionRow("371424102201", "王楼村", "371424102", "village"),
    RegionRow("371424102202", "后张家湾村", "371424102", "village"),
)

FINDINGS = (
    OpenFinding(
        name="f-plaque",
        label="JF26-371424-20260312-0001 外部悬挂清单外牌子“科普工作站”",
        number="JF26-371424-20260312-0001",
        title="外部悬挂清单外牌子“科普工作站”",
        site="王楼村村民委员会",
        unit="县科协",
        category="A2.1 超范围挂牌",
        severity="general",
        due="2026-03-15",
        require="三日内摘除，并报照片",
        claim="",
        place="37.189642 116.866107 0 12",
        before="photo-1 photo-2",
    ),
    OpenFinding(
        name="f-apps",
        label="JF26-371424-20260310-0002 通过“临邑通”摊派任务",
        number="JF26-371424-20260310-0002",
        title="通过“临邑通”摊派任务",
        site="孟寺镇人民政府",
        unit="县大数据局",
        category="A3.4 责任转嫁与任务摊派",
        severity="serious",
        due="",
        require="",
        claim="",
        place="",
        before="",
    ),
)

#: By file name, as forms ask for them.
FIELD_LISTS = {
    REGION_LIST: regions_csv(REGIONS),
    FINDING_LIST: open_findings_csv(FINDINGS),
    PLAQUE_LIST: plaque_list(),
    INSPECTION_PLAN: inspection_plan(),
}
