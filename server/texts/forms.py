"""What is said about forms, their drafts and what is edited."""

from server.texts.sentences import UNCHANGED, Sentences

FORMS: dict[str, Sentences] = {
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
    "form_id_unfit": (
        (
            "“{form_id}”不能作表单标识，或者没有写标题。",
            "标识以字母开头，只用字母、数字、下划线和连字符。",
        ),
        (
            "“{form_id}” cannot be a form's id, or there is no title.",
            "Begin with a letter; use letters, digits, underscores and hyphens.",
        ),
        UNCHANGED,
    ),
    "form_id_taken": (
        (
            "已有标识为 {form_id} 的表单。",
            "请换一个标识，或在那张表单的页面上点“编辑”。",
        ),
        (
            "There is a form {form_id} already.",
            "Take another id, or edit that form on its page.",
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
    "type_held": (
        (
            "“{name}”已按别的题型填报过，不能换成这种题型。",
            "请另起代码加一题；旧题可以去掉，填报过的答案都保留。",
        ),
        (
            "“{name}” was answered as another type and cannot become this one.",
            "Add a question under another name; answers that are there stay.",
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
}
