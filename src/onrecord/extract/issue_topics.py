"""Noun phrases that could name an issue: from the nouns of a report, and from its verbs by the nouns for their acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.codebook.actors import country_of_people, find_named
from onrecord.codebook.country_names import country_name
from onrecord.codebook.issues import act_noun, is_word_of, stem_of, stems_of
from onrecord.extract.view import View
from onrecord.model.span import TokenRange

#: Most words of an issue.
LONGEST = 6
#: Words before a noun that may join it to another in an issue.
_JOINS = frozenset("of in on at to for from with by against between over into under off around near about as".split())
_BEFORE = frozenset({"compound", "amod", "flat"})
_TITLES = frozenset("mr mrs ms dr sir mr. mrs. ms. dr. gen. lt. col. sen. rep. gov.".split())
#: Pronouns that mostly mean whoever speaks.
_OWNERS = frozenset({"its", "our", "my"})
_DOERS = frozenset({"we", "i"})
_HYPHENS = frozenset("-‐‑–")
_NAMING = frozenset({"Person", "Organization", "Location", "NORP", "Facility", "Product", "Misc"})


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase that could name an issue."""

    #: Token of its noun or verb.
    head: int
    phrase: str
    #: Key of the head noun.
    key: str
    #: Keys of all its words.
    keys: frozenset[str]
    #: ``noun``, ``act`` (a verb's act is the issue) or ``thing`` (the issue rather is what the act is done to).
    made_of: str
    #: True where it holds a name.
    named: bool
    n_words: int
    #: True where a pronoun owns it or does it ("our ships"): the words read on from the owner's name.
    owned: bool = False


def find_topics(view: View) -> tuple[Topic, ...]:
    """Return the topics of a page, those of one head side by side, in text order."""
    made = _Phrases(view)
    return tuple(topic for token in range(len(view.words)) for topic in made.at(token))


class _Phrases:
    """Builds phrases over one page."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._entity: dict[int, int] = {}
        entities = view.reading.entities
        for number, entity in enumerate(entities):
            if entity.label in _NAMING:
                self._entity.update(dict.fromkeys(range(*entity.tokens), number))
        self._entities = entities
        self._dated = {t for e in entities if e.label in ("Date", "Money") for t in range(*e.tokens)}

    def at(self, token: int) -> Iterator[Topic]:
        """Yield the topics of one head: the bare noun with what stands before it, then with what follows."""
        upos, view = self._view.reading.upos[token], self._view
        if token in self._dated or view.is_mark(token):
            return
        if upos in ("NOUN", "PROPN"):
            if view.relation(token) in ("compound", "flat") or (token in self._entity and self._inside(token)):
                return
            word = view.reading.lemmas[token].lower()
            if is_word_of("time", word) or is_word_of("light", word) or word in _TITLES:
                return
            if any(is_word_of(sort, word) for sort in ("vague", "reply")) and not self._rich(token):
                return
            yield from self._of_noun(token)
        elif upos == "VERB":
            yield from self._of_verb(token)

    def _inside(self, token: int) -> bool:
        """Tell whether a token is not the last head of its name."""
        head = self._view.reading.heads[token]
        return head >= 0 and self._entity.get(head) == self._entity[token]

    def _rich(self, token: int) -> bool:
        return any(self._view.relation(c) in ("compound", "amod") for c in self._view.children(token))

    def _of_noun(self, token: int) -> Iterator[Topic]:
        before, after = self._before(token), self._after(token)
        shapes = {tuple(before)}
        shapes.update((*before, *tail) for tail in after)
        shapes.add((*before, *(word for tail in after[:2] for word in tail)))
        key = "" if token in self._entity else stem_of(self._view.words[token])
        yield from self._topics(token, shapes, key, "noun", owned=self._owner_is_pronoun(token))

    def _owner_is_pronoun(self, token: int) -> bool:
        view = self._view
        return any(view.reading.deprels[c] == "nmod:poss" and view.words[c] in _OWNERS for c in view.children(token))

    def _topics(
        self, token: int, shapes: set[tuple[str, ...]], key: str, made_of: str, *, owned: bool = False
    ) -> Iterator[Topic]:
        for words in sorted(shapes, key=lambda shape: (len(shape), shape)):
            phrase = " ".join(words)
            keys = stems_of(phrase)
            n_words = len(phrase.split())
            if 0 < n_words <= LONGEST and keys:
                named = any(c.isupper() for c in phrase)
                yield Topic(token, phrase, key or next(iter(sorted(keys))), keys, made_of, named, n_words, owned)

    def _before(self, token: int) -> list[str]:
        """Return a noun with the words before it that belong to an issue; a name whole."""
        if token in self._entity:
            return self._owner(token) + self._name(token)
        view, words = self._view, self._owner(token)
        tied, named = self._tied(token), set[int]()
        for child in view.children(token):
            if child > token or view.reading.deprels[child] not in _BEFORE:
                continue
            if child in self._dated or child >= tied.first:
                continue
            word = view.words[child]
            if is_word_of("modifier", word) or is_word_of("time", word) or view.reading.upos[child] in ("NUM", "VERB"):
                continue
            if child not in self._entity:
                words.append(self._form(child))
            elif self._entity[child] not in named:
                named.add(self._entity[child])
                words += self._name(child)
        return [*words, self._form(token)]

    def _owner(self, token: int) -> list[str]:
        """Return the name that owns a noun, with its 's; nothing for pronouns and long owners."""
        view = self._view
        for child in view.children(token):
            if view.reading.deprels[child] == "nmod:poss" and view.reading.upos[child] in ("PROPN", "NOUN"):
                words = self._name(child) if child in self._entity else [self._form(child)]
                if words and len(words) <= 3:
                    return as_owner(words)
        return []

    def _name(self, token: int) -> list[str]:
        """Return the words of the name a token stands in, without article and possessive."""
        entity = self._entities[self._entity[token]]
        words = [self._view.page.word(t) for t in range(*entity.tokens) if not self._view.is_mark(t)]
        words = [_plain_case(word) for word in words if word not in ("'s", "’s")]
        while words and (words[0].lower() == "the" or words[0] in _JOINS):
            words = words[1:]
        return words

    def _form(self, token: int) -> str:
        """Return a word with those that hyphens tie to it; a common noun in lower case."""
        first, last = self._tied(token)
        return "".join(self._cased(t) for t in range(first, last))

    def _tied(self, token: int) -> TokenRange:
        """Return a token with what hyphens tie to it: "cease-fire", "two-state"."""
        page, words = self._view.page, self._view.words
        first, last = token, token + 1

        def glued(at: int) -> bool:
            return page.tokens[at - 1].end == page.tokens[at].start

        while first >= 2 and words[first - 1] in _HYPHENS and glued(first) and glued(first - 1):
            first -= 2
        while last + 1 < len(words) and words[last] in _HYPHENS and glued(last) and glued(last + 1):
            last += 2
        return TokenRange(first, last)

    def _cased(self, token: int) -> str:
        word = self._view.page.word(token)
        proper = token in self._entity or self._view.reading.upos[token] == "PROPN" or word[1:] != word[1:].lower()
        return word if proper else word.lower()

    def _after(self, token: int, *, deep: bool = True) -> list[list[str]]:
        """Return what follows a noun and tells it apart, "of Kuwait"; where ``deep``, with what follows that."""
        view, found = self._view, []
        for child in view.children(token):
            if child < token or view.relation(child) != "nmod" or view.reading.upos[child] not in ("NOUN", "PROPN"):
                continue
            if token in self._entity and self._entity.get(child) == self._entity[token]:
                continue
            joins = [view.words[c] for c in view.children(child) if view.relation(c) == "case" and c < child]
            if not joins or joins[0] not in _JOINS or child in self._dated or is_word_of("time", view.words[child]):
                continue
            words = self._with_article(child)
            if len(words) <= 4:
                found.append([joins[0], *words])
                tails = self._after(child, deep=False) if deep else []
                found.extend([joins[0], *words, *tail] for tail in tails if len(words) + len(tail) <= 5)
        return found

    def _with_article(self, token: int) -> list[str]:
        """Return a noun with the words before it, "the" included, as it stands inside a phrase."""
        words, det = self._before(token), self._view.child(token, "det")
        return ["the", *words] if det is not None and self._view.words[det] == "the" and words else words

    def _of_verb(self, token: int) -> Iterator[Topic]:
        view = self._view
        lemma = view.reading.lemmas[token].lower()
        particle = view.child(token, "compound")
        act = (act_noun(f"{lemma} {view.words[particle]}") if particle is not None else None) or act_noun(lemma)
        if act is None or view.relation(token) == "aux":
            return
        doer, thing = self._parties(token)
        shapes: set[tuple[str, ...]] = set()
        owner = as_owner(self._before(doer)) if doer is not None and doer in self._entity else []
        of_doer = ["of", *self._with_article(doer)] if doer is not None and act.of_doer and self._says(doer) else []
        places = self._places(token)
        if thing is not None and self._says(thing):
            core = [act.noun, act.joins, *self._with_article(thing)] if act.joins else [*self._before(thing), act.noun]
            shapes.add(tuple(core))
            shapes.add((*owner, *core))
            shapes.update((*core, *place) for place in places)
        elif doer is not None:
            if owner:
                shapes.add((*owner, act.noun))
                shapes.update((*owner, act.noun, *place) for place in places)
            if of_doer:
                shapes.add((act.noun, *of_doer))
                shapes.update((act.noun, *of_doer, *place) for place in places)
        if thing is None:
            shapes.update((act.noun, *place) for place in places)
        ours = doer is not None and view.words[doer] in _DOERS
        if ours and not shapes:
            shapes.add((act.noun,))
        yield from self._topics(token, shapes, stem_of(act.noun), "thing" if act.of_thing else "act", owned=ours)

    def _says(self, token: int) -> bool:
        """Tell whether a noun may stand in an issue."""
        view = self._view
        return (
            view.reading.upos[token] in ("NOUN", "PROPN")
            and token not in self._dated
            and not any(is_word_of(sort, view.words[token]) for sort in ("time", "back", "light"))
        )

    def _parties(self, verb: int) -> tuple[int | None, int | None]:
        """Return who does what a verb says and what it is done to, voices told apart."""
        view = self._view
        doer = thing = None
        for child in view.children(verb):
            relation = view.reading.deprels[child]
            if relation == "nsubj:pass":
                thing = child
            elif relation.startswith("nsubj"):
                doer = child
            elif relation == "obj" and thing is None:
                thing = child
            elif relation == "obl:agent":
                doer = child
        if doer is None and view.relation(verb) == "xcomp":
            # Whoever is asked to do it; who asks stands as the subject of the verb above.
            doer = view.child(view.reading.heads[verb], "obj", "iobj")
        return doer, thing

    def _places(self, verb: int) -> list[list[str]]:
        """Return the phrases after a verb that tell which act it is: "from the islands"."""
        view, found = self._view, []
        for child in view.children(verb):
            if child < verb or view.reading.deprels[child] not in ("obl", "obl:arg") or not self._says(child):
                continue
            joins = [view.words[c] for c in view.children(child) if view.relation(c) == "case"]
            words = self._with_article(child)
            if joins and joins[0] in _JOINS and len(words) <= 3:
                found.append([joins[0], *words])
        return found


def _plain_case(word: str) -> str:
    """Return a word of a name; the capitals of a dateline or heading made plain."""
    return word.capitalize() if word.isupper() and len(word) > 4 and find_named(word) is None else word


def as_owner(words: Sequence[str]) -> list[str]:
    """Return a name as an owner: a government's seat under the name of its country.

    >>> as_owner(["Kyiv"]), as_owner(["Ada", "Bell"])
    (["Ukraine's"], ['Ada', "Bell's"])
    """
    name = " ".join(words)
    named = find_named(name)
    if named is not None and named.kind == "government" and named.country:
        words = country_name(named.country).split()
    if country_of_people(words[-1]) and not words[-1].endswith("s"):
        return list(words)
    return [*words[:-1], words[-1] + ("'" if words[-1].endswith("s") else "'s")]
