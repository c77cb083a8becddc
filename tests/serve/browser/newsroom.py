"""A record with something for every screen, and characters of one, two and four bytes in all its words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from onrecord.model.dossier import Dossier
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from tests.record.crisis import Made, first, fourth, rows_of, second, third
from tests.serve.quarrel import build_dossier

TEXT = (
    "🕊️ “We 𝒘𝒊𝒍𝒍 open 🌉 the bridge,” Zoë 😀 Oduya of Kenya said. {day} 🗓️ came.\n\n“And soon 🇰🇪!”\n\n"
    "Kenyan troops 💥 shelled 🏚️ Moyale on {day}; at least {dead} 👩‍👩‍👧 people died. Kenya refuses 🙅🏽 talks. "
    "Uganda 🇺🇬 demands 𝕥alks; a summit 🤝 is due on 20 May 2031."
)


def astral(day: str, dead: int, publisher: str) -> Dossier:
    """Return what was found in a report full of emoji: a fact of every kind, a statement in two pieces."""
    made = Made(TEXT.format(day=day, dead=dead), day, publisher, "Bridge 🌉 <b>opens</b> & closes")
    oduya = made.actor("Zoë 😀 Oduya", "person", "KEN", "GOV")
    kenya = made.actor("Kenya", "state", "KEN", "GOV")
    uganda = made.actor("Uganda 🇺🇬", "state", "UGA", "GOV")
    pieces = ["“We 𝒘𝒊𝒍𝒍 open 🌉 the bridge,”", "“And soon 🇰🇪!”"]
    made.statement("said", pieces, [oduya], speaker_span=made.span("Zoë 😀 Oduya"), act="PROMISE")
    place = made.place("Moyale", "KEN", 3.52, 39.05)
    when = made.day(f"{day}#2", day)
    made.event("shelled 🏚️", "ASSAULT", actors=(kenya,), recipients=(uganda,), where=place, when=when)
    summit = made.day("20 May 2031", "2031-05-20")
    made.event("summit 🤝", "CONSULT", "planned", actors=(kenya, uganda), when=summit)
    made.position("refuses 🙅🏽 talks", kenya, "talks 🕊️", "refuses", speaker=oduya)
    made.position("demands 𝕥alks", uganda, "talks 🕊️", "demands")
    scope = made.span("died")
    made.figure(f"at least {dead} 👩‍👩‍👧 people", dead, "deaths", bound="at_least", high=None, of_span=scope)
    return made.dossier()


def make_newsroom(folder: Path) -> OpenRecord:
    """Make the record: twelve reports of two made-up quarrels."""
    days = [date(2031, 5, 5) + timedelta(weeks=n) for n in range(6)]
    dossiers = [build_dossier(n, day) for n, day in enumerate(days)]
    dossiers += [one().dossier() for one in (first, second, third, fourth)]
    dossiers += [astral("2031-05-04", 12, "Lake 📰 Wire"), astral("2031-05-06", 40, "Čas")]
    create_record(folder).add(rows_of(dossiers))
    return open_record(folder)
