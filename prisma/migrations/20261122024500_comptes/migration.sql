-- AlterTable
ALTER TABLE "person" ADD COLUMN     "access_ends_on" DATE;

-- AlterTable
ALTER TABLE "school" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "period_scheme" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- What the staff changes from now on; who of them, lib/comptes/access.ts says. Columns are named, so that nobody's name, profile or
-- account, nor a school's name or calendar, is within reach of a form.
GRANT UPDATE (access_ends_on) ON person TO preau_staff;
GRANT UPDATE (disabled_modules, settings, version) ON school TO preau_staff;
GRANT UPDATE (version) ON period_scheme TO preau_staff;
GRANT UPDATE (starts_on, ends_on) ON period TO preau_staff;

ALTER TABLE period ADD CONSTRAINT period_days CHECK (starts_on < ends_on);

-- As in the migrations that made them, but for one condition: who lost access by hand is in the school no more, at once.
CREATE OR REPLACE FUNCTION signed_in_account(p_token_hash text, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  device record;
  persons jsonb;
BEGIN
  SELECT s.id, s.account_id, s.person_id, s.last_seen_at, a.login INTO device
    FROM sign_in s JOIN account a ON a.id = s.account_id
    WHERE s.token_hash = p_token_hash AND s.revoked_at IS NULL AND s.expires_at > p_now AND s.ends_at > p_now
      AND (a.ended_at IS NULL OR a.ended_at > p_now);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  IF device.last_seen_at < p_now - interval '1 minute' THEN
    UPDATE sign_in SET last_seen_at = p_now, expires_at = least(ends_at, p_now + make_interval(mins => idle_minutes))
      WHERE id = device.id;
  END IF;

  PERFORM set_config('app.account_id', device.account_id::text, true);
  PERFORM set_config('app.account_persons', coalesce((
    SELECT string_agg(p.id::text, ',') FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.account_id = device.account_id
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)), ''), true);
  PERFORM set_config('app.student_ids', coalesce((
    SELECT string_agg(g.student_id::text, ',') FROM guardianship g JOIN school s ON s.id = g.school_id
    WHERE g.guardian_id = ANY (app_account_persons())
      AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date), ''), true);

  SELECT jsonb_agg(jsonb_build_object(
      'id', p.id, 'profile', p.profile, 'duty', p.duty, 'civility', p.civility,
      'firstName', p.first_name, 'lastName', p.last_name,
      'school', jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'timeZone', s.time_zone,
        'disabledModules', to_jsonb(s.disabled_modules)),
      'children', coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'level', g.level)
          ORDER BY c.first_name, c.last_name, c.id)
        FROM guardianship g JOIN person c ON c.school_id = g.school_id AND c.id = g.student_id
        WHERE g.school_id = p.school_id AND g.guardian_id = p.id
          AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
          AND daterange(c.starts_on, c.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date), '[]'::jsonb))
      ORDER BY s.kind DESC, s.name, p.profile, p.id)
    INTO persons
    FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.id = ANY (app_account_persons());

  RETURN jsonb_build_object('signInId', device.id, 'accountId', device.account_id, 'login', device.login,
    'personId', device.person_id, 'persons', coalesce(persons, '[]'::jsonb));
END $$;

CREATE OR REPLACE FUNCTION feed_reader(p_token_hash text, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  feed record;
  person jsonb;
BEGIN
  SELECT f.id, f.school_id, f.person_id, f.student_id INTO feed
    FROM feed_token f WHERE f.token_hash = p_token_hash AND f.revoked_at IS NULL;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  PERFORM set_config('app.school_id', feed.school_id::text, true);
  PERFORM set_config('app.person_id', feed.person_id::text, true);
  PERFORM set_config('app.account_persons', feed.person_id::text, true);
  PERFORM set_config('app.student_ids', coalesce(feed.student_id::text, ''), true);

  SELECT jsonb_build_object(
      'accountId', a.id, 'login', a.login, 'feedId', feed.id, 'studentId', feed.student_id,
      'person', jsonb_build_object(
        'id', p.id, 'profile', p.profile, 'duty', p.duty, 'civility', p.civility,
        'firstName', p.first_name, 'lastName', p.last_name,
        'school', jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'timeZone', s.time_zone,
          'disabledModules', to_jsonb(s.disabled_modules)),
        'children', coalesce((
          SELECT jsonb_agg(jsonb_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'level', g.level))
          FROM guardianship g JOIN person c ON c.school_id = g.school_id AND c.id = g.student_id
          WHERE g.school_id = p.school_id AND g.guardian_id = p.id AND g.student_id = feed.student_id
            AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
            AND daterange(c.starts_on, c.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date), '[]'::jsonb)))
    INTO person
    FROM person p
    JOIN school s ON s.id = p.school_id
    JOIN account a ON a.id = p.account_id
    WHERE p.school_id = feed.school_id AND p.id = feed.person_id
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)
      AND (a.ended_at IS NULL OR a.ended_at > p_now);
  RETURN person;
END $$;
