"""What a text must be to be read as a report."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.errors import EmptyReportError, MarkupInputError, TooLargeError, UndecodableError
from onrecord.settings import SETTINGS

#: How the source of a web page or feed begins.
MARKUP = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\b|html\b|\?xml\b)", re.IGNORECASE | re.DOTALL)


def check_text(text: str) -> None:
    """Refuse a text that cannot be read as a report.

    Raises:
        EmptyReportError: There is no letter and no digit in it.
        MarkupInputError: It is the source of a web page.
        TooLargeError: It has more characters than one report may have.
        UndecodableError: It holds halves of characters side by side, which no file can keep apart.
    """
    if len(text) > SETTINGS.max_report_chars:
        raise TooLargeError(
            f"The text has {len(text):,} characters; one report may have {SETTINGS.max_report_chars:,}. "
            "Give one report at a time."
        )
    if not any(character.isalnum() for character in text):
        raise EmptyReportError("There are no words in this input. Give a file or text with a report in it.")
    if MARKUP.match(text):
        raise MarkupInputError(
            "The input is a web page with its tags. Save the text of the report as a .txt file and give that."
        )
    if _has_split_character(text):
        raise UndecodableError(
            "The text holds characters cut in two (surrogate pairs). "
            "Join them: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
        )


def _has_split_character(text: str) -> bool:
    """Tell whether the two halves of a surrogate pair stand side by side."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return any("\ud800" <= a <= "\udbff" and "\udc00" <= b <= "\udfff" for a, b in pairwise(text))
    return False
