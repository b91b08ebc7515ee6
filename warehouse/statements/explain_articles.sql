-- The articles that those documents became.
SELECT article_id, document_id, headline, canonical_url, in_language, language_confidence, date_published, date_published_source, dateline, word_count, version, copy_of, event_id, pipeline_version, run_id
FROM articles
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY article_id;
