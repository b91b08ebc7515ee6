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
COMMENT ON COLUMN articles.event_id IS 'The event it tells of; NULL if no other article tells it.';
COMMENT ON COLUMN articles.copy_component IS 'Internal: texts that copying joins, over others as well, have this number in common.';
COMMENT ON COLUMN articles.credit IS 'News agency that it credits.';
COMMENT ON COLUMN articles.embedded_date IS 'Earliest day that stands in a post embedded in it.';

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

COMMENT ON TABLE sketches IS 'Internal: sampled hashes of runs of telling words of each article, for finding what may be its copies.';
COMMENT ON COLUMN sketches.hash IS 'The hash.';
COMMENT ON COLUMN sketches.published_on IS 'Day on which the article was published (UTC).';
COMMENT ON COLUMN sketches.seen_on IS 'Day on which we first saw it (UTC).';
COMMENT ON COLUMN sketches.article_id IS 'The article.';

COMMENT ON TABLE digests IS 'Internal: the text of each article as a number, for finding the same text again.';
COMMENT ON COLUMN digests.body_key IS 'From articles.body_digest.';
COMMENT ON COLUMN digests.article_id IS 'The article.';

COMMENT ON TABLE recent_texts IS 'Internal: texts of the last weeks, for comparing new ones with them.';
COMMENT ON COLUMN recent_texts.article_id IS 'The article.';
COMMENT ON COLUMN recent_texts.seen_on IS 'Day on which we first saw it (UTC).';
COMMENT ON COLUMN recent_texts.text IS 'Its article_body, compressed by itself (zlib).';

COMMENT ON TABLE topics IS 'Internal: what each representative is about, for finding articles that tell the same event.';
COMMENT ON COLUMN topics.article_id IS 'The article.';
COMMENT ON COLUMN topics.in_language IS 'Its language: only articles in one language are linked.';
COMMENT ON COLUMN topics.told_at IS 'When it was published, or first seen where that is not known (UTC).';
COMMENT ON COLUMN topics.component IS 'Articles that are linked, over others as well, have this number in common.';
COMMENT ON COLUMN topics.terms IS 'Hashes of its weightiest terms.';
COMMENT ON COLUMN topics.weights IS 'Their weights, in the same order; together a vector of length 10,000.';

COMMENT ON TABLE topic_links IS 'Internal: pairs of representatives about the same thing, near each other in time.';
COMMENT ON COLUMN topic_links.one IS 'The article with the lower id.';
COMMENT ON COLUMN topic_links.other IS 'The other article.';
COMMENT ON COLUMN topic_links.similarity IS 'Cosine of their topics, in thousandths.';
COMMENT ON COLUMN topic_links.rewrite_score IS 'How far both go back to one text; NULL where they do not.';
COMMENT ON COLUMN topic_links.evidence IS 'Their aligned sentences, where they do.';

COMMENT ON TABLE events IS 'Happenings that several articles tell, copies counted.';
COMMENT ON COLUMN events.event_id IS 'Id of the event; it stays while articles join, see event_aliases for events that were merged.';
COMMENT ON COLUMN events.label IS 'Headline of the article that is most like the others.';
COMMENT ON COLUMN events.event_date IS 'Day of the event (UTC), as far as it is known.';
COMMENT ON COLUMN events.event_date_source IS 'date_published (the earliest of its articles) or embed (the earliest day in a post that an article embeds).';
COMMENT ON COLUMN events.article_count IS 'Articles that tell it, copies included.';
COMMENT ON COLUMN events.publisher_count IS 'Outlets that told it.';
COMMENT ON COLUMN events.first_published_at IS 'Earliest date_published of its articles (UTC).';
COMMENT ON COLUMN events.last_published_at IS 'Latest date_published of its articles (UTC).';

COMMENT ON TABLE event_aliases IS 'Events that were found to be another one: where their ids lead today.';
COMMENT ON COLUMN event_aliases.event_id IS 'Id that is no more.';
COMMENT ON COLUMN event_aliases.merged_into IS 'Id of the event that it has become.';

COMMENT ON TABLE copies IS 'Which article copies which. A rewrite is a text of its own all the same: its articles.copy_of is NULL.';
COMMENT ON COLUMN copies.article_id IS 'The copy.';
COMMENT ON COLUMN copies.copy_of IS 'The representative of its cluster.';
COMMENT ON COLUMN copies.kind IS 'exact (same text), near (most of both is the same), excerpt (most of one stands in the other) or rewrite (same text in other words).';
COMMENT ON COLUMN copies.similarity IS 'Share of words that stand in passages in common: of both texts, for an excerpt of the contained one; for a rewrite the score of the aligned sentences.';
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

COMMENT ON TABLE feeds IS 'The feeds that are polled, one row each, as they are today.';
COMMENT ON COLUMN feeds.feed_id IS 'Id of the feed: from the address under which it was added; it stays when the feed moves.';
COMMENT ON COLUMN feeds.feed_url IS 'Address that is asked today.';
COMMENT ON COLUMN feeds.site_url IS 'Address of the site that it belongs to, as the feed says.';
COMMENT ON COLUMN feeds.title IS 'What whoever added it calls it, else what it calls itself.';
COMMENT ON COLUMN feeds.section IS 'Folder that it stands in; / between levels.';
COMMENT ON COLUMN feeds.format IS 'What it is: rss2.0, atom1.0, jsonfeed, sitemap, news_sitemap and the like.';
COMMENT ON COLUMN feeds.in_language IS 'Language that it claims, as BCP 47 tag.';
COMMENT ON COLUMN feeds.status IS 'active, paused (by hand), gone (it said so itself) or failing (it is asked less and less often).';
COMMENT ON COLUMN feeds.poll_interval_seconds IS 'Seconds between two polls, from the pace at which new entries come and from what the feed asks for.';
COMMENT ON COLUMN feeds.fixed_interval_seconds IS 'The same, set by hand; NULL where the pace decides.';
COMMENT ON COLUMN feeds.least_interval_seconds IS 'Seconds between two polls that the feed itself asks for (ttl, sy:updatePeriod); 0 if it does not.';
COMMENT ON COLUMN feeds.skip_hours IS 'Hours of the day, UTC, in which it asks not to be asked.';
COMMENT ON COLUMN feeds.skip_days IS 'Days of the week, Monday is 0, on which it asks not to be asked.';
COMMENT ON COLUMN feeds.next_poll_at IS 'When it is asked next (UTC).';
COMMENT ON COLUMN feeds.etag IS 'ETag of the last answer whose entries were saved, byte for byte.';
COMMENT ON COLUMN feeds.last_modified IS 'Last-Modified of that answer, byte for byte.';
COMMENT ON COLUMN feeds.body_digest IS 'SHA-256 of that answer: the same body is not read twice.';
COMMENT ON COLUMN feeds.failure_count IS 'Failures in a row.';
COMMENT ON COLUMN feeds.last_error IS 'What went wrong last, in a sentence; NULL when all is well.';
COMMENT ON COLUMN feeds.last_success_at IS 'When it last answered as it should (UTC).';
COMMENT ON COLUMN feeds.last_new_entry_at IS 'When it last had a new entry (UTC).';
COMMENT ON COLUMN feeds.moved_to IS 'Where it has been redirected to for good lately; it moves once that was confirmed.';
COMMENT ON COLUMN feeds.moved_count IS 'Polls in a row that confirmed the move.';
COMMENT ON COLUMN feeds.entries_per_day IS 'New entries a day, a moving average over about three days.';

COMMENT ON TABLE fetches IS 'Every request for a feed or an article page, and how it ended.';
COMMENT ON COLUMN fetches.fetch_id IS 'Id of the request.';
COMMENT ON COLUMN fetches.run_id IS 'The run that made it.';
COMMENT ON COLUMN fetches.feed_id IS 'The feed that was asked, or whose entry led to the page.';
COMMENT ON COLUMN fetches.requested_url IS 'Address that was asked first.';
COMMENT ON COLUMN fetches.final_url IS 'Address that answered last, after redirects.';
COMMENT ON COLUMN fetches.http_status IS 'HTTP status of the last answer; NULL if there was none.';
COMMENT ON COLUMN fetches.outcome IS 'ok, not_modified, http_error, challenge, robots, blocked_address, too_large, timeout, truncated, undecodable, tls_error, too_many_redirects or unreachable.';
COMMENT ON COLUMN fetches.error IS 'The same in a sentence; NULL when all was well.';
COMMENT ON COLUMN fetches.retry_after_at IS 'When the server allows the next request (UTC), where it said so.';
COMMENT ON COLUMN fetches.started_at IS 'When it was made (UTC).';
COMMENT ON COLUMN fetches.duration_ms IS 'How long it took, in milliseconds, redirects included.';
COMMENT ON COLUMN fetches.size_bytes IS 'Size of the body as received, in bytes.';
COMMENT ON COLUMN fetches.content_type IS 'Media type as the server declared it.';
COMMENT ON COLUMN fetches.charset IS 'Charset as the server declared it.';
COMMENT ON COLUMN fetches.payload_digest IS 'SHA-256 of the body, decompressed; NULL if there was none.';

COMMENT ON TABLE sightings IS 'Which entry of which feed carried which article.';
COMMENT ON COLUMN sightings.article_id IS 'The article.';
COMMENT ON COLUMN sightings.feed_id IS 'The feed.';
COMMENT ON COLUMN sightings.entry_id IS 'The entry, as the feed names it (guid), else its link.';
COMMENT ON COLUMN sightings.link IS 'The link that the entry gave.';
COMMENT ON COLUMN sightings.first_seen_at IS 'When the feed was first seen to carry it (UTC).';
COMMENT ON COLUMN sightings.last_seen_at IS 'When it was last seen to (UTC).';

COMMENT ON TABLE entries IS 'Internal: everything that feeds have listed, and whether its page is yet to be fetched.';
COMMENT ON COLUMN entries.feed_id IS 'The feed.';
COMMENT ON COLUMN entries.entry_id IS 'The entry, as the feed names it (guid), else its link.';
COMMENT ON COLUMN entries.link IS 'Address of its page.';
COMMENT ON COLUMN entries.link_key IS 'Id of that address without what only tracks readers.';
COMMENT ON COLUMN entries.digest IS 'SHA-256 of what it says: another one is an edited entry.';
COMMENT ON COLUMN entries.stated IS 'What it says, as JSON; NULL once it is settled.';
COMMENT ON COLUMN entries.state IS 'pending (its page is yet to be fetched) or settled.';
COMMENT ON COLUMN entries.attempts IS 'How often its page was asked for in vain.';
COMMENT ON COLUMN entries.next_try_at IS 'When it is asked for next (UTC).';
COMMENT ON COLUMN entries.last_error IS 'Why it was asked for in vain.';
COMMENT ON COLUMN entries.settled_at IS 'When it was settled (UTC).';
COMMENT ON COLUMN entries.article_id IS 'The article that it carried; NULL if its page was none.';
COMMENT ON COLUMN entries.first_seen_at IS 'When the feed was first seen to list it (UTC).';
COMMENT ON COLUMN entries.last_seen_at IS 'When it was last seen to (UTC).';

COMMENT ON TABLE article_keys IS 'Internal: addresses, entries and texts by which articles from feeds are known again.';
COMMENT ON COLUMN article_keys.key_id IS 'Id of the address, entry or text.';
COMMENT ON COLUMN article_keys.article_id IS 'The article.';

COMMENT ON TABLE hosts IS 'Internal: what hosts asked of us.';
COMMENT ON COLUMN hosts.host IS 'Name of the host.';
COMMENT ON COLUMN hosts.closed_until IS 'It asked to be left alone until then (UTC).';
COMMENT ON COLUMN hosts.robots_txt IS 'Its robots.txt; empty if it has none, NULL if it could not be had.';
COMMENT ON COLUMN hosts.robots_until IS 'How long that is believed (UTC).';

COMMENT ON TABLE quotes IS 'Quoted words and who said them. Only representatives have rows, as with mentions.';
COMMENT ON COLUMN quotes.quote_id IS 'Id of the quote: from its article and place.';
COMMENT ON COLUMN quotes.article_id IS 'The article.';
COMMENT ON COLUMN quotes.text IS 'The words, without their quotation marks.';
COMMENT ON COLUMN quotes.start_char IS 'Offset of the first character in article_body, from 0. In SQL: article_body[start_char + 1 : end_char].';
COMMENT ON COLUMN quotes.end_char IS 'Offset behind the last character.';
COMMENT ON COLUMN quotes.kind IS 'direct (a clause of its own), partial (words within a sentence that somebody says) or scare (a term set apart).';
COMMENT ON COLUMN quotes.speaker IS 'Name of who said it; NULL where nobody can be named.';
COMMENT ON COLUMN quotes.speaker_entity_id IS 'The same as an entity.';
COMMENT ON COLUMN quotes.cue IS 'By what we know: the words of saying, and a medium or an unnamed speaker as written.';
COMMENT ON COLUMN quotes.utterance_id IS 'Quotes of the same words in several articles have one in common; its own quote_id until they are grouped.';
COMMENT ON COLUMN quotes.confidence IS 'How sure the speaker is, 0 to 1.';
