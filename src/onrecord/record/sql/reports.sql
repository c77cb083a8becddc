-- One row per report.
SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, r.published_source, r.language,
    length(r.text) AS n_chars, len(r.statements) AS n_statements, len(r.events) AS n_events,
    len(r.positions) AS n_positions, len(r.figures) AS n_figures, len(r.times) AS n_times, len(r.places) AS n_places,
    len(r.actors) AS n_actors, r.warnings, r.model.name AS model, r.model.version AS model_version, r.origin,
    r.ingested_at, r.text
FROM r
