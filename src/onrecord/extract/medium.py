"""How a statement was made: medium, outlet, addressee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.codebook.reporting import media_words, outlets
from onrecord.extract.addressee import TELLING
from onrecord.extract.draft import Draft
from onrecord.extract.region import cue_region, noun_phrase_after
from onrecord.extract.sources import cue_head
from onrecord.extract.view import View, contains, overlap
from onrecord.model.dossier import MediumKind
from onrecord.model.span import TokenRange

#: Prepositions that lead to a medium.
_LEADS = frozenset({"in", "at", "on", "during", "via", "by", "through", "over", "to", "from"})
#: Media named by the verb of the cue.
_BY_CUE: dict[str, MediumKind] = {
    "tweet": "social_post",
    "retweet": "social_post",
    "tweet out": "social_post",
    "post": "social_post",
    "take to twitter": "social_post",
    "take to social media": "social_post",
    "blog": "web",
    "blog about": "web",
    "email": "letter",
    "e-mail": "letter",
    "cable": "letter",
    "broadcast": "broadcast",
    "editorialize": "document",
    "issue a statement": "written_statement",
    "issue a statement saying": "written_statement",
    "release a statement": "written_statement",
    "release a statement saying": "written_statement",
    "put out a statement": "written_statement",
    "testify": "speech",
}
#: Words that are a medium only after a preposition that fits: "by phone", "on television".
_BROAD = frozenset({"x", "note", "text", "book", "channel", "station", "floor", "form", "paper", "site", "post"})
_AUDIENCES: dict[MediumKind, frozenset[str]] = {
    "press_conference": frozenset({"corps", "conference"}),
    "broadcast": frozenset({"television", "radio", "broadcaster", "channel", "programme", "tv", "viewer", "listener"}),
    "speech": frozenset({"parliament", "crowd", "lawmaker", "congress", "senate", "rally", "congregation", "chamber"}),
}
_SPEAKING = frozenset({"speaking", "talking", "writing", "addressing", "replying"})
_LISTENERS = frozenset(
    {"reporter", "journalist", "parliament", "lawmaker", "agency", "newspaper", "council", "crowd", "press", "audience"}
    | {"broadcaster", "senator", "deputy", "committee", "nation", "supporter", "ambassador", "diplomat", "congress"}
)


def medium_in_cue(view: View, cue: TokenRange) -> tuple[TokenRange, TokenRange | None]:
    """Split a cue such as "said in a statement" into the cue proper and the words of its medium."""
    for token in range(cue.first + 1, cue.last - 1):
        if view.words[token] in _LEADS and _match(view, TokenRange(token + 1, cue.last)) is not None:
            return TokenRange(cue.first, token), TokenRange(token + 1, cue.last)
    return cue, None


def add_media(view: View, drafts: Sequence[Draft]) -> None:
    """Fill medium, outlet and addressee of each draft from its roles, its cue and the words around the cue."""
    for draft in drafts:
        region = cue_region(view, draft, drafts)
        found = draft.medium_tokens
        if found is None or (_kind(view, found) is None and find_outlet_name(view, found) is None):
            found = _find_medium(view, draft, region) or found
        if found is not None:
            draft.medium = _kind(view, found)
            draft.outlet = _find_outlet(view, draft, found)
            draft.medium_tokens = found
        if draft.medium is None and draft.addressee is None:
            _read_speaking_sentence(view, draft, drafts)
        if draft.medium is None and draft.entry is not None:
            draft.medium = _BY_CUE.get(draft.entry.cue)
        if draft.addressee is None:
            draft.addressee = _find_addressee(view, draft, region)
        if draft.medium is None and draft.addressee is not None and draft.kind == "said":
            draft.medium = _medium_of_addressee(view, draft.addressee)


def _read_speaking_sentence(view: View, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Take the medium or listener from a sentence right behind: "He was speaking at a rally in Turin."."""
    after = draft.extent.last - 1
    sentence = view.sentence_by_number(view.sentence_number(after) + 1)
    if sentence is None or view.paragraph_number(after) != view.paragraph_number(sentence.first):
        return
    if any(d.cue is not None and overlap(sentence, d.extent) and d.extent.first == sentence.first for d in drafts):
        return
    speaking = next((t for t in range(*sentence) if view.words[t] in {"speaking", "talking"}), None)
    if speaking is None or view.words[speaking - 1] not in {"was", "were"} or speaking - sentence.first > 6:
        return
    lead = speaking + 1
    phrase = noun_phrase_after(view, lead + 1, sentence.last) if lead < sentence.last else None
    if phrase is None:
        return
    draft.medium = _kind(view, phrase) if view.words[lead] in _LEADS - {"to", "from"} else None
    if view.words[lead] == "to":
        draft.addressee = phrase


def _medium_of_addressee(view: View, addressee: TokenRange) -> MediumKind | None:
    """Return what kind of occasion an audience stands for: a broadcaster, a parliament, a crowd."""
    lemmas = {view.reading.lemmas[t].lower() for t in range(*addressee)} | set(view.words_of(addressee))
    for kind, audience in _AUDIENCES.items():
        if lemmas & audience:
            return kind
    name = find_outlet_name(view, addressee)
    if name is not None and outlets()[view.words[name.first : name.last]] == "broadcaster":
        return "broadcast"
    return None


def is_outlet(view: View, tokens: TokenRange) -> bool:
    """Tell whether a range names an outlet (a platform is none) or describes one: "the Tass agency"."""
    if find_outlet_name(view, tokens) is not None:
        return True
    words = set(view.words_of(tokens))
    return bool(words & {"newspaper", "daily", "agency", "broadcaster", "portal", "magazine", "weekly", "tabloid"}) or (
        "news" in words and bool(words & {"service", "site", "website", "outlet", "channel", "network"})
    )


def find_outlet_name(view: View, tokens: TokenRange) -> TokenRange | None:
    """Return the longest known outlet's name in a range; platforms do not count."""
    best: TokenRange | None = None
    for first in range(tokens.first, tokens.last):
        if not view.page.word(first)[:1].isupper():
            continue
        for size in range(min(5, tokens.last - first), 0, -1):
            sort = outlets().get(view.words[first : first + size])
            if sort is not None and sort != "platform" and (best is None or size > best.last - best.first):
                best = TokenRange(first, first + size)
                break
    return best


def find_carrier(view: View, piece: TokenRange, *, loose: bool = False) -> TokenRange | None:
    """Return the words of a medium that end a range after a preposition: "in a letter to parliament"; None if none.

    Args:
        view: The page.
        piece: The range.
        loose: True to take only what a comma parts from the words before: ", in remarks carried by the radio".
    """
    for token in range(piece.first + 1, piece.last - 1):
        if view.words[token] not in _LEADS or view.words[token] in {"to", "from", "through"}:
            continue
        phrase = noun_phrase_after(view, token + 1, piece.last)
        if phrase is None or _match(view, phrase) is None:
            continue
        if loose:
            if view.words[token - 1] == "," and view.words[token] == "in" and "," not in view.words[token : piece.last]:
                return TokenRange(phrase.first, piece.last)
            continue
        if phrase.last == piece.last or view.words[phrase.last] in {"to", "with", "in", "on", "from"}:
            return TokenRange(phrase.first, piece.last)
    return None


def _match(view: View, tokens: TokenRange) -> tuple[MediumKind, TokenRange] | None:
    """Return the first medium word in a range (the longest there), with its kind."""
    table = media_words()
    for first in range(tokens.first, tokens.last):
        for size in range(min(4, tokens.last - first), 0, -1):
            kind = table.get(view.words[first : first + size])
            if kind is not None:
                return kind, TokenRange(first, first + size)
    return None


def _kind(view: View, tokens: TokenRange) -> MediumKind | None:
    matches = []
    at = tokens
    while (match := _match(view, at)) is not None:
        matches.append(match[0])
        at = TokenRange(match[1].last, tokens.last)
    words = set(view.words_of(tokens))
    if "televised" in words:
        return "broadcast"
    if "written_statement" in matches and "social_post" in matches:
        return "social_post"
    for first in ("interview", "press_conference", "letter", "call"):
        if first in matches:
            return matches[matches.index(first)]
    if matches:
        return matches[0]
    name = find_outlet_name(view, tokens)
    if name is not None and outlets()[view.words[name.first : name.last]] == "broadcaster":
        return "broadcast"
    return None


def _find_medium(view: View, draft: Draft, region: Sequence[int]) -> TokenRange | None:
    """Return the nearest "in a statement", "at a press conference", "on Telegram" around the cue."""
    allowed = set(region)
    for token in region:
        if view.words[token] not in _LEADS or view.reading.upos[token] not in {"ADP", "SCONJ", "ADV"}:
            continue
        last = min(token + 9, len(view.words))
        if draft.source is not None and token < draft.source.first < last:
            last = draft.source.first
        phrase = noun_phrase_after(view, token + 1, last)
        if phrase is None or not all(t in allowed for t in range(phrase.first, phrase.last)):
            continue
        match = _match(view, phrase)
        if match is None:
            continue
        heads = view.words_of(match[1])
        if match[1].last != phrase.last and view.words[match[1].last] not in {"of", "'s", "’s"}:
            continue
        if heads[0] in _BROAD and not _fits(view, token, match[1]):
            continue
        if match[0] == "meeting" and not (view.words[token] in {"at", "during", "in"} and draft.kind == "said"):
            continue
        return phrase
    return None


def _fits(view: View, lead: int, match: TokenRange) -> bool:
    word = view.words[match.first]
    if word == "x":
        return view.words[lead] == "on" and view.page.word(match.first) == "X" and match.first == lead + 1
    return view.words[lead] in {"in", "on"}


def _find_outlet(view: View, draft: Draft, medium: TokenRange) -> TokenRange | None:
    """Return the outlet named with a medium: "an interview with the daily Kurier", "on Radio Six"."""
    if draft.medium not in {"interview", "broadcast", "document", "web", "speech", "press_conference"}:
        return None
    last = view.sentence(medium.first).last
    reach = TokenRange(medium.first, medium.last)
    if medium.last < last - 1 and view.words[medium.last] in {"with", "to", "on", "for", "by", "in", "from"}:
        phrase = noun_phrase_after(view, medium.last + 1, last)
        if phrase is not None and not any(overlap(phrase, piece) for piece in draft.content):
            reach = TokenRange(medium.first, phrase.last)
    known = find_outlet_name(view, reach)
    if known is not None:
        return _grow_name(view, known, reach)
    if draft.medium != "interview":
        return None
    people = [e.tokens for e in view.reading.entities if e.label == "Person"]
    proper = [t for t in range(reach.first, reach.last) if view.reading.upos[t] == "PROPN"]
    if not proper or any(contains(p, TokenRange(proper[0], proper[0] + 1)) for p in people):
        return None
    return _grow_name(view, TokenRange(proper[0], proper[0] + 1), TokenRange(reach.first, reach.last))


def _grow_name(view: View, name: TokenRange, reach: TokenRange) -> TokenRange:
    """Widen a name over the capitalised words beside it, with "'s", "of" and "the" between."""
    first, last = name
    while first > reach.first and view.page.word(first - 1)[:1].isupper():
        first -= 1
    at = last
    while at < reach.last:
        if view.page.word(at)[:1].isupper():
            last = at + 1
        elif view.words[at] not in {"'s", "’s", "of", "the", "s"}:
            break
        at += 1
    return TokenRange(first, last)


def _find_addressee(view: View, draft: Draft, region: Sequence[int]) -> TokenRange | None:
    allowed = set(region)
    if draft.cue is None:
        return None
    if draft.cue_word in TELLING:
        target = view.child(cue_head(view, draft.cue), "iobj", "obj")
        found = _phrase_of(view, target, allowed, draft)
        if found is not None:
            return found
    sentence = view.sentence(draft.cue.first)
    for token in range(sentence.first, sentence.last):
        if view.words[token] in _SPEAKING and token in allowed:
            start = token + 1
            if start < sentence.last and view.words[start] in {"to", "before", "with"}:
                start += 1
            elif view.words[token] != "addressing":
                continue
            phrase = noun_phrase_after(view, start, sentence.last)
            if phrase is not None and _match(view, phrase) is None and all(t in allowed for t in range(*phrase)):
                return phrase
    return _to_listeners(view, region, allowed)


def _to_listeners(view: View, region: Sequence[int], allowed: set[int]) -> TokenRange | None:
    """Return the noun phrase of a nearby "to reporters"."""
    for token in region:
        if view.words[token] != "to" or view.words[token - 1] == "according":
            continue
        phrase = noun_phrase_after(view, token + 1, min(token + 8, len(view.words)))
        if phrase is None or not all(t in allowed for t in range(*phrase)):
            continue
        lemmas = {view.reading.lemmas[t].lower() for t in range(*phrase)}
        if lemmas & _LISTENERS or find_outlet_name(view, phrase) is not None:
            return phrase
    return None


def _phrase_of(view: View, head: int | None, allowed: Iterable[int], draft: Draft) -> TokenRange | None:
    if head is None or view.reading.upos[head] not in {"NOUN", "PROPN", "PRON"}:
        return None
    phrase = view.subtree(head, skip={"acl", "parataxis", "punct", "cc", "advcl", "appos"})
    inside = set(allowed)
    if not all(t in inside for t in range(*phrase)) or (draft.source is not None and overlap(phrase, draft.source)):
        return None
    return phrase
