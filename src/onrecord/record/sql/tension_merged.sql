-- The same with one id for an event that several reports tell.
CREATE OR REPLACE TEMP TABLE acts AS
SELECT a.* REPLACE (coalesce(m.merged, a.id) AS id)
FROM acts a LEFT JOIN (
    SELECT id AS merged, member.report_id AS report_id, member.event_id AS event_id
    FROM (SELECT id, unnest(evidence) AS member FROM merged_events)
) m ON a.report_id = m.report_id AND a.id = m.event_id
