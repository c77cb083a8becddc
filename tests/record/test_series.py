"""Timeline, calendar, tension and deadlocks of a record."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.ids import fact_id
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from tests.record.crisis import Made, make_crisis, rows_of, second, third


def test_days_are_ranked_by_outlets_then_reports_then_mentions(crisis: OpenRecord) -> None:
    """The day that two outlets speak of comes before the one that one outlet speaks of twice."""
    rows = [(r["day"], r["n_publishers"], r["n_reports"], r["n_mentions"]) for r in crisis.timeline()]
    assert rows == [
        (date(2031, 5, 2), 2, 2, 2),
        (date(2031, 5, 10), 1, 2, 2),
        (date(2031, 5, 1), 1, 1, 1),
    ]
    assert [r["rank"] for r in crisis.timeline()] == [1, 2, 3]


def test_a_day_is_shown_with_its_surest_event(crisis: OpenRecord) -> None:
    """What happened stands for a day before what was only claimed, with report and words."""
    first = next(crisis.timeline(limit=1).rows())
    assert (first["words"], first["modality"], first["n_events"]) == ("shelled", "happened", 2)
    assert first["report_id"] == second().id


def test_filters_on_events_make_a_timeline_of_those_events(crisis: OpenRecord) -> None:
    """With a filter on events only days of such events count; since and until are about the days told of."""
    assert [r["day"] for r in crisis.timeline(type="CONSULT")] == [date(2031, 5, 10)]
    assert [r["day"] for r in crisis.timeline(since="2031-05-02", until="2031-05-09")] == [date(2031, 5, 2)]


def test_the_calendar_has_what_lay_ahead_and_whether_it_still_holds(crisis: OpenRecord) -> None:
    """Talks announced and later called off by a party are one row that says so."""
    (row,) = crisis.calendar()
    assert (row["when_start"], row["certainty"], row["words"]) == (datetime(2031, 5, 10), "called off", "talks")
    assert row["condition"] == "if the rain stops"
    assert (row["n_reports"], row["n_publishers"]) == (1, 1)


def test_a_calendar_before_the_refusal_is_conditional(tmp_path: Path) -> None:
    """An announcement with an "if" is conditional, one without is planned."""
    record = _record(
        tmp_path, _announced("Talks are planned for 10 May if the rain stops.", condition="if the rain stops")
    )
    assert [r["certainty"] for r in record.calendar()] == ["conditional"]
    record = _record(tmp_path / "other", _announced("Talks are planned for 10 May."))
    assert [r["certainty"] for r in record.calendar()] == ["planned"]


def test_events_of_the_past_are_in_no_calendar(tmp_path: Path) -> None:
    """A day before that of the report is not ahead."""
    record = _record(tmp_path, _announced("Talks are planned for 10 May.", published="2031-05-11"))
    assert len(record.select("calendar")) == 0


def test_one_announcement_of_two_reports_is_one_row(tmp_path: Path) -> None:
    """Equal type, day and parties are one row that counts reports and outlets."""
    record = _record(
        tmp_path,
        _announced("Talks are planned for 10 May.", publisher="Coast Herald"),
        _announced("Talks will be on 10 May. Rain is likely.", publisher="Lake Times", published="2031-05-02"),
    )
    (row,) = record.calendar()
    assert (row["n_reports"], row["n_publishers"], row["last_published"]) == (2, 2, date(2031, 5, 2))


def test_series_count_events_and_reports_apart(crisis: OpenRecord) -> None:
    """A week has events by quad class, reports, outlets, and all reports printed in it beside them."""
    rows = {row["start"]: row for row in crisis.tension(country="KEN,UGA")}
    week = rows[date(2031, 5, 5)]
    assert (week["party_a"], week["party_b"]) == ("KEN", "UGA")
    # The refusal of talks and the accusation; the shelling told of counts on its own day, in the week before.
    assert (week["n_events"], week["n_reports"], week["n_reports_all"], week["verbal_conflict"]) == (2, 1, 1, 2)
    week = rows[date(2031, 4, 28)]
    assert (week["n_events"], week["verbal_cooperation"], week["material_conflict"]) == (2, 1, 1)
    assert week["intensity"] == pytest.approx(week["intensity_sum"] / 2)


def test_days_without_events_are_in_the_series(crisis: OpenRecord) -> None:
    """A daily series has every day between its first and its last."""
    rows = list(crisis.tension(period="day", country="KEN,UGA"))
    assert [row["start"] for row in rows] == [date(2031, 5, day) for day in range(1, 9)]
    assert sum(row["n_events"] for row in rows) == 4
    assert rows[4]["intensity"] is None


def test_what_is_only_feared_is_no_tension(tmp_path: Path) -> None:
    """Possible events, background and denied acts of conflict do not count."""
    made = Made("Kenya may shell Uganda. Kenya had fought Uganda. Kenya never raided Uganda.", "2031-05-01", "A", "T")
    kenya, uganda = made.actor("Kenya", "state", "KEN"), made.actor("Uganda", "state", "UGA")
    between = {"actors": (kenya,), "recipients": (uganda,)}
    made.event("shell", "ASSAULT", "possible", **between)
    made.event("fought", "ASSAULT", background=True, **between)
    made.event("raided", "ASSAULT", "denied", **between)
    assert len(_record(tmp_path, made.dossier()).select("tension")) == 0


def test_what_is_threatened_counts_as_words(tmp_path: Path) -> None:
    """An attack threatened is verbal conflict with PLOVER's score of a threat."""
    made = Made("Kenya threatened to shell Uganda.", "2031-05-01", "A", "T")
    kenya, uganda = made.actor("Kenya", "state", "KEN"), made.actor("Uganda", "state", "UGA")
    made.event("shell", "ASSAULT", "threatened", actors=(kenya,), recipients=(uganda,))
    (row,) = _record(tmp_path, made.dossier()).tension()
    assert (row["verbal_conflict"], row["material_conflict"]) == (1, 0)
    assert -8 < row["intensity"] < 0


def test_an_event_of_many_reports_counts_once_when_merged(tmp_path: Path) -> None:
    """Where merge says that two reports tell one event, it is one event of two reports."""
    record = make_crisis(tmp_path)
    told = [(m.id, fact_id(m.id, "event", m.span(w))) for m, w in ((second(), "shelled"), (third(), "shelling"))]
    evidence = [{"report_id": report, "event_id": event} for report, event in told]
    merged = record.derived / "merged"
    merged.mkdir(parents=True)
    member = pa.list_(pa.struct([("report_id", pa.string()), ("event_id", pa.string())]))
    table = pa.table({"id": ["m1"], "evidence": pa.array([evidence], member)})
    pq.write_table(table, merged / "merged_events.parquet")
    rows = {row["start"]: row for row in record.tension(country="KEN,UGA")}
    assert rows[date(2031, 4, 28)]["n_events"] == 2
    # One of the two is between the pair only in the third report: still one event.
    assert len(record.select("merged_events")) == 1


def test_a_change_is_marked_with_its_reports(tmp_path: Path) -> None:
    """After weeks of talks, weeks of shelling: the first of them carries means and reports."""
    days = [date.fromordinal(date(2031, 1, 6).toordinal() + 7 * n) for n in range(16)]
    made = []
    for n, day in enumerate(days):
        word, kind = ("met", "CONSULT") if n < 8 else ("shelled", "ASSAULT")
        extra = " Twice." if n % 2 else ""
        one = Made(f"Week {n}: Kenya {word} Uganda.{extra}", day.isoformat(), "A", f"Week {n}")
        kenya, uganda = one.actor("Kenya", "state", "KEN"), one.actor("Uganda", "state", "UGA")
        one.event(word, kind, actors=(kenya,), recipients=(uganda,))
        if n % 2:
            one.event("Twice", kind, actors=(kenya,), recipients=(uganda,))
        made.append(one.dossier())
    record = _record(tmp_path, *made)
    (row,) = [row for row in record.tension() if row["change"] is not None]
    assert row["start"] == days[8]
    assert row["change_before"] > 0 > row["change_after"]
    assert row["change"] == pytest.approx(row["change_after"] - row["change_before"])
    assert {report["title"] for report in row["change_reports"]} == {"Week 8", "Week 9", "Week 10"}
    assert all(row["change"] is None for row in record.tension(period="day"))


def test_an_unknown_period_is_refused(crisis: OpenRecord) -> None:
    """Series are by day or by week."""
    with pytest.raises(UsageError, match="by day or by week"):
        crisis.tension(period="month").arrow()


def test_newest_positions_that_oppose_are_a_deadlock(crisis: OpenRecord) -> None:
    """Two parties whose newest positions on one issue oppose one another are shown with words and reports."""
    (row,) = crisis.deadlocks()
    assert row["issue"] == "opening of the road"
    sides = {row["party_key_a"]: row["stance_a"], row["party_key_b"]: row["stance_b"]}
    assert sides == {"KEN": "refuses", "UGA": "demands"}
    assert (row["n_reports"], row["n_publishers"]) == (3, 2)
    assert {row["report_id_a"], row["report_id_b"]} == {third().id}


def test_filters_of_deadlocks_hold_for_one_side(crisis: OpenRecord) -> None:
    """A country chooses the deadlocks it is in; an issue those on it."""
    assert crisis.deadlocks(country="UGA", issue="road").count() == 1
    assert crisis.deadlocks(country="RWA").count() == 0


def test_who_gave_way_is_in_no_deadlock(tmp_path: Path) -> None:
    """A later acceptance ends the deadlock."""
    record = make_crisis(tmp_path)
    made = Made("Kenya accepts that the road be opened, Uganda heard.", "2031-05-20", "A", "T")
    kenya = made.actor("Kenya", "state", "KEN")
    made.actor("Uganda", "state", "UGA")
    made.position("the road be opened", kenya, "opening of the road", "accepts")
    record.add(rows_of([made.dossier()]))
    assert len(record.select("deadlocks")) == 0


def test_parties_that_no_report_names_together_are_in_no_deadlock(tmp_path: Path) -> None:
    """Alike words about two matters do not make one."""
    made = []
    for country, code, stance in (("Chile", "CHL", "demands"), ("Laos", "LAO", "refuses")):
        one = Made(f"{country} speaks of release of the prisoners.", "2031-05-20", "A", "T")
        one.position("release of the prisoners", one.actor(country, "state", code), "release of the prisoners", stance)
        made.append(one.dossier())
    assert len(_record(tmp_path, *made).select("deadlocks")) == 0


def _record(folder: Path, *dossiers: Dossier) -> OpenRecord:
    create_record(folder).add(rows_of(dossiers))
    return open_record(folder)


def _announced(
    text: str, *, condition: str | None = None, publisher: str = "Coast Herald", published: str = "2031-05-01"
) -> Dossier:
    made = Made(text, published, publisher, "Talks")
    made.event("Talks", "CONSULT", "planned", when=made.day("10 May", "2031-05-10"),
               condition_span=made.span(condition) if condition else None)  # fmt: skip
    return made.dossier()
