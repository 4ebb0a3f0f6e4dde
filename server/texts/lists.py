"""What is said about campaigns, lists, imports and exports."""

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
    "entity_moved": (
        ("这一条在此期间已被改动。", "请看最新的版本后再定。"),
        ("This entry has changed in the meantime.", "Look at its newest version."),
        UNCHANGED,
    ),
    "entity_label_missing": (
        ("条目要有名称。", "请填写名称。"),
        ("An entry needs a label.", "Write one."),
        UNCHANGED,
    ),
    "entity_list_name": (
        (
            "名单名“{name}”不能用。",
            "请以字母开头，只用字母、数字、下划线；不用系统生成的名单的名。",
        ),
        (
            "The list cannot be called “{name}”.",
            "Letters, digits, underscores, a letter first; no name of a made list.",
        ),
        UNCHANGED,
    ),
    "list_kept": (
        ("{name} 已由本专项作为名单维护。", "请在“名单”页改它；规则照那里判断。"),
        (
            "The campaign keeps {name} as a list of its own.",
            "Change it on the page of lists; rules judge by that one.",
        ),
        UNCHANGED,
    ),
    "entity_lists_differ": (
        ("几个表单自带的 {name} 内容不同。", "请把要用的一份作为文件导入。"),
        ("Forms brought different files {name}.", "Bring the right one as a file."),
        UNCHANGED,
    ),
    "entity_file_unreadable": (
        ("文件不是 UTF-8 编码的 CSV。", "请另存为“CSV UTF-8”再传。"),
        ("The file is no CSV in UTF-8.", "Save it as “CSV UTF-8” and send it again."),
        UNCHANGED,
    ),
    "entity_file_heading": (
        ("第一行要是列名，其中有 label，且不重复。", "请补上列名再传。"),
        (
            "The first line has to name the columns, label among them, each once.",
            "Mend it and send the file again.",
        ),
        UNCHANGED,
    ),
    "entity_file_column": (
        ("列名“{column}”不能用。", "请以字母开头，只用字母、数字、下划线。"),
        (
            "A column cannot be called “{column}”.",
            "Begin with a letter; use letters, digits and underscores.",
        ),
        UNCHANGED,
    ),
    "entity_file_large": (
        ("一次最多 {limit} 行。", "请分几个文件传。"),
        ("A file may have {limit} rows.", "Send it in parts."),
        UNCHANGED,
    ),
    "entity_file_row": (
        (
            "第 {row} 行缺少 label，或 name 重复、太长。",
            "请改正后再传，整个文件都未导入。",
        ),
        (
            "Line {row} lacks a label, or its name is there twice or too long.",
            "Mend it and send the file again; nothing of it was taken.",
        ),
        UNCHANGED,
    ),
    "entity_file_team": (
        ("第 {row} 行的察访组“{team}”不存在。", "请写察访组的代码。"),
        ("Line {row} names a team “{team}” that is not there.", "Write its code."),
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
    "taxonomy_bad": (
        ("问题分类表第 {row} 行有误：{problem}", "请改正后重试。"),
        ("Row {row} of the taxonomy is wrong: {problem}", "Correct it."),
        UNCHANGED,
    ),
    "category_in_use": (
        ("分类 {codes} 已有问题使用，不能删除。", "请保留这些分类。"),
        ("Categories {codes} are in use.", "Keep them."),
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
    "import_has_errors": (
        ("有 {count} 处错误，未导入任何内容。", "请按行改正后重新导入。"),
        ("{count} errors; nothing was imported.", "Correct the rows and import again."),
        UNCHANGED,
    ),
    "import_stood_on": (
        (
            "不能撤销，这次导入的内容上已经有：{zh}（共 {count} 处）。",
            "先处理这些，或只在新文件里改正。",
        ),
        (
            "It cannot be undone; on its rows stand {en} ({count} in all).",
            "Deal with these first, or correct the rows by another file.",
        ),
        UNCHANGED,
    ),
    "import_changed_since": (
        (
            "不能撤销，这 {count} 行后来又改过：{names}。",
            "先撤销后来的导入，再撤销这一次。",
        ),
        (
            "It cannot be undone; {count} rows were changed since: {names}.",
            "Undo the later imports first.",
        ),
        UNCHANGED,
    ),
    "import_unreadable": (
        ("文件无法读取。", "请用模板另存为 xlsx 或 CSV（UTF-8 或 GB18030）。"),
        ("The file cannot be read.", "Save it as xlsx or CSV."),
        UNCHANGED,
    ),
    "import_not_a_table": (
        (
            "{file} 不是表格，无法读取。",
            "请用模板另存为 xlsx 或 CSV（UTF-8 或 GB18030）。",
        ),
        ("{file} is no table.", "Fill in the template; save it as xlsx or CSV."),
        UNCHANGED,
    ),
    "import_old_excel": (
        ("{file} 是旧版 Excel（xls），无法读取。", "请另存为 xlsx 再导入。"),
        ("{file} is an old Excel file (xls).", "Save it as xlsx and try again."),
        UNCHANGED,
    ),
    "import_broken": (
        ("{file} 已损坏，无法读取。", "请用 Excel 或 WPS 打开后另存为 xlsx 再导入。"),
        ("{file} is damaged.", "Open it in a spreadsheet and save it as xlsx anew."),
        UNCHANGED,
    ),
    "import_empty": (
        ("{file} 是空的。", "请下载模板，填好后再导入。"),
        ("{file} is empty.", "Download the template, fill it in and try again."),
        UNCHANGED,
    ),
    "import_too_large": (
        ("{file} 太大。", "请只留要导入的工作表，或分几个文件导入。"),
        ("{file} is too large.", "Keep its one sheet only, or bring it in parts."),
        UNCHANGED,
    ),
    "import_too_many_rows": (
        ("{file} 行数太多。", "请分几个文件导入。"),
        ("{file} has too many rows.", "Bring it in parts."),
        UNCHANGED,
    ),
    "import_overtaken": (
        ("导入期间数据已被他人修改，未导入任何内容。", "请重新试导入。"),
        ("Somebody changed the same rows meanwhile.", "Try the import again."),
        UNCHANGED,
    ),
    "form_not_here": (
        ("没有表单 {named}。", "请核对表单标识（form_id）。"),
        ("There is no form {named}.", "Check its form_id."),
        UNCHANGED,
    ),
    "form_not_named": (
        ("CSV 只能导出一张表单。", "请用 --form 指定，或改用 xlsx、zip。"),
        ("A CSV holds one form.", "Name it with --form, or use xlsx or zip."),
        UNCHANGED,
    ),
    "file_ending": (
        ("文件名的结尾不对。", "请用：{endings}"),
        ("The file's name has the wrong ending.", "Use one of: {endings}"),
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
    "form_file_missing": (
        ("表单引用的清单文件 {name} 没有上传。", "请与工作簿一起上传。"),
        (
            "The list {name} that the form names was not uploaded.",
            "Upload it together with the workbook.",
        ),
        UNCHANGED,
    ),
    "draft_moved": (
        (
            "{who} 刚改过同一处，页面上的已不是最新。",
            "输入的内容还在页面上：复制下来，刷新后再改。",
        ),
        (
            "{who} has just changed the same place; what you see is not the newest.",
            "What you typed is still on the page: copy it, reload, change it again.",
        ),
        UNCHANGED,
    ),
    "choice_answered": (
        (
            "选项 {name} 已有 {count} 份填报选过。",
            "去掉后这些填报仍保留，但新填的人选不到。确认后再去掉。",
        ),
        (
            "{count} submissions have chosen {name}.",
            "They stay, but nobody can choose it any more. Confirm to take it out.",
        ),
        UNCHANGED,
    ),
    "question_answered": (
        (
            "已有 {count} 份填报答过这一题。",
            "去掉后这些答案仍保留，但新版本里没有这一题。确认后再去掉。",
        ),
        (
            "{count} submissions have answered it.",
            "The answers stay, but the new version does not ask. Confirm to remove it.",
        ),
        UNCHANGED,
    ),
    "draft_differs": (
        ("表单与试填时的不同，没有发布。", "请重新上传并再试填一次。"),
        (
            "The form is not what was tried, and was not published.",
            "Upload it again and try it once more.",
        ),
        UNCHANGED,
    ),
    "draft_full": (
        ("这份测试稿已收满。", "请发布或丢弃它，再上传一份新的。"),
        (
            "This draft has taken all that a test may send.",
            "Publish or drop it, then upload another.",
        ),
        UNCHANGED,
    ),
    "draft_file_too_large": (
        ("测试时每个文件不超过 20 MB。", "请换一张小一些的照片。"),
        ("In a test a file has at most 20 MB.", "Take a smaller photo."),
        UNCHANGED,
    ),
    "draft_file_empty": (
        ("有一个文件是空的。", "请重新拍摄后再发送。"),
        ("One of the files is empty.", "Take it again and send it."),
        UNCHANGED,
    ),
    "form_name_too_long": (
        ("表单编号或版本号太长。", "编号不超过 200 字，版本不超过 100 字。"),
        ("The form id or version is too long.", "At most 200 and 100 characters."),
        UNCHANGED,
    ),
    "version_exists": (
        ("版本 {version} 已发布且内容不同。", "请在 settings 表中改用新版本号。"),
        (
            "Version {version} is published with other content.",
            "Give it a new version in the settings sheet.",
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
