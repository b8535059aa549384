-- As whom a sign-in may still act, without making it last: null once it is over. What watches (lib/live/stream.ts) asks it each half
-- minute for each open browser. Persons are those of signed_in_account, and nothing else of them.
CREATE FUNCTION open_persons(p_sign_in uuid, p_now timestamptz) RETURNS uuid[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  owner uuid;
BEGIN
  SELECT s.account_id INTO owner
    FROM sign_in s JOIN account a ON a.id = s.account_id
    WHERE s.id = p_sign_in AND s.revoked_at IS NULL AND s.expires_at > p_now AND s.ends_at > p_now
      AND (a.ended_at IS NULL OR a.ended_at > p_now);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('app.account_id', owner::text, true);
  RETURN ARRAY(SELECT p.id FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.account_id = owner
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date));
END $$;
REVOKE EXECUTE ON FUNCTION open_persons(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_persons(uuid, timestamptz) TO preau_identity;
