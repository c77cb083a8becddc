-- One row per time expression. It has no id of its own; this one is made like those of other facts.
SELECT 'time-' || sha256(r.id || '|time|' || fact.span.start || '|' || fact.span."end")[:12] AS id,
    r.id AS report_id, r.publisher, r.published, r.url, r.title, fact.type, fact.value, fact.start AS when_start,
    fact."end" AS when_end, fact.modifier, fact.anchor, fact.span.words AS words, fact.span.start AS start,
    fact.span."end" AS "end", fact.confidence, keyed(fact.span.words) AS _text, keys_at(fact.span) AS _keys
FROM r, unnest(r.times) AS u(fact)
