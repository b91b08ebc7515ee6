-- New entries that link to an article which another feed has carried, or the same one under another id.
SELECT feed_id, entry_id, link, article_keys.article_id
FROM entries
JOIN article_keys ON article_keys.key_id = entries.link_key
WHERE entries.state = 'pending' AND entries.article_id IS NULL;
