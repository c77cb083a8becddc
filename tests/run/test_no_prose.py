"""What is no report: headlines, tables, verse. The shipped network reads them, and nothing in them is trusted."""

from __future__ import annotations

import pytest

from onrecord.run.formats.text import write
from onrecord.run.read import read_text

HEADLINES = """Army Shells Northern City, Dozens Killed
Borduria Rejects Truce Offer
Syldavia Threatens To Close Strait
US imposes new sanctions on Tehran
Protesters storm parliament in Klow
China and India sign border deal
"""
TABLE = """Date\tActor\tAct\tTarget
2031-01-01\tBorduria\tattacked\tSyldavia
2031-01-02\tNATO\tcondemned\tBorduria
2031-01-03\tIran\tthreatened\tIsrael
| Borduria | invaded | Syldavia |
"""
POEM = """The cannon roared at break of day,
The raiders shelled the town,
The king of Spain had gone away,
The rebels burned it down.

O weep for those the army killed,
For treaties signed in vain,
The fields that France and Britain tilled
Are bombed and burned again.
"""
QUIET = "The library on Harbour Street has new chairs. They are blue, and the old ones were brown.\n"


@pytest.mark.parametrize("text", [HEADLINES, TABLE, POEM], ids=["headlines", "table", "poem"])
def test_nothing_in_them_is_trusted(text: str) -> None:
    """No event and no position of such a text has a confidence above one half."""
    dossier = read_text(text, published="2031-01-10")
    assert all(fact.confidence <= 0.5 for fact in (*dossier.events, *dossier.positions))


def test_a_report_without_events_says_so() -> None:
    """Lists are empty, and the readable dossier says it in words."""
    dossier = read_text(QUIET, published="2031-01-10")
    assert dossier.events == ()
    assert dossier.positions == ()
    page = write(dossier, None, width=80, color=False)
    assert "No event was found." in page
    assert "No position was found." in page


def test_a_report_in_prose_is_trusted() -> None:
    """The same acts told in sentences have confidences above one half: the tests above are not won by silence."""
    text = (
        "Bordurian troops attacked the town of Niedzdrow on Monday, killing nine people. Syldavia condemned the attack "
        "and threatened to close the strait. The two governments signed a truce on Tuesday.\n"
    )
    dossier = read_text(text, published="2031-01-10")
    assert max(event.confidence for event in dossier.events) > 0.5
