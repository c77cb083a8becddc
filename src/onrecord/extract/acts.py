"""Acts that the network saw, in the light of the statements they stand in: drafts of events."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.codebook.actors import find_role
from onrecord.codebook.plover import type_words
from onrecord.extract.act_draft import ActDraft
from onrecord.extract.confidence import calibrate
from onrecord.extract.modality_words import weigh_modality
from onrecord.extract.party_grammar import told_parties
from onrecord.extract.prose import NO_PROSE, is_prose
from onrecord.extract.view import View
from onrecord.model.dossier import Statement
from onrecord.model.reading import ActFrame, Reading
from onrecord.model.span import Span, TokenRange

#: Acts that people do together: who is named as acted upon takes part.
_TOGETHER = frozenset({"CONSULT"})
#: What a word of the code book adds to the log odds of its type; chosen on dev.
WORD_COUNTS = 5.0
#: Probability from which words of the code book, and other words, are an act; chosen on dev.
LEAST_KNOWN = 0.15
LEAST_UNKNOWN = 0.35
#: Probability that the grammar's subject acts, and that its object is acted upon; chosen on dev.
TOLD_ACTOR = 0.3
TOLD_RECIPIENT = 0.2
#: Tokens before a noun that are taken for its phrase.
_LONGEST_PHRASE = 5
#: Parts of speech of words that name no act by themselves.
_EMPTY = frozenset({"AUX", "DET", "ADP", "PART", "PUNCT", "PRON", "CCONJ", "SCONJ"})
#: Most words of a trigger.
_LONGEST_TRIGGER = 4
#: Probability from which words make an actor of somebody.
SURE = 0.35
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAMING = frozenset({"Person", "Organization", "Location", "Facility", "NORP"})
_MONEY = frozenset("dollar euro pound rouble ruble yuan yen franc rupee usd million billion percent cent".split())
_MAX_STEPS = 3
_BEFORE_PHRASES = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "AUX", "PART"})
_CONDITIONS = frozenset({"if", "unless", "until", "provided"})
#: Tokens between a determiner and its noun.
_NEAR_NOUN = 4


def draft_acts(reading: Reading, statements: Sequence[Statement]) -> list[ActDraft]:
    """Return a draft for every telling of an act, in text order.

    Args:
        reading: The page with its acts.
        statements: Its statements; their speakers need not be resolved.
    """
    view = View(reading)
    cues = [(view.tokens_in(s.cue_span), s) for s in statements if s.cue_span is not None]
    drafts = [_draft(view, frame, cues, statements) for frame in reading.acts if _is_act(view, frame)]
    prose = is_prose(view.page)
    for draft in drafts:
        number = view.paragraph_number(draft.trigger.first)
        reads_on = not prose or prose[number]
        draft.score = calibrate(draft.score, "events") if reads_on else min(NO_PROSE, calibrate(draft.score, "events"))
    return drafts


def parties_of(drafts: Sequence[ActDraft]) -> list[Span]:
    """Return the words that surely enough mean a party to make an actor of, though nobody else mentions him."""
    return sorted({span for draft in drafts for span in draft.parties(SURE)})


def hints_of(drafts: Sequence[ActDraft]) -> list[Span]:
    """Return all other words that may mean a party: looked up among the actors that there are."""
    return sorted({span for draft in drafts for span in draft.parties()} - {*parties_of(drafts)})


def _draft(
    view: View, frame: ActFrame, cues: Sequence[tuple[TokenRange, Statement]], statements: Sequence[Statement]
) -> ActDraft:
    trigger = TokenRange(frame.trigger.first, min(frame.trigger.last, frame.trigger.first + _LONGEST_TRIGGER))
    shares = weigh_modality(view, trigger, frame.rating.modality)
    modality = max(shares, key=shares.__getitem__)
    draft = ActDraft(frame, trigger, _type_of(view, frame, trigger), modality, score=frame.score)
    named = [e.tokens for e in view.reading.entities if e.label in _NAMING]
    acting, acted = told_parties(view, trigger)
    draft.actors = _fillers(view, frame, "actor", named) + _told_fillers(view, acting, TOLD_ACTOR, named)
    draft.recipients = _fillers(view, frame, "recipient", named) + _told_fillers(view, acted, TOLD_RECIPIENT, named)
    if frame.type in _TOGETHER:
        draft.actors, draft.recipients = [*draft.actors, *draft.recipients], []
    draft.condition = _condition(view, frame)
    draft.place = _surest(frame, "place")
    draft.time = _surest(frame, "time")
    draft.cue_of = next((s for cue, s in cues if _touch(cue, trigger)), None)
    if draft.cue_of is not None and draft.cue_of.act is not None:
        draft.type = draft.cue_of.act
    draft.inside = innermost(statements, view.page.cover(trigger))
    draft.in_furniture = view.paragraph(trigger.first).kind != "prose"
    return draft


def _is_act(view: View, frame: ActFrame) -> bool:
    """Tell whether the network is sure enough of an act; of words of the code book it need not be as sure."""
    if all(view.reading.upos[t] in _EMPTY for t in range(*frame.trigger)):
        return False
    return frame.score >= (LEAST_KNOWN if _told(view, frame.trigger) else LEAST_UNKNOWN)


def _told(view: View, trigger: TokenRange) -> str | None:
    """Return the type that the code book's words tell, the longest words first; None where it knows none."""
    lemmas, table = view.lemmas_of(trigger), type_words()
    pieces = [(a, b) for a in range(len(lemmas)) for b in range(a + 1, len(lemmas) + 1)]
    pieces.sort(key=lambda p: p[0] - p[1])
    return next((table[w] for a, b in pieces if (w := "_".join(lemmas[a:b])) in table), None)


def _type_of(view: View, frame: ActFrame, trigger: TokenRange) -> str:
    """Return the likeliest type, the code book's words for acts counting too."""
    if not frame.types:
        return frame.type
    shares = type_shares(view, frame, trigger)
    return max(shares, key=shares.__getitem__)


def type_shares(view: View, frame: ActFrame, trigger: TokenRange) -> dict[str, float]:
    """Return the probability of each type, the code book's words for acts counting too."""
    told = _told(view, trigger)
    odds = {kind: share * (math.exp(WORD_COUNTS) if kind == told else 1.0) for kind, share in frame.types.items()}
    total = sum(odds.values())
    return {kind: share / total for kind, share in odds.items()}


def _told_fillers(
    view: View, heads: Sequence[int], share: float, named: Sequence[TokenRange]
) -> list[tuple[Span, float]]:
    """Return the noun phrases that the grammar makes a party, where they can mean somebody."""
    found = []
    for head in heads:
        first = max(head - _LONGEST_PHRASE, view.subtree(head).first)
        tokens = _with_noun(view, TokenRange(min(first, head), head + 1))
        if _may_act(view, TokenRange(head, head + 1), named, acts=False):
            found.append((view.page.cover(tokens), share))
    return found


def _fillers(view: View, frame: ActFrame, name: str, named: Sequence[TokenRange]) -> list[tuple[Span, float]]:
    """Return the words that fill a role with their probability, surest first; pieces of one phrase are put together."""
    pieces: list[tuple[TokenRange, float]] = []
    for role in (r for r in frame.roles if r.name == name):
        tokens = _with_noun(view, role.tokens)
        before = pieces[-1] if pieces else None
        if before is not None and (before[0].last > tokens.first or _leads_into(view, before[0], tokens)):
            pieces[-1] = (TokenRange(before[0].first, max(before[0].last, tokens.last)), max(before[1], role.score))
        else:
            pieces.append((tokens, role.score))
    pieces = [(tokens, score) for tokens, score in pieces if _may_act(view, tokens, named, acts=name == "actor")]
    pieces = [piece for piece in pieces if not any(_is_part(view, piece[0], other) for other, _ in pieces)]
    return [(view.page.cover(tokens), score) for tokens, score in sorted(pieces, key=lambda p: -p[1])]


def _is_part(view: View, tokens: TokenRange, other: TokenRange) -> bool:
    """Tell whether words only say more of others: "the party" in "officials of the party"."""
    token = view.head_of(tokens)
    if other.first <= token < other.last:
        return tokens != other and tokens.last - tokens.first < other.last - other.first
    for _ in range(_MAX_STEPS):
        if view.relation(token) not in ("nmod", "compound", "amod"):
            return False
        token = view.reading.heads[token]
        if other.first <= token < other.last:
            return True
    return False


def _may_act(view: View, tokens: TokenRange, named: Sequence[TokenRange], *, acts: bool) -> bool:
    """Tell whether words can mean somebody: no sum, and where they are acted upon no thing either.

    What acts is rarely a thing, and when it is (a ship, a patrol) it stands for somebody.
    """
    head = view.head_of(tokens)
    if acts or view.reading.upos[head] != "NOUN" or any(_touch(tokens, name) for name in named):
        return not any(view.reading.lemmas[t].lower() in _MONEY for t in range(*tokens))
    words = {view.words[head], view.reading.lemmas[head].lower()}
    return any(find_role(word) for word in words)


def _with_noun(view: View, tokens: TokenRange) -> TokenRange:
    """Take in the noun where only words before it were seen ("the" of "the premier"), leave out "from" before it."""
    while tokens.last - tokens.first > 1 and view.reading.upos[tokens.first] in _BEFORE_PHRASES:
        tokens = TokenRange(tokens.first + 1, tokens.last)
    if any(view.reading.upos[t] in _NOMINAL for t in range(*tokens)):
        return tokens
    head = view.reading.heads[tokens.last - 1]
    if tokens.last <= head < tokens.last + _NEAR_NOUN and view.reading.upos[head] in _NOMINAL:
        return TokenRange(tokens.first, head + 1)
    return tokens


def _leads_into(view: View, before: TokenRange, tokens: TokenRange) -> bool:
    """Tell whether a piece that ends where another begins hangs on a noun inside that one."""
    if before.last != tokens.first or view.reading.upos[before.last - 1] == "PRON":
        return False
    return tokens.first <= view.reading.heads[before.last - 1] < tokens.last


def _condition(view: View, frame: ActFrame) -> TokenRange | None:
    """Return the whole clause of the "if …" whose words the network saw as an act's condition; None without one."""
    for role in frame.fillers("condition"):
        sentence = view.sentence(role.first)
        for token in range(max(sentence.first, role.first - _NEAR_NOUN), role.last):
            if view.words[token] in _CONDITIONS and view.reading.heads[token] >= 0:
                clause = view.subtree(view.reading.heads[token])
                end = clause.last
                while end > token + 1 and view.is_mark(end - 1):
                    end -= 1
                if end - token > 1 and not _touch(TokenRange(token, end), frame.trigger):
                    return TokenRange(token, end)
    return None


def _surest(frame: ActFrame, name: str) -> TokenRange | None:
    roles = [r for r in frame.roles if r.name == name]
    return max(roles, key=lambda r: r.score).tokens if roles else None


def _touch(one: TokenRange, other: TokenRange) -> bool:
    return one.first < other.last and other.first < one.last


def innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the statement with the shortest content around a span; None where it stands in none."""
    around = [
        (sum(piece.end - piece.start for piece in s.content), n, s)
        for n, s in enumerate(statements)
        if any(piece.start <= span.start and span.end <= piece.end for piece in s.content)
    ]
    return min(around)[2] if around else None
