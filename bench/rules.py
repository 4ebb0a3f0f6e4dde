"""The rules: how long 45 plaques take, and how fast a whole office is gone through."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.office import Office, told
from forms import xform
from forms.instance import Instance, parse
from forms.library import workbook
from forms.rules import Examined, examine
from forms.workbook import CompiledForm, compile_workbook

#: What a village had on its walls in the year of the survey.
PLAQUES = 45
ROUNDS = 20
#: One app form for each township and one plaque form for each village.
CENSUS = 62_000
PATIENCE = 600.0
ROW = """<plaque><p_text>牌子{n}</p_text><p_type>org</p_type><p_pos>outdoor</p_pos>
<p_level>county</p_level><p_unit>县民政局</p_unit><p_basis>none</p_basis>
<p_assess>{assess}</p_assess><p_active>no</p_active><p_cost>120</p_cost>
<p_village_paid>yes</p_village_paid><p_again>no</p_again><p_out>1</p_out>
<p_bad>1</p_bad><p_keep>remove</p_keep><p_before_photos><p_before>{n}.jpg</p_before>
</p_before_photos><p_removed>no</p_removed><repeat_uuid>row{n}</repeat_uuid></plaque>"""
FORM = """<data id="plaque_audit" version="{version}"><visit>
<site_type>village</site_type>
<county>371424000000</county><town>371424101000</town><village>371424101200</village>
<site_name>某村</site_name><visit_mode>unannounced</visit_mode>
<inspectors>2</inspectors><loc>37.18 116.86 20 8</loc></visit>
<over><seen_out>{count}</seen_out><seen_in>0</seen_in>
<pan_out_photos><pan_out>front.jpg</pan_out></pan_out_photos></over>{rows}
<psum><n_plaque>{count}</n_plaque><n_out>{count}</n_out><n_bad>{count}</n_bad>
<n_paid>{count}</n_paid></psum><wrap><unit_confirm>agree</unit_confirm></wrap>
<meta><instanceID>uuid:bench</instanceID></meta></data>"""


def plaques() -> dict[str, object]:
    """Ask all rules about 45 plaques, and ask again what the form asks of them."""
    published = compile_workbook(workbook("plaque_audit"), "plaque_audit.xlsx")
    filled = _filled(published)
    definition = xform.read(published.xform)

    def look() -> Examined:
        at = datetime(2026, 3, 12, 9, tzinfo=UTC)
        return examine(
            definition, published.rules, filled, finished_at=at, parameters={}
        )

    seen = look()
    began = time.process_time()
    for _ in range(ROUNDS):
        look()
    spent = (time.process_time() - began) / ROUNDS
    return {
        "plaques": PLAQUES,
        "rules": len(published.rules),
        "proposed": len(seen.proposals.candidates),
        "issues": len(seen.issues),
        "ms": round(spent * 1000, 1),
    }


def _filled(published: CompiledForm) -> Instance:
    rows = "".join(
        ROW.format(n=n, assess="yes" if n % 3 else "no") for n in range(PLAQUES)
    )
    written = FORM.format(version=published.version, rows=rows, count=PLAQUES)
    return parse(written.encode())


def again(office: Office, book: Path) -> dict[str, object]:
    """Try the rules of a workbook on all that is there, then put them in force."""
    surroundings = {**os.environ, "CHAFANG_DATA": str(office.folder)}
    named = ("--form", "bench")
    facts = told(surroundings, "rules", "try", str(book), *named)
    _drained(office)
    told(surroundings, "rules", "apply", *named)
    _drained(office)
    count = int(str(facts["total"]))
    tried = office.seconds_between("rules.brought", "rules.tried_to_all")
    applied = office.seconds_between("rules.applied", "rules.applied_to_all")
    return {
        "submissions": count,
        "tried_per_s": round(count / tried, 1),
        "applied_per_s": round(count / applied, 1),
        "census_min": round(CENSUS / (count / applied) / 60, 1),
    }


def _drained(office: Office) -> None:
    """Wait until no job is left."""
    began = time.perf_counter()
    while office.jobs() and time.perf_counter() - began < PATIENCE:
        time.sleep(0.02)
