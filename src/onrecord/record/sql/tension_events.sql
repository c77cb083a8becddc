-- The events of a pair that count in its series, by time; needs the table of acts.
SELECT a.start AS counted_from, e.* EXCLUDE (_event) FROM (
    SELECT event, start FROM acts WHERE pair = $pair AND {start}
) a JOIN (
    SELECT COLUMNS('^[^_]'), hash(report_id, id) AS _event FROM hidden.events
) e ON a.event = e._event
ORDER BY a.start, e.published, e.report_id, e.start, e.id
