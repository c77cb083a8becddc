-- The positions of one party on some issues, the newest first.
SELECT COLUMNS('^[^_]') FROM hidden.positions
WHERE list_contains($issues::VARCHAR[], issue) AND _party = $party AND {where}
ORDER BY published DESC NULLS LAST, report_id, start LIMIT $row_limit
