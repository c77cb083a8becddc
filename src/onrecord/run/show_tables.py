"""Rows of a record for a terminal: a line of columns fitted to the width, and below it the words they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.codebook.country_names import country_name
from onrecord.run.formats.columns import columns, one_line, shorten, wrap

Row = Mapping[str, Any]
#: Columns between two cells, and before the words below a line.
_GAP = "  "
_INDENT = "    "
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    cell: Callable[[Row], str]
    right: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows of one kind look."""

    columns: Sequence[Column]
    #: Lines below a row: the evidence first; empty ones are left out.
    below: Callable[[Row], Sequence[str]] = lambda _: ()
    #: A line over rows that belong together; None where none do.
    group: Callable[[Row], str] | None = None


def draw_table(rows: Sequence[Row], layout: Layout, width: int) -> str:
    """Return rows as text.

    Args:
        rows: At least one.
        layout: How they look.
        width: Columns of the terminal.
    """
    cells = [[one_line(column.cell(row)) for column in layout.columns] for row in rows]
    filled = [n for n in range(len(layout.columns)) if any(line[n] for line in cells)]
    shown = [layout.columns[n] for n in filled]
    wanted = [max(columns(shown[k].heading), *(columns(line[n]) for line in cells)) for k, n in enumerate(filled)]
    sizes = fit(wanted, width - len(_GAP) * (len(filled) - 1), fixed=[column.right for column in shown])
    lines = [_line([column.heading for column in shown], sizes, shown)]
    lines.append("─" * min(width, sum(sizes) + len(_GAP) * (len(sizes) - 1)))
    over = ""
    for row, line in zip(rows, cells, strict=True):
        if layout.group and layout.group(row) != over:
            over = layout.group(row)
            lines.extend(wrap(one_line(over), width))
        lines.append(_line([line[n] for n in filled], sizes, shown))
        for words in layout.below(row):
            if words:
                lines.extend(wrap(one_line(words), width, label=_INDENT, hang=len(_INDENT)))
    return "\n".join(lines) + "\n"


def fit(wanted: Sequence[int], room: int, *, fixed: Sequence[bool] = ()) -> list[int]:
    """Return widths that fit into ``room`` where that can be: the widest give way first; numbers never do.

    >>> fit([10, 40, 20], 50)
    [10, 20, 20]
    """
    sizes = list(wanted)
    free = [n for n in range(len(sizes)) if not (n < len(fixed) and fixed[n])]
    while sum(sizes) > room and free:
        widest = max(free, key=lambda n: sizes[n])
        if sizes[widest] <= _LEAST:
            break
        sizes[widest] -= 1
    return sizes


def _line(cells: Sequence[str], sizes: Sequence[int], shown: Sequence[Column]) -> str:
    padded = []
    for cell, size, column in zip(cells, sizes, shown, strict=True):
        text = shorten(cell, size)
        space = " " * (size - columns(text))
        padded.append(space + text if column.right else text + space)
    return _GAP.join(padded).rstrip()


def plain_layout(names: Sequence[str]) -> Layout:
    """Return a layout for any columns, as a query has them."""
    return Layout([Column(name, _plain_cell(name)) for name in names])


def _plain_cell(name: str) -> Callable[[Row], str]:
    return lambda row: show_value(row[name])


def show_value(value: Any) -> str:
    """Return a value for the eye: nothing for null, days without the hour of midnight, four digits of a fraction."""
    if value is None:
        return ""
    for kind, shown in _SHOWN:
        if isinstance(value, kind):
            return shown(value)
    return str(value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.4g}"


_SHOWN: Sequence[tuple[type, Callable[[Any], str]]] = (
    (bool, lambda value: "yes" if value else "no"),
    (datetime, lambda value: str(value.isoformat(sep=" ", timespec="minutes")).removesuffix(" 00:00")),
    (date, date.isoformat),
    (float, _number),
    (list, lambda value: ", ".join(map(show_value, value))),
    (dict, lambda value: ", ".join(f"{k} {show_value(v)}" for k, v in value.items() if v is not None)),
)


def _value(name: str, heading: str, *, right: bool = False) -> Column:
    return Column(heading, _plain_cell(name), right)


def _who(row: Row) -> str:
    if row["speaker"]:
        land = country_name(row["speaker_country"]) if row["speaker_country"] else ""
        return f"{row['speaker']} ({land})" if land and land not in row["speaker"] else str(row["speaker"])
    return f'"{row["speaker_words"]}" (not known who)' if row["speaker_words"] else "somebody not named"


def _how(row: Row) -> str:
    polarity = row["polarity"] if row["polarity"] != "affirmed" and row["act"] != "REJECT" else None
    return ", ".join(filter(None, [row["cue"] or row["form"], row["act"], polarity]))


def _passed_on(row: Row) -> str:
    return f"passed on by {', '.join(row['passed_on_by'])}" if row["passed_on_by"] else ""


def _parties(row: Row) -> str:
    doers, others = (", ".join(row[name] or ()) for name in ("actors", "recipients"))
    return f"{doers or '?'} → {others}" if others else doers


def _act(row: Row) -> str:
    kind = row.get("custom_type") or row["type"] or ""
    return f"{kind}/{row['mode']}" if row.get("mode") else kind


def _state(row: Row) -> str:
    return f"{row['modality']} not to" if row["negated"] else str(row["modality"])


def _marked(row: Row) -> str:
    """Return the words round a trigger with the trigger between two marks."""
    sentence, words = row["sentence"] or "", row["words"] or ""
    return sentence.replace(words, f"*{words}*", 1) if words and words in sentence else sentence or words


def _beside(row: Row) -> str:
    notes = [
        f"if: {row['condition']}" if row["condition"] else "",
        f"says {', '.join(row['said_by'])}" if row["said_by"] else "",
        f"suspected: {', '.join(row['actors_alleged'])}" if row["actors_alleged"] else "",
        f"disputed by {', '.join(row['disputed_by'])}" if row["disputed_by"] else "",
        "background" if row["background"] else "",
    ]
    return "; ".join(filter(None, notes))


def _days(row: Row) -> str:
    first, last = row["when_start"], row["when_end"]
    if first is None:
        return ""
    return show_value(first) if last is None or (last - first).days <= 1 else f"{first.date()} – {last.date()}"


def _side(side: str) -> Callable[[Row], str]:
    def words(row: Row) -> str:
        day = f", {row[f'published_{side}']}" if row[f"published_{side}"] else ""
        origin = f"{row[f'publisher_{side}'] or 'outlet not known'}{day}"
        return f"{_side_name(row, side)} {row[f'stance_{side}']}: {row[f'words_{side}']} [{origin}]"

    return words


def _side_name(row: Row, side: str) -> str:
    """Return the party, and who spoke for it where that is somebody else."""
    party, key = str(row[f"party_{side}"]), str(row[f"party_key_{side}"])
    name = country_name(key)
    return party if name in (key, party) else f"{name} ({party})"


def _pair(row: Row) -> str:
    return f"{country_name(row['party_a'])} – {country_name(row['party_b'])}"


def _change(row: Row) -> str:
    if row["change"] is None:
        return ""
    return f"{'▲' if row['change'] > 0 else '▼'} {row['change_before']:.1f} to {row['change_after']:.1f}"


def _change_reports(row: Row) -> list[str]:
    return [
        f"{r['report_id'][:12]}  {r['published']}  {r['publisher'] or ''}: {r['title'] or '(no title)'}"
        for r in row["change_reports"]
    ]


_PUBLISHED = _value("published", "published")
_PUBLISHER = _value("publisher", "publisher")
_COUNTS = [
    _value("n_publishers", "outlets", right=True),
    _value("n_reports", "reports", right=True),
    _value("n_mentions", "mentions", right=True),
]

LAYOUTS: Mapping[str, Layout] = {
    "reports": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            _value("n_statements", "said", right=True),
            _value("n_events", "events", right=True),
            _value("n_positions", "stands", right=True),
            Column("report", lambda row: row["report_id"][:12]),
        ],
        lambda row: [row["title"] or one_line(row["text"][:120])],
    ),
    "statements": Layout(
        [_PUBLISHED, _PUBLISHER, Column("who", _who), Column("how", _how)], lambda row: [row["words"], _passed_on(row)]
    ),
    "events": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            Column("event", _act),
            Column("state", _state),
            Column("who → whom", _parties),
            Column("when", _days),
            _value("place", "where"),
        ],
        lambda row: [_marked(row), _beside(row)],
    ),
    "positions": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            _value("issue", "issue"),
            _value("party", "party"),
            _value("stance", "stance"),
            _value("toward", "toward"),
        ],
        lambda row: [row["words"], f"says {row['speaker']}" if row["speaker"] not in (None, row["party"]) else ""],
    ),
    "figures": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            _value("unit", "unit"),
            _value("low", "least", right=True),
            _value("best", "best", right=True),
            _value("high", "most", right=True),
            _value("bound", "bound"),
            _value("of", "of"),
        ],
        lambda row: [_marked(row)],
    ),
    "times": Layout(
        [_PUBLISHED, _PUBLISHER, _value("type", "type"), _value("value", "value"), Column("days", _days)],
        lambda row: [row["words"]],
    ),
    "places": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            _value("name", "name"),
            Column("country", lambda row: country_name(row["country"]) if row["country"] else ""),
            _value("lat", "lat", right=True),
            _value("lon", "lon", right=True),
            _value("use", "use"),
        ],
        lambda row: [row["words"]],
    ),
    "actors": Layout(
        [
            _PUBLISHED,
            _PUBLISHER,
            _value("name", "name"),
            _value("kind", "kind"),
            Column("country", lambda row: country_name(row["country"]) if row["country"] else ""),
            _value("sector", "sector"),
            _value("actor_title", "title"),
        ],
        lambda row: [" · ".join(row["mentions"][:8])],
    ),
    "timeline": Layout(
        [
            _value("rank", "rank", right=True),
            _value("day", "day"),
            *_COUNTS,
            _value("n_events", "events", right=True),
            Column("event", lambda row: _act({**row, "mode": None}) if row["type"] else ""),
            Column("who → whom", lambda row: _parties(row) if row["type"] else ""),
        ],
        lambda row: [_marked(row), f"[{row['publisher'] or 'outlet not known'}]" if row["words"] else ""],
    ),
    "calendar": Layout(
        [
            Column("day", _days),
            Column("event", _act),
            _value("certainty", "certainty"),
            Column("who → whom", _parties),
            _value("place", "where"),
            *_COUNTS[:2],
        ],
        lambda row: [
            _marked(row),
            f"if: {row['condition']}" if row["condition"] else "",
            f"[{row['publisher'] or 'outlet not known'}, {row['published']}]",
        ],
    ),
    "tension": Layout(
        [
            _value("start", "from"),
            _value("n_events", "events", right=True),
            _value("n_reports", "reports", right=True),
            _value("n_reports_all", "of", right=True),
            _value("verbal_cooperation", "coop+", right=True),
            _value("material_cooperation", "coop++", right=True),
            _value("verbal_conflict", "confl-", right=True),
            _value("material_conflict", "confl--", right=True),
            Column("mean", lambda row: "" if row["intensity"] is None else f"{row['intensity']:+.1f}", right=True),
            Column("change", _change),
        ],
        _change_reports,
        _pair,
    ),
    "deadlocks": Layout(
        [_value("issue", "issue"), *_COUNTS[:2]], lambda row: [_side("a")(row), _side("b")(row)]
    ),
    "stories": Layout(
        [
            _value("first", "first"),
            _value("last", "last"),
            _value("n_reports", "reports", right=True),
            _value("n_publishers", "outlets", right=True),
        ],
        below=lambda row: [row["title"] or "untitled"],
    ),
    "merged_events": Layout(
        [
            Column("when", lambda row: show_value(row["start"])),
            _value("type", "event"),
            _value("modality", "state"),
            Column("who → whom", _parties),
            _value("place", "where"),
            _value("n_reports", "reports", right=True),
            _value("n_publishers", "outlets", right=True),
        ],
        below=lambda row: [row["words"] or ""],
    ),
    "rejects": Layout(
        [_value("ingested_at", "when"), _value("code", "code"), _value("origin", "origin")],
        lambda row: [row["reason"]],
    ),
}  # fmt: skip
