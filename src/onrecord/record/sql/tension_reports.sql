-- The reports that made a change: those of its first weeks whose events lean its way the most.
SELECT c.n, list({'report_id': report_id, 'title': title, 'published': published, 'publisher': publisher}
    ORDER BY lean DESC, published, report_id)[:$most] AS reports
FROM (
    SELECT n, report_id, sum(score * sign) AS lean FROM acts JOIN changes ON acts.pair = changes.pair
        AND acts.start >= changes.start AND acts.start < changes.until
    GROUP BY ALL
) c JOIN hidden.reports USING (report_id)
WHERE lean > 0
GROUP BY c.n
