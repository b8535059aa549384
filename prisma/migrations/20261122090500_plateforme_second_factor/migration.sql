-- Who administers the platform must have a second factor, whatever a school's settings say. Only the demo's roles are spared: the web
-- has no right to this column.
ALTER TABLE "platform_role" ADD COLUMN "demands_factor" BOOLEAN NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION account_demands_factor(p_account uuid, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('app.account_id', p_account::text, true);
  RETURN EXISTS (SELECT FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.account_id = p_account AND p.profile IN ('HEAD', 'ADMIN')
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)
      AND s.settings #> '{signIn,demandsSecondFactor}' IS DISTINCT FROM 'false'::jsonb)
    OR EXISTS (SELECT FROM platform_role r
      WHERE r.account_id = p_account AND r.demands_factor
        AND r.starts_at <= p_now AND (r.ends_at IS NULL OR r.ends_at > p_now));
END $$;

-- A new organisation keeps its code, and an administrator its name: nothing changes them from the web.
REVOKE UPDATE (code) ON organization FROM preau_platform;
REVOKE UPDATE (last_name, first_name, email) ON platform_role FROM preau_platform;
-- The search of a part of a name.
GRANT EXECUTE ON FUNCTION folded(text) TO preau_platform;
