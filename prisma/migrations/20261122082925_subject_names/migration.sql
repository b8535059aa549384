-- The name of a subject as a search reads it: a lesson is found by its subject in the statement that reads it. What no index serves is
-- said in the migration search_text.
ALTER TABLE subject ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (folded(name)) STORED;
