-- Acts between two parties, one row for each of the pairs with most of them, with PLOVER's quad class and score by modality.
-- What happened, or is said to have, counts on its day where that is known and not after the news; the rest when it was
-- printed. Hashes stand for ids: a pair of them is alike once in 10^19, and they are a third as slow.
CREATE OR REPLACE TEMP TABLE acts AS
WITH dated AS (
    SELECT hash(e.report_id, e.id) AS event, hash(e.report_id) AS report, e.publisher, e.n_mentions, coalesce(c.quad, e.quad) AS quad,
        coalesce(c.score, e.intensity) AS score, e._pairs,
        CASE WHEN e.modality IN ('happened', 'alleged') AND e.when_end <= e.when_start + INTERVAL 7 DAY
            AND e.when_start < e.published + INTERVAL 1 DAY THEN e.when_start::DATE ELSE e.published END AS day
    FROM hidden.events e JOIN codes c USING (type, modality, negated)
    WHERE NOT e.background AND c.counts AND len(e._pairs) > 0 AND {where}
), paired AS (
    SELECT event, report, publisher, n_mentions, quad, score, unnest(_pairs) AS pair,
        date_trunc($period, day)::DATE AS start
    FROM dated WHERE day IS NOT NULL AND {day}
), parties AS (
    SELECT pair, count(*) AS total, list_contains($country, split_part(pair, chr(9), 1))::INT
        + list_contains($country, split_part(pair, chr(9), 2))::INT AS n_asked
    FROM paired GROUP BY pair
)
SELECT paired.* FROM paired SEMI JOIN (
    FROM parties WHERE n_asked >= least(len($country), 2) ORDER BY total DESC, pair LIMIT $pairs
) USING (pair)
