"""Cursors: every service has taken in what it hears, up to the noted heads. Pure."""

from collections.abc import Iterable, Mapping

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import CursorAt, Picture


def judge_cursors(picture: Picture, sources: Mapping[str, Iterable[str]]) -> Finding:
    """Each hearer's cursor of each source has passed its noted head. `sources`: by hearer."""
    finding = Finding(Invariant.CURSORS_AT_HEADS)
    for hearer, heard in sources.items():
        for source in heard:
            noted = picture.noted.get(source, 0)
            end = picture.ends.get(source, picture.part(source).head)
            if end == 0 and source not in picture.part(hearer).cursors:
                continue
            finding.looked["cursors"] += 1
            cursor = picture.part(hearer).cursors.get(source, CursorAt(0))
            what = f"{cursor.sequence} of {noted}"
            if cursor.stopped is not None:
                finding.fault(
                    "source_stopped", hearer, picture.stream, source, f"{cursor.stopped}: {what}"
                )
            elif cursor.sequence < noted:
                finding.fault("cursor_behind", hearer, picture.stream, source, what)
            elif cursor.sequence > end:
                note = f"{cursor.sequence}, but the journal ends at {end}"
                finding.fault("cursor_beyond_end", hearer, picture.stream, source, note)
    return finding
