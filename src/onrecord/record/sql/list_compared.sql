-- Figures of one unit and scope that several reports give: their bounds, and whether one value fits all of them.
WITH counted AS (
    SELECT unit, lower(coalesce("of", unit_text, '')) AS scope, count(*) AS n, count(DISTINCT report_id) AS n_reports,
        count(DISTINCT publisher) AS n_publishers, min(coalesce(low, best)) AS low, median(best) AS best,
        max(coalesce(high, best)) AS high, max(coalesce(low, '-inf'::DOUBLE)) > min(coalesce(high, 'inf'::DOUBLE)) AS apart,
        max(published) AS last
    FROM hidden.figures WHERE {where} GROUP BY unit, scope HAVING n_reports > 1
)
SELECT *, count(*) OVER () AS n_all FROM counted
ORDER BY apart DESC, n_reports DESC, n DESC, unit, scope LIMIT $row_limit OFFSET $row_offset
