"""What is said about answers; always, that what was kept is safe."""

from collections.abc import Mapping

INSTANCES: Mapping[str, tuple[str, str]] = {
    "not_xml": (
        (
            "收到的填报内容不是完整的 XML（{reason}），没有保存。请在手机上重新发送。"
            "服务器上已保存的内容没有变化。"
        ),
        (
            "What arrived is no complete XML ({reason}) and was not kept. Send it "
            "again from the phone. Nothing that the server had kept has changed."
        ),
    ),
    "dtd_not_allowed": (
        (
            "填报内容带有文档类型声明（DTD），出于安全已拒绝。请用本系统或 ODK "
            "Collect 填报。服务器上已保存的内容没有变化。"
        ),
        (
            "The answers declare a document type (DTD), which is not allowed. Fill "
            "the form in our app or in ODK Collect. Nothing that the server had kept "
            "has changed."
        ),
    ),
    "too_deep": (
        (
            "填报内容嵌套超过 {limit} 层，已拒绝。请用本系统或 ODK Collect 填报。服务"
            "器上已保存的内容没有变化。"
        ),
        (
            "The answers nest deeper than {limit} levels. Fill the form in our app "
            "or in ODK Collect. Nothing that the server had kept has changed."
        ),
    ),
    "too_large": (
        (
            "填报内容超过 {limit} MB 或条目过多。请减少重复组的条数，分两次填报。服务"
            "器上已保存的内容没有变化。"
        ),
        (
            "The answers are larger than {limit} MB or have too many rows. Split "
            "them into two submissions. Nothing that the server had kept has changed."
        ),
    ),
    "no_form_id": (
        (
            "填报内容没有写明是哪份表单，没有保存。请重新下载表单后再填。服务器上已保"
            "存的内容没有变化。"
        ),
        (
            "The answers do not say which form they belong to. Download the form "
            "again and fill it anew. Nothing that the server had kept has changed."
        ),
    ),
    "not_its_answers": (
        (
            "收到的答案里没有表单“{form}”的任何一道题，像是另一张表单的填报。请从填写它"
            "的表单重新发送。服务器上已保存的内容没有变化。"
        ),
        (
            "Not one of the answers is to a question of “{form}”; they look like "
            "another form's. Send them from the form that was filled. Nothing that "
            "the server had kept has changed."
        ),
    ),
    "not_this_form": (
        (
            "这是表单“{sent}”的填报，却发到了“{form}”。请从该表单重新发送。服务器上已"
            "保存的内容没有变化。"
        ),
        (
            "These answers belong to the form “{sent}” but were sent to “{form}”. "
            "Send them there. Nothing that the server had kept has changed."
        ),
    ),
    "no_instance_id": (
        (
            "填报内容没有编号（instanceID），无法防止重复，没有保存。请更新手机上的应"
            "用后重新发送。服务器上已保存的内容没有变化。"
        ),
        (
            "The answers carry no instanceID, so a copy could not be told from the "
            "original. Update the app and send again. Nothing that the server had "
            "kept has changed."
        ),
    ),
    "bad_instance_id": (
        (
            "填报编号（instanceID）不可用：{reason}。请更新手机上的应用后重新发送。服"
            "务器上已保存的内容没有变化。"
        ),
        (
            "The instanceID cannot be used: {reason}. Update the app and send again. "
            "Nothing that the server had kept has changed."
        ),
    ),
}
