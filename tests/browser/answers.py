"""How the two forms of the story are filled in, page by page."""

from __future__ import annotations

from tests.browser.phone import Phone
from tests.browser.photos import Gallery

PLAQUES = "村（社区）办公服务场所挂牌情况核查表"
APPS = "政务APP、小程序、公众账号和工作群组使用情况调查表"
SHOT = "界面/通知截图（先涂抹姓名、头像、电话）"
BEFORE = "牌子照片（整治前）"
OUTSIDE, INSIDE = "外部全景", "室内全景"
FIRST, SECOND = "网格化服务管理工作站", "乡村振兴讲习所"


def visit(phone: Phone, site_type: str, site: str, village: str = "") -> None:
    """Say where: each list shows what the one above it leaves."""
    phone.choose("被察访单位类型", site_type)
    phone.choose("县（市、区）", "临邑县")
    phone.choose("乡镇（街道）", "孟寺镇")
    if village:
        phone.choose("村（社区）", village)
    phone.write("单位名称", site)
    phone.choose("察访方式", "四不两直暗访")
    phone.write("到场察访人员数", "2")
    phone.locate("位置")


def overview(phone: Phone, inside: int) -> None:
    """Count what hangs there at first sight."""
    phone.write("门口及外墙牌子总数（目测）", "2")
    phone.write("室内牌子总数（目测）", str(inside))
    phone.choose("保留清单内、已挂在外部的", "村(社区)党组织")
    phone.choose("保留清单内、已挂在室内的", "综治中心")


def first_plaque(phone: Phone) -> None:
    """A plaque outside that a county office demands and checks."""
    phone.write("牌面文字（照实录入）", FIRST)
    phone.choose("类别", "工作站（室、中心、点）牌")
    phone.choose("位置", "院门/外墙/大门口")
    phone.choose("要求挂牌单位层级", "县级")
    phone.write("要求挂牌单位", "临邑县大数据局")
    phone.choose("挂牌依据", "无")
    phone.choose("是否作为检查考核、验收条件要求悬挂", "是")
    phone.choose("是否有实际业务", "是")
    phone.choose("是否属清理后重新悬挂", "否")
    phone.choose("处置意见", "摘除")
    phone.choose("是否现场整改", "否")


def second_plaque(phone: Phone) -> None:
    """A plaque on a wall inside that nobody can give a ground for."""
    phone.write("牌面文字（照实录入）", SECOND)
    phone.choose("类别", "荣誉、示范、创建类")
    phone.choose("位置", "室内墙面")
    phone.choose("要求挂牌单位层级", "乡镇（街道）级")
    phone.write("要求挂牌单位", "孟寺镇人民政府")
    phone.choose("挂牌依据", "无")
    phone.choose("是否作为检查考核、验收条件要求悬挂", "否")
    phone.choose("是否属清理后重新悬挂", "否")
    phone.choose("处置意见", "移至室内/规范位置")
    phone.choose("是否现场整改", "否")
    phone.write("制作费用（元）", "0")


def one_app(phone: Phone, gallery: Gallery) -> None:
    """An app that is forced upon people and counted in assessments."""
    phone.choose("类型", "小程序")
    phone.write("名称（与界面显示一致）", "临邑通")
    phone.choose("主办（推广）单位层级", "县级")
    phone.write("主办（推广）单位", "临邑县大数据局")
    phone.choose("所属系统", "党政综合")
    phone.choose("主要用途", "巡查/走访记录")
    phone.choose("有无强制使用要求", "强制下载安装/关注")
    phone.choose("有无下列功能或要求", "打卡签到", "积分")
    phone.choose("是否属安保、应急等特殊场景规定", "否")
    phone.choose("登录率、积分、点赞转发等是否列入考核或通报排名", "是")
    phone.choose("使用频率", "每天")
    phone.write("人均每日耗时（分钟）", "75")
    phone.choose("功能是否与其他应用重复", "否")
    phone.choose("同一数据是否还要在别处填报", "否")
    phone.choose("是否要求上传工作照片、视频、截图作为完成依据", "否")
    phone.choose("是否通过该应用/群摊派本单位职责以外任务", "否")
    phone.choose("是否从事经营性活动", "否")
    phone.shoot(SHOT, gallery.screen("app"))


def closing(phone: Phone) -> None:
    """Nobody came along: it was not announced."""
    phone.choose("单位对所列情况的意见", "无陪同/暗访未反馈")
