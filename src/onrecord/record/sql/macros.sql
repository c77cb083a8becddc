-- Functions of the flat tables and of filters: what is looked for is folded as what is there was.

-- Words without case, accents, apostrophes, and dots of initials; anything but letters and digits is one space.
CREATE MACRO fold(words) AS trim(regexp_replace(regexp_replace(regexp_replace(
    translate(strip_accents(lower(words)), 'łøđıðħ’ʼ', 'lodidh'''''),
    '\b([a-z])\.', '\1', 'g'), '''s\b|''', '', 'g'), '[^\p{L}\p{N}]+', ' ', 'g'));

-- Folded words between two spaces, so that whole words are found in them.
CREATE MACRO keyed(words) AS ' ' || fold(words) || ' ';

-- Several names in one; "|" keeps what is looked for from reaching from one into the next.
CREATE MACRO keyed_all(words) AS
    '|' || array_to_string(list_transform(list_distinct(words), lambda w: keyed(w)), '|') || '|';

-- A list without nulls and repetitions, in its order.
CREATE MACRO once(items) AS list_filter(items, lambda x, n: x IS NOT NULL AND list_position(items, x) = n);

-- Words that stand for an actor without naming it.
CREATE MACRO is_pronoun(words) AS list_contains(string_split(
    'i me my mine we us our ours you your he him his she her hers it its they them their theirs who whom whose '
    || 'which that this these those himself herself itself themselves one both all', ' '), lower(words));

-- A state, and whoever acts for it, is its code; others go by their names.
CREATE MACRO party_of(kind, sector, country, name) AS CASE
    WHEN country IS NOT NULL AND (kind IN ('state', 'government', 'office')
        OR sector IN ('GOV', 'MIL', 'SPY', 'COP', 'LEG', 'JUD', 'IGO') OR (kind = 'person' AND sector IS NULL))
    THEN country ELSE regexp_replace(name, '^[Tt]he ', '') END;

CREATE MACRO picked(actors, ids) AS list_filter(
    list_transform(ids, lambda i: list_filter(actors, lambda a: a.id = i)[1]), lambda a: a IS NOT NULL);
CREATE MACRO names_of(found) AS list_transform(found, lambda a: a.name);
CREATE MACRO countries_of(found) AS once(list_transform(found, lambda a: a.country));
CREATE MACRO sectors_of(found) AS once(list_transform(found, lambda a: a.sector));
CREATE MACRO parties_of(found) AS once(list_transform(found, lambda a: a.party));
CREATE MACRO keys_of(found) AS array_to_string(list_transform(found, lambda a: a.key), '');

-- Each who acts faces each whom it befalls; where it befalls nobody, as in a meeting, they face one another.
CREATE MACRO pairs_of(doers, others) AS once(flatten(list_transform(doers, lambda x: list_transform(
    CASE WHEN len(others) = 0 THEN doers ELSE others END, lambda y:
    CASE WHEN x < y THEN x || chr(9) || y WHEN x > y THEN y || chr(9) || x END))));

-- What judgements call a fact by: where its evidence stands.
CREATE MACRO keys_at(span) AS [span.start || '-' || span."end"];

-- The words round a span up to what looks like the end of a sentence. For the eye: no fact rests on it.
CREATE MACRO before_it(report, first) AS regexp_replace(
    substr(report, greatest(first - 239, 1), least(first, 240)),
    '^(?s:.*)(?:(?:[a-z]{3}|\b[a-z]{2}|May|[0-9]|["”’)])[.!?]["”’)]*\s+|\n)' || CASE WHEN first > 240 THEN '|^\S*\s' ELSE '' END, '');
CREATE MACRO after_it(report, last) AS regexp_extract(substr(report, last + 1, 240),
    '^[^\n]*?(?:(?:[a-z]{3}|\b[a-z]{2}|May|[0-9]|["”’)])[.!?]["”’)]*(?:\s|$)|\n|$)');
CREATE MACRO around(report, span) AS
    trim(before_it(report, span.start) || span.words || after_it(report, span."end"));
