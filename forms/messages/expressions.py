"""What is said about expressions."""

from collections.abc import Mapping

EXPRESSIONS: Mapping[str, tuple[str, str]] = {
    "expression_long": (
        "表达式超过 {limit} 个字符。请拆成几个计算题。",
        "The expression is longer than {limit} characters. Split it up.",
    ),
    "expression_deep": (
        "表达式嵌套或运算过多（上限 {limit}）。请拆成几个计算题。",
        "The expression nests or joins more than {limit} parts. Split it up.",
    ),
    "expression_character": (
        "表达式第 {at} 个字符“{text}”无法识别。请检查引号和标点是否为英文半角。",
        (
            "Character {at} of the expression, “{text}”, cannot be read. Check "
            "quotes and punctuation."
        ),
    ),
    "expression_unexpected": (
        "表达式第 {at} 个字符处的“{text}”不该出现在这里。请检查括号和运算符。",
        (
            "“{text}” at character {at} of the expression does not belong there. "
            "Check brackets and operators."
        ),
    ),
    "expression_unfinished": (
        "表达式没有写完：{source}。请检查括号和引号。",
        "The expression ends too early: {source}. Check brackets and quotes.",
    ),
    "expression_function": (
        "没有名为“{name}”的函数，或此处不能使用。请检查拼写。",
        "There is no function “{name}” that can be used here. Check the spelling.",
    ),
    "expression_arguments": (
        "函数“{name}”的参数个数不对。",
        "The function “{name}” was given too many or too few arguments.",
    ),
    "expression_setting": (
        "param() 的第一个参数应为带引号的设置名，如 param('plaque_limit', 8)。",
        (
            "The first argument of param() must be a setting's name in quotes, like "
            "param('plaque_limit', 8)."
        ),
    ),
    "expression_reference": (
        "此处不能用 ${{{name}}}，请写完整路径。",
        "${{{name}}} cannot be used here; write the whole path.",
    ),
    "expression_axis": (
        "路径里不能用“{name}::”。请只用 /、//、. 和 ..。",
        "A path cannot go by “{name}::”. Use /, //, . and .. only.",
    ),
    "expression_wanders": (
        "一条路径里最多用一个“//”。请写出中间各层的名称。",
        "A path may hold “//” only once. Name the levels in between.",
    ),
    "expression_costly": (
        "算这份填报用了太多步（上限 {limit}），已停下。请减少重复组之间的相互比较。",
        (
            "These answers take too many steps to work out (at most {limit}); stopped. "
            "Compare fewer rows with one another."
        ),
    ),
    "expression_late": (
        "算这份填报用了超过 {limit} 秒，已停下。请简化表达式，减少行与行的比较。",
        (
            "These answers take more than {limit} seconds to work out; stopped. Make "
            "the expressions simpler; compare fewer rows."
        ),
    ),
    "expression_large": (
        "拼出的文字超过 {limit} 个字符，已停下。请缩短。",
        "The text put together is longer than {limit} characters; stopped.",
    ),
    "expression_pattern_slow": (
        (
            "正则表达式“{text}”在这项内容上算得太久，已停下。请写得更具体，避免 (a+)+ "
            "一类写法。"
        ),
        (
            "The pattern “{text}” takes too long on this answer; stopped. Make it more "
            "definite; avoid shapes like (a+)+."
        ),
    ),
    "expression_list": (
        "没有名为“{name}”的名单。请检查名称，或把名单随表单一起上传。",
        "There is no list “{name}”. Check the name, or upload the list with the form.",
    ),
    "expression_list_moving": (
        "名单“{name}”天天在变，服务器上的已不是手机填报时的那一份。",
        (
            "The list “{name}” changes from day to day; the server no longer has the "
            "one that the phone had."
        ),
    ),
    "expression_list_unreadable": (
        "名单“{name}”不是可读的 CSV 表格。请用 CSV UTF-8 另存后，随新版本重新发布。",
        (
            "The list “{name}” is no CSV table that can be read. Save it as CSV UTF-8 "
            "and publish it with a new version."
        ),
    ),
    "expression_list_large": (
        "名单“{name}”超过 {limit} 行，instance() 用不了。请改用 pulldata()。",
        (
            "The list “{name}” has over {limit} rows: too many for instance(). Use "
            "pulldata()."
        ),
    ),
    "expression_failed": (
        "表达式无法计算：{text}。",
        "The expression cannot be evaluated: {text}.",
    ),
}
