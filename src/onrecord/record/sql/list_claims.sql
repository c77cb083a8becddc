-- Who says what stands at some places: the shortest statement around each.
WITH asked AS (
    SELECT unnest($reports::VARCHAR[]) AS report_id, unnest($starts::INT[]) AS first, unnest($ends::INT[]) AS last
)
SELECT report_id, first, last, arg_min({'speaker': speaker, 'passed_on_by': passed_on_by}, s."end" - s.start) AS claim
FROM (SELECT report_id, start, "end", speaker, passed_on_by FROM hidden.statements
    WHERE list_contains($reports::VARCHAR[], report_id)) s JOIN asked a USING (report_id)
WHERE s.start <= a.first AND s."end" >= a.last GROUP BY ALL
