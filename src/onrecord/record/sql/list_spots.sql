-- Where events stand in their reports, by their ids.
SELECT report_id, id, start, "end" FROM hidden.events WHERE list_contains($reports::VARCHAR[], report_id)
    AND list_contains($events::VARCHAR[], id)
