-- Search without accents or capitals, as lib/fold.ts does it.
CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT replace(replace(replace(
    lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss')
$$;

-- The words of a Tiptap document. Strict: the lax mode tells what stands in an array twice.
CREATE FUNCTION rich_text_words(content jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT folded(jsonb_path_query_array(content, 'strict $.**.text')::text)
$$;

REVOKE EXECUTE ON FUNCTION folded(text), rich_text_words(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION folded(text), rich_text_words(jsonb) TO preau_staff, preau_family, preau_system;

-- Read within the scope of who asks, which an index on the words could not serve: under row-level security an operator that is
-- not leakproof (LIKE) is only asked of rows that the walls let through.
ALTER TABLE lesson_entry ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (rich_text_words(content)) STORED;
ALTER TABLE homework ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (rich_text_words(content)) STORED;
