"""What is remembered of feeds between polls."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OutputError
from onrecord.settings import SETTINGS
from onrecord.sources.feed_state import FeedState
from onrecord.sources.feeds import FeedEntry

FEED, OTHER = "https://a.example/feed", "https://b.example/feed"


def _entry(name: str, **fields) -> FeedEntry:
    return FeedEntry(id=name, **{"url": f"https://a.example/{name}", **fields})


def test_memory_survives_on_disk(tmp_path):
    """What was saved is there again, entries that wait included, without texts that can be read from the web."""
    path = tmp_path / "derived" / "feeds.json"
    state = FeedState(path)
    memory = state.of(FEED)
    memory.etag, memory.last_modified, memory.next_at, memory.asked_at, memory.failures = '"7"', "Tue", 12.5, 3.0, 2
    moment = datetime.fromisoformat("2022-01-11T23:30:00-05:00")
    linked = _entry("a", title="Ministers meet", published=moment, publisher="Post", content="<p>Long.</p>")
    bare = _entry("b", url=None, content="<p>Only here.</p>")
    assert state.await_new(FEED, (linked, bare, _entry("c"))) == 3
    memory.waiting["a"].tries = 2
    state.settle(FEED, _entry("c"))
    state.save()

    again = FeedState.load(path)
    kept = again.of(FEED)
    assert (kept.etag, kept.last_modified, kept.next_at, kept.asked_at, kept.failures) == ('"7"', "Tue", 12.5, 3.0, 2)
    assert list(kept.waiting) == ["a", "b"]
    assert kept.waiting["a"].tries == 2
    assert kept.waiting["a"].entry == _entry("a", title="Ministers meet", published=moment, publisher="Post")
    assert kept.waiting["b"].entry == bare
    assert again.is_read(_entry("c"))
    assert not again.is_read(linked)


def test_entry_is_known_by_id_or_address_in_any_feed():
    """An entry that was read is known again under another id or another address, also in another feed."""
    state = FeedState()
    state.settle(FEED, _entry("a", url="http://a.example/x?utm_source=rss"))
    assert state.await_new(OTHER, (_entry("a", url="https://elsewhere.example/"),)) == 0
    assert state.await_new(OTHER, (_entry("other", url="https://a.example/x"),)) == 0
    assert state.await_new(OTHER, (_entry("other", url="https://a.example/y"),)) == 1


def test_entry_that_waits_is_not_put_in_line_again():
    """A second poll does not reset the tries of an entry that waits."""
    state = FeedState()
    state.await_new(FEED, (_entry("a"),))
    state.of(FEED).waiting["a"].tries = 3
    assert state.await_new(FEED, (_entry("a"),)) == 0
    assert state.of(FEED).waiting["a"].tries == 3


def test_only_entries_that_left_the_feed_are_forgotten(monkeypatch):
    """The memory stays bounded, and never forgets what still stands in the feed."""
    state = FeedState()
    entries = tuple(_entry(f"n{n}") for n in range(SETTINGS.feed_kept_seen))
    for entry in entries:
        state.settle(FEED, entry)
    state.forget_old(FEED, entries[:10])
    seen = state.of(FEED).seen
    assert len(seen) == SETTINGS.feed_kept_seen + 2 * 10
    assert all(state.is_read(entry) for entry in entries[:10])


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"version": 99, "feeds": {}}', b'{"version": 1, "feeds": {"x": {}}}', b"\xff\xfe",
     b'{"version": 1, "feeds": []}', b'{"version": 1, "feeds": {"x": null}}', b"[" * 100_000],
)  # fmt: skip
def test_file_that_cannot_be_understood_is_an_empty_memory(tmp_path, content):
    """A damaged file, or one of another version, means only that all feeds are asked anew."""
    path = tmp_path / "feeds.json"
    path.write_bytes(content)
    assert FeedState.load(path).feeds == {}
    assert FeedState.load(tmp_path / "none.json").feeds == {}


def test_file_is_replaced_whole(tmp_path, monkeypatch):
    """When writing fails, the old file is still there, nothing lies beside it, and the error says what to do."""
    path = tmp_path / "feeds.json"
    state = FeedState(path)
    state.of(FEED).etag = "old"
    state.save()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    state.of(FEED).etag = "new"
    with pytest.raises(OutputError, match="No space left"):
        state.save()
    assert [each.name for each in tmp_path.iterdir()] == ["feeds.json"]
    assert FeedState.load(path).of(FEED).etag == "old"


def test_file_is_plain_json(tmp_path):
    """The file can be read by people and other programs."""
    state = FeedState(tmp_path / "feeds.json")
    state.of(FEED).etag = '"é"'
    state.save()
    assert json.loads((tmp_path / "feeds.json").read_text("utf-8"))["feeds"][FEED]["etag"] == '"é"'


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_any_words_can_be_remembered(name, title, content):
    """Entries with any characters are kept, half characters aside, and recognised again."""
    state = FeedState()
    entry = FeedEntry(id=name, url=None, title=title, content=content)
    state.await_new(FEED, (entry,))
    state.settle(FEED, entry)
    state.save()
    assert state.is_read(entry)
