"""What is said about campaigns, their visits, and what leaves as files."""

from server.texts.sentences import UNCHANGED, Sentences

LISTS: dict[str, Sentences] = {
    "campaign_unknown": (
        ("没有专项 {named}。", "请核对专项代码。"),
        ("There is no campaign {named}.", "Check its code."),
        UNCHANGED,
    ),
    "campaign_not_named": (
        ("没有指明专项。", "请用 --campaign 写明专项代码，现有：{known}。"),
        ("No campaign was named.", "Name it with --campaign, one of: {known}."),
        UNCHANGED,
    ),
    "campaign_none": (
        ("还没有专项。", "请先用 chafang campaign create 建立。"),
        ("There is no campaign yet.", "Open one: chafang campaign create."),
        UNCHANGED,
    ),
    "team_not_named": (
        ("没有写明察访组。", "请用 --team 写明组的代码。"),
        ("No team was named.", "Name it with --team."),
        UNCHANGED,
    ),
    "unit_not_named": (
        ("没有写明责任单位。", "请用 --unit 写明单位的代码。"),
        ("No unit was named.", "Name it with --unit."),
        UNCHANGED,
    ),
    "team_or_sheet_missing": (
        ("没有写明给谁登记。", "请用 --team 写明一个组，或用 --sheet 印一批登记码。"),
        (
            "Whose phone is it?",
            "Name a team with --team, or print codes for many with --sheet.",
        ),
        UNCHANGED,
    ),
    "team_unknown": (
        ("没有察访组 {named}。", "请核对组的代码。"),
        ("There is no team {named}.", "Check its code."),
        UNCHANGED,
    ),
    "campaign_code_taken": (
        ("专项代码 {campaign} 已被使用。", "请换一个代码。"),
        ("The campaign code {campaign} is taken.", "Choose another."),
        UNCHANGED,
    ),
    "campaign_bad": (
        ("专项的“{field}”不正确。", "请按说明改正。"),
        ("The campaign's {field} will not do.", "Correct it."),
        UNCHANGED,
    ),
    "campaign_bad_code": (
        (
            "专项代码“{value}”不能用。",
            "请用 1—32 个字母、数字、- 或 _，以字母或数字开头。",
        ),
        (
            "The campaign code “{value}” will not do.",
            "1 to 32 letters, digits, - or _; a letter or digit first.",
        ),
        UNCHANGED,
    ),
    "campaign_bad_name": (
        ("专项名称不能用。", "请写 1—120 个字。"),
        ("The campaign's name will not do.", "It has 1 to 120 characters."),
        UNCHANGED,
    ),
    "campaign_bad_number_prefix": (
        ("编号前缀“{value}”不能用。", "请用 2—16 个大写字母或数字。"),
        (
            "The prefix of numbers “{value}” will not do.",
            "2 to 16 capital letters or digits.",
        ),
        UNCHANGED,
    ),
    "campaign_bad_region_code": (
        ("区划代码“{value}”不能用。", "请用区划代码，最多 12 位数字。"),
        ("The region “{value}” will not do.", "Give its code, at most 12 digits."),
        UNCHANGED,
    ),
    "campaign_bad_ends_on": (
        ("结束日期 {value} 早于开始日期。", "请改正其中一个。"),
        ("It ends on {value}, before it starts.", "Correct either day."),
        UNCHANGED,
    ),
    "filter_bad": (
        ("筛选条件“{field}”无法识别：{value}", "请清除后重选。"),
        ("The filter {field} cannot be understood: {value}", "Clear it."),
        UNCHANGED,
    ),
    "export_purpose_missing": (
        ("没有写用途，不能导出。", "请写明这份文件做什么用，然后重试。"),
        ("Nothing is exported without a purpose.", "Say what it is for."),
        UNCHANGED,
    ),
    "pack_team_missing": (
        ("资料包按察访组制作，没有选定组。", "请在台账里选一个察访组再导出。"),
        ("A pack is one team's, and no team is chosen.", "Filter by a team first."),
        UNCHANGED,
    ),
    "export_gone": (
        ("这份文件已过保留期。", "点“再导一次”，用同样的条件重做。"),
        ("This file's time is over.", "Ask for the same again."),
        UNCHANGED,
    ),
    "export_reach_narrowed": (
        (
            "文件里有你现在无权查看的内容，不能下载。",
            "请按现在的范围再导一次；需要全部内容时找专班办公室。",
        ),
        (
            "The file holds what you may no longer see.",
            "Export again within your present reach, or ask the office.",
        ),
        UNCHANGED,
    ),
    "export_failed": (
        ("文件没有做成。", "请再导一次；仍不行时请看服务器日志。"),
        ("The file could not be made.", "Export again; else see the server's log."),
        UNCHANGED,
    ),
    "notice_empty": (
        ("没有符合条件的问题，没有可以印制的通知书。", "请放宽或清除筛选条件后重试。"),
        (
            "No finding fits, so there is no notice to print.",
            "Widen or clear the filter, then try again.",
        ),
        UNCHANGED,
    ),
    "notice_too_long": (
        (
            "符合条件的问题有 {count} 个，一份文件最多 {most} 个。",
            "请选定责任单位或县（市、区）后分次下载。",
        ),
        (
            "{count} findings fit; one document holds {most} at most.",
            "Choose a unit or a county and download in parts.",
        ),
        UNCHANGED,
    ),
    "region_unknown": (
        ("没有地区 {region}。", "请核对 12 位区划代码。"),
        ("There is no region {region}.", "Check the 12-digit code."),
        UNCHANGED,
    ),
    "day_bad": (
        ("日期“{value}”无法识别。", "请写成 2026-03-12 的样子。"),
        ("The day “{value}” cannot be read.", "Write it like 2026-03-12."),
        UNCHANGED,
    ),
    "visit_mode_unknown": (
        ("没有“{mode}”这种察访方式。", "请从给出的方式中选一种。"),
        ("There is no way of visiting called {mode}.", "Choose one of those given."),
        UNCHANGED,
    ),
    "spot_bad": (
        ("位置“{value}”无法识别。", "请写成“纬度, 经度”：37.189642, 116.866107。"),
        (
            "The place “{value}” cannot be read.",
            "Write latitude, longitude: 37.189642, 116.866107.",
        ),
        UNCHANGED,
    ),
    "visit_site_missing": (
        ("没有填写被察访单位。", "请填写后再下发。"),
        ("The visit has no site.", "Name it, then issue the visit."),
        UNCHANGED,
    ),
    "visit_secret": (
        (
            "这个问题来自一次还没有结束的暗访。",
            "先在察访组页面结束这次察访，再交办或要求自查。",
        ),
        (
            "It was found on an unannounced visit that is not over.",
            "End the visit on its team's page; then tell units of it.",
        ),
        UNCHANGED,
    ),
    "visit_form_missing": (
        ("没有选择表单。", "至少选一张表单。"),
        ("No form is chosen.", "Choose at least one."),
        UNCHANGED,
    ),
}
