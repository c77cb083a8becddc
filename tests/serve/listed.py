"""What list pages hold: their rows, and whether every row leads to its words."""

from __future__ import annotations

from lxml import html

from onrecord.record.selection import OpenRecord
from onrecord.serve.app import create_app
from tests.serve.client import Client


class Pages:
    """The pages of a record; each is asked for once."""

    def __init__(self, record: OpenRecord) -> None:
        self._client = Client(create_app(record))
        self._seen: dict[str, str] = {}

    def page(self, address: str, status: int = 200) -> html.HtmlElement:
        """Return a page as a tree."""
        if address not in self._seen:
            answer = self._client.get(address)
            assert answer.status_code == status, answer.text
            self._seen[address] = answer.text
        return html.fromstring(self._seen[address])

    def text(self, address: str) -> str:
        """Return the words of the main part of a page, with single blanks."""
        return " ".join(self.page(address).get_element_by_id("main").text_content().split())

    def rows(self, address: str, table: int = 0) -> list[list[str]]:
        """Return the cells of a table of a page, with single blanks."""
        found = self.page(address).xpath("//table")[table].xpath("./tbody/tr")
        return [[" ".join(cell.text_content().split()) for cell in row] for row in found]

    def check_links(self, address: str) -> int:
        """Check that each link to words opens a report at these very words; return how many there are."""
        links = self.page(address).xpath("//a[contains(@href, '/reports/') and contains(@href, 'fact=')]")
        for link in links:
            report = self.page(link.get("href").partition("#")[0])
            marked = "".join(node.text_content() for node in report.xpath("//*[contains(@class, 'target')]"))
            shown = "".join(link.text_content().split(" … "))
            assert marked, link.get("href")
            if "words" in link.get("class", "") and "Report of" not in link.text_content():
                assert marked == shown
        return len(links)
