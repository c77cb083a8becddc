-- Acts between two parties, one row for each pair, with PLOVER's quad class and score by modality.
-- What happened, or is said to have, counts on its day, where that is known and not after the news; the rest when printed.
CREATE OR REPLACE TEMP TABLE acts AS
WITH dated AS (
    SELECT e.id, e.report_id, e.publisher, e.n_mentions, coalesce(c.quad, e.quad) AS quad,
        coalesce(c.score, e.intensity) AS score, e._pairs,
        CASE WHEN e.modality IN ('happened', 'alleged') AND e.when_end <= e.when_start + INTERVAL 7 DAY
            AND e.when_start < e.published + INTERVAL 1 DAY THEN e.when_start::DATE ELSE e.published END AS day
    FROM hidden.events e JOIN codes c USING (type, modality, negated)
    WHERE NOT e.background AND c.counts AND len(e._pairs) > 0 AND {where}
)
SELECT id, report_id, publisher, n_mentions, quad, score, unnest(_pairs) AS pair,
    date_trunc($period, day)::DATE AS start
FROM dated WHERE day IS NOT NULL AND {day}
