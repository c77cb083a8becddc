-- The issues with positions in most reports.
SELECT issue, count(DISTINCT report_id) AS n_reports, count(*) AS n_positions FROM hidden.positions
WHERE _party IS NOT NULL AND issue <> '' AND {where}
GROUP BY issue ORDER BY n_reports DESC, n_positions DESC, issue LIMIT $row_limit
