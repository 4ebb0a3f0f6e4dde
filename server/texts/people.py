"""What is said about signing in, accounts and rights."""

from server.texts.sentences import UNCHANGED, Sentences

PEOPLE: dict[str, Sentences] = {
    "not_found": (
        ("没有找到。", "请核对地址；也可能不在本人的权限范围内。"),
        ("Not found.", "Check the address; it may also be outside your scope."),
        UNCHANGED,
    ),
    "not_allowed": (
        ("本账号不能做这一步。", "请转有此权限的人员办理。"),
        ("Your account may not do this.", "Pass it on to somebody who may."),
        UNCHANGED,
    ),
    "sign_in_needed": (
        ("尚未登录或登录已过期。", "请重新登录后继续。"),
        ("Not signed in, or signed out by time.", "Sign in and go on."),
        UNCHANGED,
    ),
    "own_finding": (
        ("不能认定本人提交的问题。", "请转其他审核员。"),
        ("You cannot accept your own finding.", "Pass it on to another reviewer."),
        UNCHANGED,
    ),
    "stale_form": (
        ("页面已过期。", "请刷新页面后重试。"),
        ("This page is out of date.", "Reload it and try again."),
        UNCHANGED,
    ),
    "too_many": (
        ("尝试次数过多。", "请 {minutes} 分钟后再试。"),
        ("Too many tries.", "Try again in {minutes} minutes."),
        UNCHANGED,
    ),
    "sign_in_wrong": (
        ("账号或密码不正确。", "请检查后重试。"),
        ("Login or password is not right.", "Check both and try again."),
        UNCHANGED,
    ),
    "sign_in_too_many": (
        ("尝试次数过多。", "请 {minutes} 分钟后再试。"),
        ("Too many attempts.", "Try again in {minutes} minutes."),
        UNCHANGED,
    ),
    "login_taken": (
        ("账号 {login} 已存在。", "请换一个账号。"),
        ("The login {login} is taken.", "Choose another."),
        UNCHANGED,
    ),
    "login_missing": (
        ("没有填写账号。", "请填写登录账号。"),
        ("No login was given.", "Fill it in."),
        UNCHANGED,
    ),
    "login_bad": (
        ("账号 {login} 不符合规则。", "请用小写字母、数字和 - _ . @。"),
        ("The login {login} will not do.", "Use lower-case letters, digits, - _ . @."),
        UNCHANGED,
    ),
    "display_name_missing": (
        ("没有填写显示名称。", "请填写。"),
        ("No display name was given.", "Fill it in."),
        UNCHANGED,
    ),
    "role_unknown": (
        ("没有角色 {role}。", "请从列表中选择。"),
        ("There is no role {role}.", "Choose one of the list."),
        UNCHANGED,
    ),
    "role_needs_place": (
        ("角色 {role} 需要指定范围。", "请填写地区、察访组或责任单位。"),
        ("The role {role} needs its place.", "Give a region, a team or a unit."),
        UNCHANGED,
    ),
    "role_above": (
        ("该角色的范围超出本办公室的地区。", "请由上级办公室办理。"),
        (
            "The role reaches beyond your own office's region.",
            "Ask the office above.",
        ),
        UNCHANGED,
    ),
    "own_office": (
        ("不能收回本人管理本专项的角色。", "请由其他办公室人员办理。"),
        (
            "You cannot take back your own role of managing the campaign.",
            "Ask another of the office.",
        ),
        UNCHANGED,
    ),
    "last_office": (
        ("收回后就没有人管理本专项了。", "请先让另一人担任办公室。"),
        (
            "Nobody would be left to manage the campaign.",
            "Make somebody else the office first.",
        ),
        UNCHANGED,
    ),
    "own_account": (
        ("不能停用本人账号。", "请由其他办公室人员办理。"),
        ("You cannot disable your own account.", "Ask another of the office."),
        UNCHANGED,
    ),
    "shared_account": (
        ("此人还在其他专项任职。", "请由管理全部相关专项的办公室办理。"),
        (
            "This person also holds a role in another campaign.",
            "Ask an office that manages both.",
        ),
        UNCHANGED,
    ),
    "password_length": (
        ("密码长度不合要求。", "密码须为 {shortest}–{longest} 个字符。"),
        ("The password has the wrong length.", "{shortest} to {longest} characters."),
        UNCHANGED,
    ),
}
