-- A series per pair, with weeks (or days) without events between its first and its last.
WITH once_each AS (
    {once}
), counted AS (
    SELECT pair, start, count(*) AS n_events, count(*) FILTER (quad = 1) AS verbal_cooperation,
        count(*) FILTER (quad = 2) AS material_cooperation, count(*) FILTER (quad = 3) AS verbal_conflict,
        count(*) FILTER (quad = 4) AS material_conflict, avg(score) AS intensity, sum(score) AS intensity_sum
    FROM once_each GROUP BY ALL
), by_report AS (
    SELECT pair, start, report, any_value(publisher) AS publisher, sum(n_mentions) AS n_mentions
    FROM acts GROUP BY ALL
), printed AS (
    SELECT pair, start, count(*) AS n_reports, count(DISTINCT publisher) AS n_publishers,
        sum(n_mentions)::BIGINT AS n_mentions
    FROM by_report GROUP BY ALL
), pairs AS (
    SELECT pair, min(start) AS first, max(start) AS last, sum(n_events) AS total FROM counted GROUP BY pair
), every AS (
    SELECT pair, total, unnest(generate_series(first::TIMESTAMP, last::TIMESTAMP,
        CASE WHEN $period = 'week' THEN INTERVAL 7 DAY ELSE INTERVAL 1 DAY END))::DATE AS start
    FROM pairs
), everything AS (
    SELECT date_trunc($period, published)::DATE AS start, count(*) AS n_reports_all FROM hidden.reports
    WHERE published IS NOT NULL GROUP BY ALL
)
SELECT split_part(pair, chr(9), 1) AS party_a, split_part(pair, chr(9), 2) AS party_b, start,
    coalesce(n_events, 0) AS n_events, coalesce(n_reports, 0) AS n_reports, coalesce(n_publishers, 0) AS n_publishers,
    coalesce(n_mentions, 0) AS n_mentions, coalesce(n_reports_all, 0) AS n_reports_all,
    coalesce(verbal_cooperation, 0) AS verbal_cooperation, coalesce(material_cooperation, 0) AS material_cooperation,
    coalesce(verbal_conflict, 0) AS verbal_conflict, coalesce(material_conflict, 0) AS material_conflict,
    intensity, coalesce(intensity_sum, 0) AS intensity_sum
FROM every LEFT JOIN counted USING (pair, start) LEFT JOIN printed USING (pair, start)
    LEFT JOIN everything USING (start)
ORDER BY total DESC, pair, start
