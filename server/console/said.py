"""What was just done, said once on the next page."""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Response, request
from flask_babel import lazy_gettext as _

COOKIE = "chafang_said"
SENTENCES = {
    "confirmed": _("已确认"),
    "edited": _("已保存修改"),
    "dropped": _("已不予认定，填报内容和照片保留"),
    "reinstated": _("已撤销，恢复为候选"),
    "promoted": _("已转为候选"),
    "written": _("已写入一个问题"),
    "submitted": _("已提交审核"),
    "accepted": _("已认定，编号"),
    "handed_back": _("已退回组长"),
    "sent_back": _("已退回补充，下次同步时到达手机"),
    "passed": _("已通过"),
    "published": _("已发布"),
    "closed": _("已停止收新填报；手机里已填的仍会收下"),
    "reopened": _("已恢复填报"),
    "withdrawn": _("已撤回；迟到的填报仍会收下并标明"),
    "visit_planned": _("已安排察访，下次同步时到达手机"),
    "visit_cancelled": _("已取消察访"),
    "revoked": _("已停用手机；它已送达的内容都在"),
    "imported": _("已导入"),
    "user_disabled": _("已停用账号"),
    "user_enabled": _("已恢复账号"),
}


def say(response: Response, word: str, about: str = "") -> Response:
    """Let the next page say that something was done."""
    text = quote(f"{word} {about}".strip()[:200])
    response.set_cookie(COOKIE, text, max_age=60, httponly=True, samesite="Lax")
    return response


def last() -> str:
    """Give the sentence that is to be said now; empty when nothing was done."""
    word, _space, about = unquote(request.cookies.get(COOKIE, "")).partition(" ")
    sentence = SENTENCES.get(word)
    return f"{sentence} {about}".strip() if sentence else ""


def forget(response: Response) -> Response:
    """Drop the sentence once a page has shown it."""
    shown = response.mimetype == "text/html" and response.status_code == 200
    if shown and COOKIE in request.cookies:
        response.delete_cookie(COOKIE)
    return response
