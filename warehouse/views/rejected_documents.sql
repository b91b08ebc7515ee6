-- What did not become an article, and why.
CREATE OR REPLACE VIEW rejected_documents AS
SELECT document_id, origin, source, media_type, size_bytes, received_at, state, reason_code, reason, stored_in, run_id
FROM documents
WHERE state IN ('rejected', 'failed');

COMMENT ON VIEW rejected_documents IS 'Documents that did not become an article, each with a code and a sentence that says why.';
