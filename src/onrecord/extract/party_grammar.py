"""Who is party to an act by the grammar around its trigger: subjects, objects, agents, owners, control."""

from __future__ import annotations

from onrecord.extract.view import View
from onrecord.model.span import TokenRange

#: Prepositions before who is acted upon, and before who acts, on a noun or a passive verb.
_UPON = frozenset({"on", "against", "toward", "towards", "to", "from", "with", "at", "upon"})
_BY = frozenset({"by"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_MAX_STEPS = 4


def told_parties(view: View, trigger: TokenRange) -> tuple[list[int], list[int]]:
    """Return the head tokens of who acts and of who is acted upon, as far as the grammar tells."""
    head = view.head_of(trigger)
    if view.reading.upos[head] in ("VERB", "AUX", "ADJ"):
        return _of_verb(view, head)
    return _of_noun(view, head)


def _of_verb(view: View, verb: int) -> tuple[list[int], list[int]]:
    passive = any(view.reading.deprels[c] in ("aux:pass", "nsubj:pass") for c in view.children(verb))
    subjects = _subjects(view, verb)
    objects = [c for c in view.children(verb) if view.relation(c) in ("obj", "iobj")]
    agents = [c for c in view.children(verb) if view.relation(c) == "obl" and _case(view, c) in _BY]
    others = [c for c in view.children(verb) if view.relation(c) == "obl" and _case(view, c) in _UPON]
    if passive:
        return _all(view, agents), _all(view, subjects)
    if not subjects and view.relation(verb) == "acl" and view.reading.upos[verb] == "VERB" and not objects:
        # "troops killed by rebels": a participle without object is acted upon.
        upon = [view.reading.heads[verb]] if view.words[verb].endswith("ed") else []
        return _all(view, agents), _all(view, upon)
    return _all(view, subjects), _all(view, [*objects, *others])


def _subjects(view: View, verb: int) -> list[int]:
    """Return the subjects of a verb, its own or those that the verb above shares with it."""
    token = verb
    for _ in range(_MAX_STEPS):
        own = [c for c in view.children(token) if view.relation(c) == "nsubj"]
        if own:
            return [_antecedent(view, token, c) for c in own]
        relation, above = view.relation(token), view.reading.heads[token]
        if above < 0:
            return []
        if relation in ("xcomp", "acl") and relation == "xcomp":
            controlled = [c for c in view.children(above) if view.relation(c) in ("obj", "iobj")]
            if controlled:
                return controlled  # "urged Iran to stop": who is urged is to act
        elif relation == "acl":
            return [above] if view.words[token].endswith("ing") else []
        elif relation not in ("conj", "advcl"):
            return []
        token = above
    return []


def _antecedent(view: View, verb: int, subject: int) -> int:
    """Return the noun that "who" stands for."""
    if view.words[subject] in _RELATIVES and view.relation(verb) == "acl" and view.reading.heads[verb] >= 0:
        return view.reading.heads[verb]
    return subject


def _of_noun(view: View, noun: int) -> tuple[list[int], list[int]]:
    actors = [c for c in view.children(noun) if view.reading.deprels[c] == "nmod:poss"]
    actors += [c for c in view.children(noun) if view.relation(c) in ("nmod", "acl") and _case(view, c) in _BY]
    actors += [c for c in view.children(noun) if view.relation(c) in ("compound", "amod") and _is_nation(view, c)]
    upon = [c for c in view.children(noun) if view.relation(c) == "nmod" and _case(view, c) in _UPON]
    if view.relation(noun) == "obj" and view.reading.heads[noun] >= 0 and not actors:
        # "launched an attack", "held talks": who does so acts.
        actors = _subjects(view, view.reading.heads[noun])
        upon += [
            c for c in view.children(view.reading.heads[noun]) if view.relation(c) == "obl" and _case(view, c) in _UPON
        ]
    return _all(view, actors), _all(view, upon)


def _is_nation(view: View, token: int) -> bool:
    return any(
        e.label in ("NORP", "Location", "Organization") and e.tokens.first <= token < e.tokens.last
        for e in view.reading.entities
    )


def _case(view: View, token: int) -> str:
    return next((view.words[c] for c in view.children(token) if view.relation(c) == "case"), "")


def _all(view: View, heads: list[int]) -> list[int]:
    """Return nouns, each with those joined to it."""
    found = []
    for head in heads:
        joined = [c for c in view.children(head) if view.relation(c) == "conj"]
        found += [t for t in (head, *joined) if view.reading.upos[t] in _NOMINAL or _is_nation(view, t)]
    return list(dict.fromkeys(found))
