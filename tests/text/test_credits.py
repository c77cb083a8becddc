"""Picture credits."""

from __future__ import annotations

import pytest

from onrecord.text.credits import find_credits, is_credit_line


@pytest.mark.parametrize(
    "line",
    [
        "Ada Brook / AP",
        "Photograph: Ada Brook/Reuters",
        "(Photo: Ada Brook/Reuters)",
        "REUTERS/Ada Brook/File Photo",
        "AP Photo/Ada Brook, File",
        "AFP via Getty Images",
        "Image source, Getty Images",
        "Photo by Ada Brook",
    ],
)
def test_credit_lines_are_known(line: str) -> None:
    """A name with an agency, an agency alone, or a label with a name is a credit."""
    assert is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: the two leaders shake hands before their talks",
        "The AP said so.",
        "Ada Brook",
        "Talks fail / AP says no",
    ],
)
def test_other_short_lines_are_no_credits(line: str) -> None:
    """A caption, a sentence and a bare name are none."""
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    ("paragraph", "credit"),
    [
        ("They stood by the door. Ada Brook / AP", "Ada Brook / AP"),
        ("It left four dead.Ada-Maria Brook / AFP – Getty Images", "Ada-Maria Brook / AFP – Getty Images"),
        ("It left four dead. J. Ada Brook / AP They went on.", "J. Ada Brook / AP"),
        ("“We go,” he said.Ada Brook/AFP via Getty Images", "Ada Brook/AFP via Getty Images"),
        ("He waited (Photo: Ada Brook/Reuters) for hours.", "(Photo: Ada Brook/Reuters)"),
        ("The ship sank. (REUTERS/Ada Brook)", "(REUTERS/Ada Brook)"),
        ("They walk home. REUTERS/Ada Brook", "REUTERS/Ada Brook"),
        ("They walk home. | Getty Images", "| Getty Images"),
        ("They walk home. Photograph: Ada Brook/AFP", "Photograph: Ada Brook/AFP"),
        ("Ada Brook / AP The talks went on.", "Ada Brook / AP"),
        ("They stood by the door. Ada Brook / Harbour Pictures", "Ada Brook / Harbour Pictures"),
        ("It left four dead.Ada Brook | Norfax", "Ada Brook | Norfax"),
    ],
)
def test_credits_run_into_prose_are_cut_exactly(paragraph: str, credit: str) -> None:
    """The credit's span holds the credit and nothing of the prose."""
    assert [span.of(paragraph) for span in find_credits(paragraph, 0, len(paragraph))] == [credit]


@pytest.mark.parametrize(
    "paragraph",
    [
        "He told the AP / Reuters pool.",
        "The Harbour Board/Reuters poll showed a lead. A Harbour Gazette/Bloomberg News poll did not.",
        "The picture (image) was good (photo above).",
        "She works for Getty Images.",
        "He spoke to Reuters.",
        "They met in Lisbon. Ada Brook / Harbour Pictures won the prize.",
    ],
)
def test_prose_that_names_agencies_stays(paragraph: str) -> None:
    """Agencies in prose are no credits."""
    assert find_credits(paragraph, 0, len(paragraph)) == []
