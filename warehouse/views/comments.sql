-- What every table and column means, for readers who open the file with no documentation at hand.

COMMENT ON TABLE documents IS 'One row for every document received, whatever became of it. source: the pipeline.';
COMMENT ON COLUMN documents.document_id IS 'Id of the document: from its source and its bytes.';
COMMENT ON COLUMN documents.origin IS 'How it came: feed, inbox, archive or cli (named on the command line).';
COMMENT ON COLUMN documents.source IS 'Path or URL it came from. Bytes of a file name that are not UTF-8 are written as \xNN.';
COMMENT ON COLUMN documents.media_type IS 'Media type as recognised from content and name, e.g. text/html.';
COMMENT ON COLUMN documents.charset IS 'Character set it was decoded with.';
COMMENT ON COLUMN documents.charset_source IS 'How the character set was known: bom, http, meta, utf-8 or detector.';
COMMENT ON COLUMN documents.size_bytes IS 'Size as received, in bytes.';
COMMENT ON COLUMN documents.payload_digest IS 'SHA-256 of the bytes as received, in hexadecimal.';
COMMENT ON COLUMN documents.received_at IS 'When we received it (UTC).';
COMMENT ON COLUMN documents.state IS 'landed (became an article or a version of one), duplicate (nothing new in it), rejected (not an article) or failed (could not be read).';
COMMENT ON COLUMN documents.reason_code IS 'Why it was rejected or failed, from a closed list. NULL otherwise.';
COMMENT ON COLUMN documents.reason IS 'The same in a sentence that says what to do.';
COMMENT ON COLUMN documents.article_id IS 'The article it became or repeats. NULL when rejected or failed.';
COMMENT ON COLUMN documents.stored_in IS 'Where the bytes are kept: file below warehouse/ and byte offset of its WARC record.';
COMMENT ON COLUMN documents.run_id IS 'The run that received it.';

COMMENT ON TABLE articles IS 'Clean articles, one row each, in their latest version. NULL means not known; nothing is guessed.';
COMMENT ON COLUMN articles.article_id IS 'Id of the article: from its canonical URL, or from its bytes where there is none. Survives reprocessing.';
COMMENT ON COLUMN articles.document_id IS 'The document that the latest version came from.';
COMMENT ON COLUMN articles.url IS 'Address it was fetched from.';
COMMENT ON COLUMN articles.canonical_url IS 'Address that the publisher calls its own, without tracking parameters.';
COMMENT ON COLUMN articles.headline IS 'Headline, without the site''s name.';
COMMENT ON COLUMN articles.alternative_headline IS 'A second headline, where the page has one.';
COMMENT ON COLUMN articles.authors IS 'Names of the authors.';
COMMENT ON COLUMN articles.publisher IS 'Name of the outlet.';
COMMENT ON COLUMN articles.dateline IS 'Place (and agency) that opened the text, as written; taken out of article_body.';
COMMENT ON COLUMN articles.article_section IS 'Section of the paper, as the publisher names it.';
COMMENT ON COLUMN articles.keywords IS 'Keywords that the publisher gave.';
COMMENT ON COLUMN articles.in_language IS 'Language of the text as BCP 47 tag; und where it cannot be known.';
COMMENT ON COLUMN articles.language_confidence IS 'What the language identifier thought of its answer, 0 to 1; no probability.';
COMMENT ON COLUMN articles.date_published IS 'When the publisher says it was published (UTC).';
COMMENT ON COLUMN articles.date_published_precision IS 'instant (time known), day (only the day known, at 00:00 UTC) or inferred.';
COMMENT ON COLUMN articles.date_published_source IS 'Where date_published was read: json-ld, meta, time, url, text, feed.';
COMMENT ON COLUMN articles.date_modified IS 'When the publisher says it was last changed (UTC).';
COMMENT ON COLUMN articles.article_body IS 'The text: paragraphs parted by a blank line, boilerplate removed (see removed_spans).';
COMMENT ON COLUMN articles.word_count IS 'Words in article_body, as runs of characters between white space; each Chinese or Japanese character counts as one.';
COMMENT ON COLUMN articles.image_url IS 'Address of the lead image.';
COMMENT ON COLUMN articles.access IS 'free, metered, paywalled or unknown.';
COMMENT ON COLUMN articles.body_digest IS 'SHA-256 of article_body with white space folded: equal digests are exact copies.';
COMMENT ON COLUMN articles.version IS 'Number of the latest version, from 1.';
COMMENT ON COLUMN articles.first_seen_at IS 'When we first received it (UTC).';
COMMENT ON COLUMN articles.last_seen_at IS 'When we last received a document with it (UTC).';
COMMENT ON COLUMN articles.updated_at IS 'When its text last changed here (UTC).';
COMMENT ON COLUMN articles.copy_of IS 'article_id of the representative of its cluster of copies; NULL if it is one or has no copies.';
COMMENT ON COLUMN articles.event_id IS 'The event it tells of; NULL until events are found.';
COMMENT ON COLUMN articles.pipeline_version IS 'Version of the rules that made this row.';
COMMENT ON COLUMN articles.run_id IS 'The run that last changed this row.';

COMMENT ON TABLE article_versions IS 'Every version of every article, the latest included.';
COMMENT ON COLUMN article_versions.article_id IS 'The article.';
COMMENT ON COLUMN article_versions.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN article_versions.headline IS 'Headline of that version.';
COMMENT ON COLUMN article_versions.article_body IS 'Text of that version.';
COMMENT ON COLUMN article_versions.body_digest IS 'SHA-256 of that text with white space folded.';
COMMENT ON COLUMN article_versions.document_id IS 'The document that brought it.';
COMMENT ON COLUMN article_versions.seen_at IS 'When we received it (UTC).';

COMMENT ON TABLE removed_spans IS 'Every piece of text that cleaning took out of an article, with the rule that did it.';
COMMENT ON COLUMN removed_spans.article_id IS 'The article.';
COMMENT ON COLUMN removed_spans.version IS 'Version of the article that it was removed from.';
COMMENT ON COLUMN removed_spans.span_no IS 'Order of the removed pieces within the article, from 1.';
COMMENT ON COLUMN removed_spans.kind IS 'boilerplate, promo, embed, duplicate, caption or credit.';
COMMENT ON COLUMN removed_spans.rule_id IS 'Rule that matched, as named in seeds/boilerplate.toml or in the cleaning code.';
COMMENT ON COLUMN removed_spans.text IS 'The removed text.';
COMMENT ON COLUMN removed_spans.position IS 'Character offset into article_body at which it would go back in.';

COMMENT ON TABLE fingerprints IS 'Internal: sampled hashes of word 3-grams of the latest version, for finding copies.';
COMMENT ON COLUMN fingerprints.article_id IS 'The article.';
COMMENT ON COLUMN fingerprints.shingles IS 'Hashes, sampled by value.';

COMMENT ON TABLE copies IS 'Which article copies which, one row for every article that is a copy.';
COMMENT ON COLUMN copies.article_id IS 'The copy.';
COMMENT ON COLUMN copies.copy_of IS 'The representative of its cluster.';
COMMENT ON COLUMN copies.kind IS 'exact (same text) or near (nearly the same text).';
COMMENT ON COLUMN copies.similarity IS 'Jaccard similarity of sampled word 3-grams with the representative, 0 to 1.';
COMMENT ON COLUMN copies.evidence IS 'Why it counts as a copy, in words.';

COMMENT ON TABLE entities IS 'Who and what the articles name.';
COMMENT ON COLUMN entities.entity_id IS 'Id of the entity: from its kind and name.';
COMMENT ON COLUMN entities.name IS 'Its name in full, as the articles write it.';
COMMENT ON COLUMN entities.kind IS 'person, organisation, place, event, product or other.';
COMMENT ON COLUMN entities.country_code IS 'ISO 3166-1 alpha-2 code, for countries.';
COMMENT ON COLUMN entities.geonames_id IS 'GeoNames id, for places where it is known.';
COMMENT ON COLUMN entities.wikidata_id IS 'Wikidata id where it is known.';

COMMENT ON TABLE entity_aliases IS 'Other ways in which articles write an entity''s name.';
COMMENT ON COLUMN entity_aliases.entity_id IS 'The entity.';
COMMENT ON COLUMN entity_aliases.alias IS 'The other way to write it.';
COMMENT ON COLUMN entity_aliases.source IS 'How we know that both are one.';
COMMENT ON COLUMN entity_aliases.confidence IS 'How sure that is, 0 to 1.';

COMMENT ON TABLE mentions IS 'Where an article names an entity. Only representatives have rows; article_mentions spreads them to copies.';
COMMENT ON COLUMN mentions.article_id IS 'The article.';
COMMENT ON COLUMN mentions.entity_id IS 'The entity.';
COMMENT ON COLUMN mentions.surface IS 'The name as written there.';
COMMENT ON COLUMN mentions.kind IS 'What the recogniser took it for: person, organisation, place, event, product or other.';
COMMENT ON COLUMN mentions.start_char IS 'Offset of its first character in article_body, from 0. In SQL: article_body[start_char + 1 : end_char].';
COMMENT ON COLUMN mentions.end_char IS 'Offset behind its last character.';
COMMENT ON COLUMN mentions.engine IS 'What recognised it.';
COMMENT ON COLUMN mentions.confidence IS 'How far the engine is to be trusted, 0 to 1.';

COMMENT ON TABLE runs IS 'Every run of a flow, with its figures.';
COMMENT ON COLUMN runs.run_id IS 'Id of the run: from its number in this warehouse.';
COMMENT ON COLUMN runs.flow IS 'Name of the flow.';
COMMENT ON COLUMN runs.prefect_flow_run_id IS 'Id of the Prefect flow run; NULL when it ran without Prefect.';
COMMENT ON COLUMN runs.started_at IS 'When it started (UTC).';
COMMENT ON COLUMN runs.finished_at IS 'When it ended (UTC); NULL while it runs or if it was killed.';
COMMENT ON COLUMN runs.state IS 'running, completed or failed (an error ended it; what it landed stays); a killed run stays running without finished_at.';
COMMENT ON COLUMN runs.received IS 'Documents it received.';
COMMENT ON COLUMN runs.landed IS 'Documents that became an article or a new version of one.';
COMMENT ON COLUMN runs.duplicates IS 'Documents that brought nothing new, those known from earlier runs included.';
COMMENT ON COLUMN runs.rejected IS 'Documents that are not articles.';
COMMENT ON COLUMN runs.failed IS 'Documents that could not be read.';
COMMENT ON COLUMN runs.pipeline_version IS 'Version of the rules.';

COMMENT ON TABLE batches IS 'Every transaction that landed documents: a batch is there whole or not at all.';
COMMENT ON COLUMN batches.batch_id IS 'Id of the batch: SHA-256 of its documents'' ids.';
COMMENT ON COLUMN batches.run_id IS 'The run.';
COMMENT ON COLUMN batches.landed_at IS 'When it was committed (UTC).';
COMMENT ON COLUMN batches.documents IS 'Documents in it.';
COMMENT ON COLUMN batches.articles IS 'New articles and new versions in it.';
COMMENT ON COLUMN batches.copies IS 'Of those, copies of another article.';

COMMENT ON TABLE snapshot_info IS 'Every snapshot published; the last row is the one that you are reading.';
COMMENT ON COLUMN snapshot_info.snapshot_no IS 'Number of the snapshot, from 1.';
COMMENT ON COLUMN snapshot_info.published_at IS 'When it was published (UTC).';
COMMENT ON COLUMN snapshot_info.last_batch_id IS 'The last batch in it.';
COMMENT ON COLUMN snapshot_info.articles IS 'Articles in it.';
COMMENT ON COLUMN snapshot_info.batches IS 'Batches in it.';
COMMENT ON COLUMN snapshot_info.finished_runs IS 'Finished runs in it.';

COMMENT ON TABLE leases IS 'Internal: who works off what at the moment; a lease that has run out binds nobody.';
COMMENT ON COLUMN leases.name IS 'What is leased, such as inbox.';
COMMENT ON COLUMN leases.holder IS 'Host and process that hold it.';
COMMENT ON COLUMN leases.expires_at IS 'Until when, unless it is renewed (UTC).';

COMMENT ON TABLE schema_migrations IS 'Which migrations made this schema.';
COMMENT ON COLUMN schema_migrations.number IS 'Number of the migration.';
COMMENT ON COLUMN schema_migrations.name IS 'Its file name.';
COMMENT ON COLUMN schema_migrations.checksum IS 'SHA-256 of its text: an applied migration never changes.';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied (UTC).';
