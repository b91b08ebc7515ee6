-- Texts that no new article is compared with any more need not be at hand: articles.article_body has them.
DELETE FROM recent_texts
WHERE seen_on < (SELECT max(seen_on) FROM recent_texts) - 45;
