-- The figures of one unit and scope, the newest first.
SELECT COLUMNS('^[^_]') FROM hidden.figures
WHERE unit = $unit AND lower(coalesce("of", unit_text, '')) = $scope AND {where}
ORDER BY published DESC NULLS LAST, report_id, start LIMIT $row_limit
