"""What is in a pack, file by file, and the pack as a stream of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from media.errors import BlobMissing, Undecodable
from media.photo import Darkroom
from media.store import Store
from server.actions import access
from server.actions.life import due
from server.db import LOCAL
from server.errors import NotFound
from server.models import Finding, Submission, Team
from server.reports import ledger, xlsx
from server.reports.documents import confirmation, visit_report, working_paper
from server.reports.documents.matter import Matter, matter
from server.reports.evidence import NONE, Album, Evidence, leaving
from server.reports.pack import PACK, TeamNotNamed, records, stamps
from server.reports.pack.archive import Archive, Entry, Packed, safe
from server.reports.sheet import Column, Kind, Row, Sheet
from server.reports.sheets import rectification
from server.reports.wanted import Wanted

INDEX, SUMS, MADE = "00_目录.xlsx", "SHA256SUMS.txt", "生成时间.txt"
#: Endings of files are shorter than this, with their dot.
LONGEST = 6
COLUMNS = (
    Column("序号", 6, Kind.WHOLE),
    Column("文件", 70, Kind.WRAP),
    Column("说明", 36, Kind.WRAP),
    Column("字节", 12, Kind.WHOLE),
    Column("SHA-256", 68),
)


#: Lists a finding's photos for a pack; notes what is held back.
Photos = Callable[["Pack", Finding, Evidence, list[str]], Iterator[Entry]]


@dataclass(frozen=True, slots=True)
class Pack:
    """One team's pack: whose findings, and what it is made with."""

    wanted: Wanted
    team: Team
    about: Matter
    store: Store
    darkroom: Darkroom
    photos: Photos


def pack(wanted: Wanted, store: Store, darkroom: Darkroom) -> Pack:
    """Prepare a team's pack as of the end of a day; raises TeamNotNamed, NotFound.

    The day is fixed, so that the same filter gives the same bytes.
    """
    if not wanted.chosen.team:
        raise TeamNotNamed
    named = Team.of(wanted.campaign.id).where(Team.code == wanted.chosen.team)
    team = wanted.session.scalar(named)
    if team is None:
        raise NotFound
    day = wanted.chosen.as_of or due.today(wanted.at)
    chosen = replace(wanted.chosen, as_of=day)
    fixed = replace(wanted, chosen=chosen)
    about = matter(wanted.session, store, wanted.campaign, wanted.at, day)
    return Pack(fixed, team, about, store, darkroom, _stamped)


def with_originals(of: Pack) -> Pack:
    """Add to a pack the originals of photos that leave uncovered."""
    return replace(of, photos=_both)


def stream(of: Pack) -> Iterator[bytes]:
    """Give the pack's bytes as they are made."""
    archive = Archive()
    held: list[str] = []
    yield from archive.add([Entry(MADE, partial(_made, of))])
    told = archive.packed.pop()
    yield from archive.add(_entries(of, held))
    index = partial(_index, of, list(archive.packed), held)
    yield from archive.add([Entry(INDEX, index, "目录")])
    sums = partial(_sums, sorted(archive.packed, key=lambda one: one.name))
    yield from archive.add([Entry(SUMS, sums)])
    archive.packed.append(told)
    yield archive.end()


def write(out: BinaryIO, of: Pack) -> None:
    """Write the pack into a file."""
    out.writelines(stream(of))


def name_of_file(of: Pack) -> str:
    """Name the pack: campaign, team, day."""
    day = f"{of.about.day:%Y%m%d}"
    return safe(f"{of.wanted.campaign.name[:40]}_{of.team.code}_{PACK}_{day}") + ".zip"


def _entries(of: Pack, held: list[str]) -> Iterator[Entry]:
    """List the files in the order in which they are made; note what is held back."""
    yield Entry("01_察访情况报告.docx", partial(_report, of), "察访情况报告（组）")
    yield Entry("02_问题台账.xlsx", partial(_ledger, of), "问题台账")
    yield Entry("03_整改清单.xlsx", partial(_rectification, of), "整改清单")
    for one in records.submissions(of.wanted, of.team):
        write_paper = partial(_paper, of, one)
        yield Entry(_paper_name(one), write_paper, f"工作底稿 {one.site_name}")
    for part in of.wanted.findings():
        evidence = leaving(of.wanted.session, [finding.id for finding in part])
        for finding in part:
            yield from of.photos(of, finding, evidence.get(finding.id, NONE), held)
            yield _confirmation(of, finding)
    yield Entry(
        "07_数据/submissions.jsonl",
        partial(records.write_submissions, wanted=of.wanted, team=of.team),
        "填报记录",
    )
    findings = partial(records.write_findings, wanted=of.wanted)
    yield Entry("07_数据/findings.csv", findings, "问题台账（CSV）")
    points = partial(records.write_points, wanted=of.wanted, team=of.team)
    yield Entry("07_数据/points.geojson", points, "点位，WGS-84")


def _report(of: Pack, out: BinaryIO) -> None:
    visit_report.write(out, of.about, of.wanted, of.team)


def _ledger(of: Pack, out: BinaryIO) -> None:
    album = Album(of.store, of.wanted.campaign.room, ledger.MOST_PICTURES)
    xlsx.write(out, [ledger.sheet(of.wanted, album)])


def _rectification(of: Pack, out: BinaryIO) -> None:
    xlsx.write(out, [rectification.sheet(of.wanted)])


def _paper(of: Pack, one: Submission, out: BinaryIO) -> None:
    working_paper.write(out, of.about, one)


def _paper_name(one: Submission) -> str:
    day = f"{due.today(one.finished_at):%Y%m%d}"
    folder = safe(f"{day}_{one.site_name[:30]}_{one.visit_id}")
    return f"04_工作底稿/{folder}/{safe(one.instance_id.removeprefix('uuid:'))}.docx"


def _number(finding: Finding) -> str:
    return safe(finding.finding_no or finding.key)


def _confirmation(of: Pack, finding: Finding) -> Entry:
    def written(out: BinaryIO) -> None:
        confirmation.write(out, of.about, [finding])

    return Entry(f"06_问题确认单/{_number(finding)}.docx", written, "问题确认单")


def _both(
    of: Pack, finding: Finding, evidence: Evidence, held: list[str]
) -> Iterator[Entry]:
    """List the stamped copies, and then the originals."""
    yield from _stamped(of, finding, evidence, held)
    yield from _originals(of, finding, evidence, held)


def _originals(
    of: Pack, finding: Finding, evidence: Evidence, held: list[str]
) -> Iterator[Entry]:
    """List the originals as they came, where the actor reviews; of none covered."""
    home, place = of.wanted.campaign, (finding.team_id, finding.region_code)
    if not access.may(of.wanted.actor, "submission.review", home, *place):
        return
    known = stamps.shots(of.about, [one.attachment_id for one in evidence.photos])
    for number, photo in enumerate(evidence.photos, start=1):
        original = known[photo.attachment_id].photo
        if original.sha256 != photo.sha256:
            held.append(f"{_number(finding)}：第{number}份已涂抹，原件未随包")
            continue
        try:
            with photo.open(of.store, of.wanted.campaign.room) as stream_:
                content = stream_.read()
        except BlobMissing:
            continue
        name = f"{number:02d}_original{_ending(original.name)}"
        where = f"05_佐证/{_number(finding)}/{name}"
        yield Entry(where, _bytes(content), "佐证原件（无水印）")


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) < LONGEST else ".bin"


def _stamped(
    of: Pack, finding: Finding, evidence: Evidence, held: list[str]
) -> Iterator[Entry]:
    """Stamp the copies of a finding's photos that may leave, one by one."""
    if evidence.held:
        held.append(f"{_number(finding)}：{evidence.told}，未随包")
    known = stamps.shots(of.about, [one.attachment_id for one in evidence.photos])
    for number, photo in enumerate(evidence.photos, start=1):
        shot = known[photo.attachment_id]
        try:
            with photo.open(of.store, of.wanted.campaign.room) as stream_:
                copy = of.darkroom.stamp(
                    stream_.read(), stamps.lines(of.about, shot), stamps.FONT
                )
        except (BlobMissing, Undecodable):
            held.append(f"{_number(finding)}：第{number}份不能加水印，未随包")
            continue
        when = "after" if stamps.is_after(shot.photo) else "before"
        name = f"05_佐证/{_number(finding)}/{number:02d}_{when}.jpg"
        yield Entry(name, _bytes(copy), "佐证照片（水印件）")
        of.wanted.tell(1)


def _bytes(content: bytes) -> Callable[[BinaryIO], None]:
    def written(out: BinaryIO) -> None:
        out.write(content)

    return written


def _index(
    of: Pack, packed: Sequence[Packed], held: Iterable[str], out: BinaryIO
) -> None:
    """Write the index: every file with its fingerprint, and what was held back."""
    ordered = sorted(packed, key=lambda one: one.name)
    files = [
        Row((place, one.name, one.about, one.size, one.sha256))
        for place, one in enumerate(ordered, start=1)
    ]
    kept = [Row((None, "（未随包）", said, None, None)) for said in held]
    title = f"{of.wanted.campaign.name}{of.team.name}{PACK}目录"
    sheet = Sheet("目录", title, of.wanted.subtitle, COLUMNS, [*files, *kept])
    xlsx.write(out, [sheet])


def _sums(packed: Sequence[Packed], out: BinaryIO) -> None:
    """Write what `sha256sum -c` reads."""
    out.writelines(f"{one.sha256}  {one.name}\n".encode() for one in packed)


def _made(of: Pack, out: BinaryIO) -> None:
    """Write the one file that differs each time: when, by whom, chosen how."""
    at = f"{of.wanted.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
    said = f"导出时间：{at}\n导出人：{of.wanted.actor.name}\n{of.wanted.subtitle}\n"
    out.write(said.encode())
