"""The workspace without a mouse."""

from __future__ import annotations

import pytest

from tests.serve.browser.tabs import Tab

FOCUS = """() => { const n = document.activeElement, s = getComputedStyle(n);
  return {id: n.id, name: n.getAttribute('name'), row: n.hasAttribute('data-row'), text: n.textContent.trim(),
    seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2}; }"""
ROW = "() => [...document.querySelectorAll('tr[data-row]')].findIndex((n) => n.classList.contains('current'))"


def test_the_first_key_skips_the_menu(tab: Tab) -> None:
    """Tab shows the link over the menu; Enter goes to the content."""
    tab.open("/events").page.keyboard.press("Tab")
    focus = tab.run(FOCUS)
    assert (focus["text"], focus["seen"]) == ("Skip to content", True)
    assert tab.page.locator(".skip").bounding_box()["x"] >= 0
    tab.page.keyboard.press("Enter")
    assert tab.run(FOCUS)["id"] == "main"


def test_rows_are_walked_and_opened(tab: Tab) -> None:
    """j and k go from row to row and say so by focus and outline; Enter opens the words of the row."""
    keyboard = tab.open("/statements").page.keyboard
    walked = []
    for key in "jjjkkk":
        keyboard.press(key)
        walked.append(tab.run(ROW))
        assert tab.run(FOCUS)["row"]
    assert walked == [0, 1, 2, 1, 0, 0]
    assert tab.run("() => getComputedStyle(document.querySelector('.current')).outlineStyle") == "solid"
    with tab.page.expect_navigation():
        keyboard.press("Enter")
    assert "/reports/" in tab.page.url
    assert tab.page.locator(".text .target").count() > 0


def test_cards_are_walked_with_their_words(tab: Tab) -> None:
    """In the reader j goes to the next card and marks its words in the text."""
    link = next(link for link in tab.open("/events").links() if "/reports/" in link)
    keyboard = tab.open(link.partition("?")[0]).page.keyboard
    keyboard.press("j")
    first = tab.page.locator(".text .near").all_text_contents()
    keyboard.press("j")
    assert first
    assert tab.page.locator(".text .near").all_text_contents() != first


def test_the_list_of_keys_opens_and_closes(tab: Tab) -> None:
    """? opens the list, other keys rest meanwhile, Escape closes it, and focus is where it was."""
    keyboard = tab.open("/events").page.keyboard
    tab.page.locator("#show-keys").focus()
    keyboard.press("?")
    assert tab.page.locator("dialog[open]").count() == 1
    keyboard.press("j")
    assert tab.run(ROW) == -1
    keyboard.press("Escape")
    assert tab.page.locator("dialog[open]").count() == 0
    assert tab.run(FOCUS)["id"] == "show-keys"


def test_filters_are_set_by_keys(tab: Tab) -> None:
    """/ goes to the first filter, where letters are letters; Enter asks for the rows."""
    keyboard = tab.open("/statements").page.keyboard
    keyboard.press("/")
    assert tab.run(FOCUS)["name"] == "text"
    keyboard.type("jk?/ bridge")
    assert tab.page.locator(".filters input[name=text]").input_value() == "jk?/ bridge"
    tab.page.locator(".filters input[name=text]").fill("bridge")
    with tab.page.expect_navigation():
        keyboard.press("Enter")
    assert "text=bridge" in tab.page.url
    assert "bridge" in tab.page.locator("main tbody").inner_text()


@pytest.mark.parametrize("screen", ["/events", "/network", "/statements/look-up"])
def test_focus_can_be_seen(tab: Tab, screen: str) -> None:
    """Whatever Tab comes to has an outline of two pixels or more."""
    keyboard = tab.open(screen).page.keyboard
    for _ in range(40):
        keyboard.press("Tab")
        focus = tab.run(FOCUS)
        assert focus["seen"] or focus["text"] == "" or focus["id"] == "", focus
