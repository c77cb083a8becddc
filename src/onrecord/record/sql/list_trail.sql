-- The positions of one party on some issues, the newest first, in the order in which the matrix takes the newest.
SELECT COLUMNS('^[^_]') FROM hidden.positions
WHERE list_contains($issues::VARCHAR[], issue) AND _party = $party AND {where}
ORDER BY published DESC NULLS LAST, confidence DESC, report_id DESC, id DESC LIMIT $row_limit
