-- Statements, the newest first, one row for all that have the same words; short words are the same by chance.
WITH chosen AS (
    SELECT CASE WHEN len(_text) >= $least THEN hash(_text) ELSE hash(report_id, id) END AS same, report_id, publisher,
        {'published': coalesce(published, DATE '0001-01-01'), 'report_id': report_id, 'start': -start, 'id': id} AS told
    FROM hidden.statements WHERE {where}
), counted AS (
    SELECT same, count(*) AS n_told, count(DISTINCT report_id) AS n_reports, count(DISTINCT publisher) AS n_publishers,
        max(told) AS newest, count(*) OVER () AS n_all,
        sum(count(*)) OVER ()::BIGINT AS n_rows
    FROM chosen GROUP BY same ORDER BY newest DESC LIMIT $row_limit OFFSET $row_offset
)
SELECT COLUMNS('^[^_]'), same FROM (
    SELECT s.*, c.same AS same, c.n_told, c.n_reports, c.n_publishers, c.n_all, c.n_rows, c.newest FROM hidden.statements s
    JOIN counted c ON s.report_id = c.newest.report_id AND s.id = c.newest.id
) ORDER BY newest DESC
