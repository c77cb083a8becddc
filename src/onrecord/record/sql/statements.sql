-- One row per statement, with the names of those who made it and of those who passed it on.
WITH f AS (
    SELECT r.id AS report_id, r.publisher, r.published, r.url, r.title, fact, picked(r.short, fact.speakers) AS who,
        list_transform(fact.content, lambda c: c.words) AS pieces,
        list_transform(fact.attribution, lambda t:
            coalesce(list_filter(r.short, lambda a: a.id = t.actor)[1].name, t.span.words)) AS passed_on_by
    FROM r, unnest(r.statements) AS u(fact)
)
SELECT fact.id, report_id, publisher, published, url, title,
    nullif(array_to_string(names_of(who), ' and '), '') AS speaker, countries_of(who)[1] AS speaker_country,
    coalesce(nullif(array_to_string(pieces, ' … '), ''), fact.cue_span.words, fact.speaker_span.words, '') AS words,
    coalesce(fact.content[1].start, fact.cue_span.start, fact.speaker_span.start) AS start,
    coalesce(fact.content[-1]."end", fact.cue_span."end", fact.speaker_span."end") AS "end",
    fact.kind, fact.cue_span.words AS cue, fact.speaker_span.words AS speaker_words, fact.form, fact.marks, fact.act,
    fact.polarity, fact.addressee_span.words AS addressee, fact.medium, fact.outlet_span.words AS outlet,
    fact.said.start AS said_start, fact.said."end" AS said_end, fact.said.value AS said_value,
    fact.said.span.words AS said_words, passed_on_by,
    list_transform(fact.attribution, lambda t: t.role) AS passed_on_roles,
    fact.parent, 1 + len(fact.mentions) AS n_mentions, fact.in_furniture, fact.confidence,
    names_of(who) AS speakers, fact.speakers AS speaker_ids, countries_of(who) AS speaker_countries,
    sectors_of(who) AS speaker_sectors,
    keys_of(who) || CASE WHEN len(who) = 0 THEN coalesce(keyed(fact.speaker_span.words), '') ELSE '' END AS _speaker,
    keyed_all(passed_on_by || [coalesce(fact.addressee_span.words, '')]) AS _beside,
    keyed(array_to_string(pieces, ' ')) AS _text,
    list_transform(list_filter([fact.cue_span] || fact.content, lambda s: s IS NOT NULL),
        lambda s: s.start || '-' || s."end") AS _keys
FROM f
