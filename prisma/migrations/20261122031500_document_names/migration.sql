-- The name of a document as a search reads it; what no index serves is said in the migration search_text.
ALTER TABLE document ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (folded(name)) STORED;
