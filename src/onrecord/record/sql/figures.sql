-- One row per figure.
WITH f AS (
    SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, fact, around(r.text, fact.span) AS sentence
    FROM r, unnest(r.figures) AS u(fact)
)
SELECT fact.id, report_id, publisher, published, url, title, fact.low, fact.best, fact.high, fact.bound, fact.unit,
    fact.unit_text, fact.of_span.words AS "of", fact.span.words AS words, fact.span.start AS start,
    fact.span."end" AS "end", sentence, fact.in_furniture, fact.confidence, keyed(sentence) AS _text,
    keys_at(fact.span) AS _keys
FROM f
