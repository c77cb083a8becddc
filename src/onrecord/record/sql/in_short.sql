-- The reports of one data file with their actors in short, once for all kinds of facts.
CREATE OR REPLACE TEMP TABLE r AS
WITH own AS (
    SELECT *, list_transform(actors, lambda a: {
        'id': a.id, 'name': a.name, 'country': a.country, 'sector': a.sector, 'kind': a.kind, 'same_as': a.same_as,
        'party': party_of(a.kind, a.sector, a.country, a.name),
        'key': keyed_all([a.name] || list_transform(list_filter(a.mentions, lambda m: NOT is_pronoun(m.words)),
                lambda m: m.words))
            -- A country's code leads to its state and its government, however they are named.
            || CASE WHEN a.kind IN ('state', 'government') AND a.country IS NOT NULL
                THEN ' @' || a.country || ' |' ELSE '' END
    }) AS short
    FROM nested
)
-- Who asks for a state means those who speak as the state too: its capital, its government.
SELECT * REPLACE (list_transform(short, lambda a: struct_update(a, key := a.key || CASE
    WHEN a.kind IN ('state', 'government') AND a.same_as IS NOT NULL
    THEN coalesce(list_filter(short, lambda b: b.id = a.same_as)[1].key, '') ELSE '' END)) AS short)
FROM own;
