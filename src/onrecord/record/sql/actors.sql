-- One row per actor of a report.
WITH f AS (
    SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, fact, r.short,
        list_filter(r.short, lambda b: b.id = fact.id)[1] AS own
    FROM r, unnest(r.actors) AS u(fact)
)
SELECT fact.id, report_id, publisher, published, url, title, fact.name, fact.kind, fact.country, fact.sector,
    fact.title AS actor_title, list_filter(short, lambda b: b.id = fact.same_as)[1].name AS speaks_for, fact.same_as,
    coalesce(fact.mentions[1].words, fact.name) AS words, fact.mentions[1].start AS start,
    fact.mentions[1]."end" AS "end", once(list_transform(fact.mentions, lambda m: m.words)) AS mentions,
    len(fact.mentions) AS n_mentions, fact.confidence, own.key AS _actor,
    keyed(concat_ws(' ', fact.name, fact.title)) AS _text, own.party AS _party,
    list_transform(fact.mentions, lambda m: m.start || '-' || m."end") AS _keys,
    list_transform(fact.mentions, lambda m: m.words) AS _words
FROM f
