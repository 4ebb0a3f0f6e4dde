"""Rules made (制度成果): by stage, of a theme or of advice, and looked at again."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

from server.actions.life import due
from server.db import clock_at, now
from server.models import SystemMeasure
from tests.actors.rectifying import again
from tests.server.console.clerk import Clerk, keys, text
from tests.server.console.test_advice import asked, delivered
from tests.server.console.test_themes import found, head, put, theme_of

__all__ = ["asked", "found", "head"]
TITLE = "特困人员补贴资料审核办法"


def add(head, office, theme, **changes):
    told = {"unit": str(office.unit("LY-DSJ").id), "title": TITLE, "kind": "rule"}
    return head.send(f"/themes/{theme}/measures", **{**told, **changes})


def key_of(office, title=TITLE):
    with office.reading() as session:
        return session.query(SystemMeasure).filter_by(title=title).one().key


def force(seat, path, **told):
    file = (io.BytesIO(b"%PDF-1.4 rule"), "办法.pdf")
    day = str(due.today(now()))
    sent = {"stage": "in_force", "doc_no": "临民发〔2026〕8号", "in_force_on": day}
    return seat.send(f"{path}/move", **{**sent, "document": file, **told})


def test_a_rule_goes_from_stage_to_stage_and_opens_to_its_findings(head, office, found):
    theme = theme_of(head)
    put(head, theme, *found)
    add(head, office, theme, part="资料审核")
    assert TITLE in head.read(f"/themes/{theme}")
    path = f"/measures/{key_of(office)}"
    head.done(f"{path}/move", stage="consulting")
    assert head.send(f"{path}/move", stage="drafting").status_code == 409
    assert "没有填文号" in text(head.send(f"{path}/move", stage="issued"))
    assert "没有填施行日期" in text(force(head, path, in_force_on=""))
    assert force(head, path).status_code == 303
    page = head.read(path)
    assert "临民发〔2026〕8号" in page
    assert all(again(office, one).finding_no in page for one in found)
    assert head.open(f"{path}/file").data == b"%PDF-1.4 rule"
    assert TITLE in head.read("/measures", stage="in_force")
    assert TITLE not in head.read("/measures", stage="drafting")
    assert "制度成果 1 已施行 1" in head.read("/overview")
    assert office.fsck() == []
    media = office.app.extensions["settings"].data / "media"
    next(media.rglob(hashlib.sha256(b"%PDF-1.4 rule").hexdigest())).unlink()
    assert [(one.what, one.name) for one in office.fsck()] == [("rule made", TITLE)]


def test_what_is_not_kept_begins_anew(head, office, found):
    theme = theme_of(head)
    add(head, office, theme)
    path = f"/measures/{key_of(office)}"
    assert head.send(f"{path}/holds", words="好").status_code == 409
    force(head, path)
    with clock_at(now() + timedelta(days=190)):
        later = Clerk(head.browser.application).sign_in("city")
        assert "该回头看了" in later.read("/measures")
        assert "没有写看到的情况" in text(later.send(f"{path}/holds", words=" "))
        later.done(f"{path}/holds", words="抽查 20 份，都按办法审核。")
        assert "该回头看了" not in later.read("/measures")
        page = later.done(f"{path}/broken", words="又有未审先发。")
    assert "没有落实 2" in page
    assert "起草" in page
    today = Clerk(head.browser.application).sign_in("city")
    assert "制度成果 1 已施行 0" in today.read("/overview")


def test_a_unit_reports_what_it_makes_upon_its_recommendation(clerk, asked, office):
    unit = delivered(clerk, asked)
    own = f"/tasks/recommendations/{asked}"
    told = {"title": TITLE, "kind": "flow", "part": "资料审核"}
    assert TITLE in unit.done(f"{own}/measures", **told)
    key = key_of(office)
    assert force(unit, f"/tasks/measures/{key}", doc_no="").status_code == 303
    assert "施行" in unit.read(own)
    assert TITLE in clerk("city").read(f"/recommendations/{asked}")
    assert unit.open(f"/tasks/measures/{key}/file").data == b"%PDF-1.4 rule"
    other = clerk("civil")
    assert other.send(f"/tasks/measures/{key}/move", stage="issued").status_code == 404
    assert other.open(f"/tasks/measures/{key}/file").status_code == 404
    assert other.send(f"{own}/measures", **told).status_code == 404
    assert unit.open(f"/measures/{key}").status_code in (403, 404)
    assert clerk("qihe").open(f"/measures/{key}").status_code == 404


def test_what_is_missing_is_refused_by_name(head, office, found):
    theme = theme_of(head)
    for changes, said in (
        ({"unit": ""}, "没有选单位"),
        ({"kind": "poem"}, "没有这种制度成果"),
        ({"title": " "}, "没有写名称"),
    ):
        assert said in text(add(head, office, theme, **changes))
    assert office.count(SystemMeasure) == 0
    assert keys(head.open("/measures"), r"/measures/([\w-]{20,})\"") == []
