"""What is said about the settings of a campaign."""

from server.texts.sentences import UNCHANGED, Sentences

SETTINGS: dict[str, Sentences] = {
    "setting_unknown": (
        (
            "没有设置项“{key}”。",
            "可设：{known}；days 和 parameters 可写成 days.major。",
        ),
        (
            "There is no setting “{key}”.",
            "There are: {known}; write days.major for a part of days.",
        ),
        UNCHANGED,
    ),
    "setting_days": (
        ("整改时限不正确。", "一般、较重、严重和立行立改各填 1–365 的整数天。"),
        ("The days will not do.", "general, serious, major, onspot: 1 to 365 each."),
        UNCHANGED,
    ),
    "setting_parameters": (
        (
            "规则参数不正确。",
            "参数名用字母开头的字母、数字、下划线；值用数字或短文字。",
        ),
        (
            "The parameters will not do.",
            "Names begin with a letter and hold letters, digits and _ only.",
        ),
        UNCHANGED,
    ),
    "setting_plan_bases": (
        (
            "方案依据不正确。",
            "每份文件写名称（120 字以内）和起止日期，如 2026-03-01；止不早于起。",
        ),
        (
            "The documents of the plan will not do.",
            "Each has a title and days like 2026-03-01, the first before the last.",
        ),
        UNCHANGED,
    ),
    "setting_distance_m": (
        ("距离不正确。", "填 10–100000 的整数米。"),
        ("The distance will not do.", "Give whole metres, 10 to 100000."),
        UNCHANGED,
    ),
    "setting_hold": (
        ("逐件审核的规则不正确。", "填 all、failing 或 share。"),
        ("The rule of what is held will not do.", "One of all, failing, share."),
        UNCHANGED,
    ),
    "setting_hold_share": (
        ("抽取比例不正确。", "填 0–100 的整数。"),
        ("The share will not do.", "A whole number from 0 to 100."),
        UNCHANGED,
    ),
    "setting_verification_levels": (
        ("核查层级不正确。", "在 county、city、province 中至少选一级。"),
        ("The levels will not do.", "Choose at least one: county, city, province."),
        UNCHANGED,
    ),
    "setting_notice_days": (
        ("公示天数不正确。", "填 0–60 的整数；0 为不公示。"),
        ("The days of public notice will not do.", "0 to 60; 0 for none."),
        UNCHANGED,
    ),
    "setting_zones_count": (
        ("覆盖率是否计入功能区，请填 yes 或 no。", "请改正后重试。"),
        ("Whether functional zones count in coverage: yes or no.", "Correct it."),
        UNCHANGED,
    ),
    "setting_personal_data": (
        ("是否允许收集个人信息，请填 yes 或 no。", "请改正后重试。"),
        ("Personal data: yes or no.", "Correct it."),
        UNCHANGED,
    ),
    "setting_bulletin_units": (
        ("通报是否点名单位，请填 yes 或 no。", "请改正后重试。"),
        ("Naming units in bulletins: yes or no.", "Correct it."),
        UNCHANGED,
    ),
    "setting_notice_heads": (
        ("文号的代字不正确。", "每种文书写 1–16 个字，不带标点，互不相同。"),
        (
            "What numbers begin with will not do.",
            "1 to 16 letters a kind, no marks, each another.",
        ),
        UNCHANGED,
    ),
    "campaign_phase_unknown": (
        ("没有“{phase}”这个阶段。", "请从给出的里面选。"),
        ("There is no phase called {phase}.", "Choose one of those given."),
        UNCHANGED,
    ),
    "campaign_phase_wrong": (
        ("从现在的阶段到不了那里。", "请刷新后从给出的里面选。"),
        ("That phase does not follow the present one.", "Reload, and choose again."),
        UNCHANGED,
    ),
    "campaign_has_submissions": (
        ("已收到 {count} 件填报，不能退回筹备。", "可以转入收尾。"),
        ("{count} submissions came in already.", "It can be wrapped up instead."),
        UNCHANGED,
    ),
    "campaign_findings_open": (
        (
            "还有 {count} 个问题没有销号，不能结束。",
            "销号后再结束，或者明确责任单位和时限后转入常态。",
        ),
        (
            "{count} findings are not closed.",
            "Close them, or go on as a routine once each has its unit and due date.",
        ),
        UNCHANGED,
    ),
    "campaign_findings_undecided": (
        ("还有 {count} 个问题没有认定，不能结束。", "请先确认、审核或不予认定。"),
        ("{count} findings are not decided.", "Confirm, review or drop them first."),
        UNCHANGED,
    ),
    "campaign_findings_loose": (
        (
            "有 {count} 个没销号的问题缺责任单位或整改时限，不能转入常态。",
            "请先交办。",
        ),
        (
            "{count} open findings lack a responsible unit or a due date.",
            "Assign them first.",
        ),
        UNCHANGED,
    ),
    "campaign_sends_nobody": (
        ("专项不在进行或常态阶段，不能安排察访。", "请在设置里先转阶段。"),
        ("In its present phase the campaign sends nobody.", "Move it on first."),
        UNCHANGED,
    ),
    "trial_unknown": (
        ("没有待启用的设置。", "先用 chafang campaign set 改设置。"),
        ("No settings wait to be put in force.", "Change some first."),
        UNCHANGED,
    ),
}
