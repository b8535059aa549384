-- Whom the worker is asked to erase at once, among all persons.
CREATE INDEX person_erasure_asked ON person (erase_asked_at) WHERE erase_asked_at IS NOT NULL AND erased_at IS NULL;
