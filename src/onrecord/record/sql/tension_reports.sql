-- The reports that made a change: those of its first weeks that lean its way the most.
SELECT n, list({'report_id': report_id, 'title': title, 'published': published, 'publisher': publisher}
    ORDER BY lean DESC, published, report_id)[:$most] AS reports
FROM (
    SELECT n, report, sum(score * sign) AS lean
    FROM acts JOIN changes ON acts.pair = changes.pair AND acts.start >= changes.start AND acts.start < changes.until
    GROUP BY n, report HAVING sum(score * sign) > 0
    QUALIFY row_number() OVER (PARTITION BY n ORDER BY lean DESC, report) <= $most
) c JOIN (SELECT report_id, title, published, publisher, hash(report_id) AS report FROM hidden.reports) USING (report)
GROUP BY n
