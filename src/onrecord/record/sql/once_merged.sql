-- An event that several reports tell is one.
    SELECT pair, start, any_value(quad) AS quad, avg(score) AS score
    FROM acts LEFT JOIN (
        SELECT id, hash(member.report_id, member.event_id) AS event FROM (
            SELECT id, unnest(evidence) AS member FROM merged_events)
    ) m USING (event)
    GROUP BY pair, start, coalesce(m.id, acts.event::VARCHAR)
