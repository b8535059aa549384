-- The two walls (docs/adr/0002-walls.md). The registry of the same words is lib/db/walls.ts; a test compares both with
-- the catalog. Roles are made by the bootstrap, before any migration: they belong to the cluster, not to a database.

-- Who is asking: settings of the transaction, read by functions that PostgreSQL inlines, so that both walls become
-- conditions of an index.
CREATE FUNCTION app_school() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.school_id', true), '')::uuid;
CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.person_id', true), '')::uuid;
CREATE FUNCTION app_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.account_id', true), '')::uuid;
CREATE FUNCTION app_students() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('app.student_ids', true), ''), ',')::uuid[];
CREATE FUNCTION app_account_persons() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('app.account_persons', true), ''), ',')::uuid[];

-- Puts a table behind its wall. p_wall, p_column, p_staff and p_family are the words of lib/db/walls.ts.
-- One policy per role: one policy with OR between roles loses the index.
CREATE PROCEDURE preau_wall(p_table text, p_wall text, p_column text, p_staff text, p_family text)
LANGUAGE plpgsql AS $$
DECLARE
  here constant text := 'school_id = app_school()';
  staff_rows text;
  family_rows text;
BEGIN
  staff_rows := CASE p_wall
    WHEN 'global' THEN 'true'
    WHEN 'self' THEN format('%I = app_school()', p_column)
    WHEN 'private' THEN format('%s AND %I = app_person()', here, p_column)
    WHEN 'identity' THEN NULL
    ELSE here
  END;
  family_rows := CASE p_wall
    WHEN 'global' THEN 'true'
    WHEN 'self' THEN format('%I = app_school()', p_column)
    WHEN 'school' THEN here
    WHEN 'pupil' THEN format('%s AND %I = ANY (app_students())', here, p_column)
    WHEN 'owner' THEN format('%s AND %I = app_person()', here, p_column)
    WHEN 'private' THEN format('%s AND %I = app_person()', here, p_column)
    WHEN 'directory' THEN here || ' AND (profile NOT IN (''STUDENT'', ''GUARDIAN'') OR id = app_person() OR id = ANY (app_students()))'
    WHEN 'file' THEN here || ' AND (visibility = ''SCHOOL'' OR owner_id = app_person())'
    ELSE NULL
  END;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO preau_system', p_table);
  EXECUTE format('CREATE POLICY system_all ON %I TO preau_system USING (true) WITH CHECK (true)', p_table);
  IF p_staff <> '' THEN
    EXECUTE format('GRANT %s ON %I TO preau_staff', p_staff, p_table);
    EXECUTE format('CREATE POLICY staff_wall ON %I TO preau_staff USING (%s) WITH CHECK (%s)', p_table, staff_rows, staff_rows);
  END IF;
  IF p_family <> '' THEN
    EXECUTE format('GRANT %s ON %I TO preau_family', p_family, p_table);
    IF family_rows IS NOT NULL THEN
      EXECUTE format('CREATE POLICY family_wall ON %I TO preau_family USING (%s) WITH CHECK (%s)', p_table, family_rows, family_rows);
    ELSE
      -- A table of the staff that a family only adds to (its journal lines, its events): it never reads them back.
      EXECUTE format('CREATE POLICY family_adds ON %I FOR INSERT TO preau_family WITH CHECK (%s AND %I = %s)',
        p_table, here, p_column, CASE p_column WHEN 'school_id' THEN 'app_school()' ELSE 'app_person()' END);
    END IF;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO preau_identity, preau_staff, preau_family, preau_system;
REVOKE EXECUTE ON PROCEDURE preau_wall(text, text, text, text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION app_school(), app_person(), app_account(), app_students(), app_account_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_school(), app_person(), app_students() TO preau_identity, preau_staff, preau_family;
GRANT EXECUTE ON FUNCTION app_account(), app_account_persons() TO preau_identity;

CALL preau_wall('account', 'identity', NULL, '', '');
CALL preau_wall('sign_in', 'identity', NULL, '', '');
CALL preau_wall('reset_mail', 'identity', NULL, '', '');
CALL preau_wall('sign_in_attempt', 'identity', NULL, '', '');
CALL preau_wall('rate_limit', 'identity', NULL, '', '');
CALL preau_wall('organization', 'global', NULL, 'SELECT', 'SELECT');
CALL preau_wall('school', 'self', 'id', 'SELECT', 'SELECT');
CALL preau_wall('school_year', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('period_scheme', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('period', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('closure', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('teaching_week', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('person', 'directory', 'id', 'SELECT', 'SELECT');
CALL preau_wall('civil_status', 'staff', NULL, 'SELECT', '');
CALL preau_wall('contact', 'owner', 'person_id', 'SELECT', 'SELECT');
CALL preau_wall('external_id', 'staff', NULL, 'SELECT', '');
CALL preau_wall('guardianship', 'owner', 'guardian_id', 'SELECT', 'SELECT');
CALL preau_wall('student_support', 'staff', NULL, 'SELECT', '');
CALL preau_wall('group', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('group_division', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('enrollment', 'pupil', 'student_id', 'SELECT', 'SELECT');
CALL preau_wall('main_teacher', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('subject', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('room', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('service', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('service_teacher', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('slot', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('session', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('session_teacher', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('session_group', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('lesson_entry', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('lesson_entry_file', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('homework', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('homework_recipient', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('homework_completion', 'pupil', 'student_id', 'SELECT', 'SELECT, INSERT, DELETE');
CALL preau_wall('homework_file', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('file', 'file', 'owner_id', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('access_code', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('journal', 'staff', 'person_id', 'SELECT, INSERT', 'INSERT');
CALL preau_wall('operation', 'private', 'person_id', 'SELECT, INSERT', 'SELECT, INSERT');
CALL preau_wall('outbox', 'staff', 'school_id', 'INSERT', 'INSERT');

-- What the identity role reaches: accounts wholly, and of the schools only the persons of the account at hand.
GRANT SELECT, INSERT, UPDATE ON account, sign_in, reset_mail TO preau_identity;
GRANT SELECT, INSERT ON sign_in_attempt TO preau_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO preau_identity;
CREATE POLICY identity_all ON account TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON sign_in TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON reset_mail TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON sign_in_attempt TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON rate_limit TO preau_identity USING (true) WITH CHECK (true);
GRANT SELECT ON school TO preau_identity;
CREATE POLICY identity_reads ON school FOR SELECT TO preau_identity USING (true);
-- A code is looked up by its hash: sixty random bits are the wall.
GRANT SELECT, UPDATE (used_at) ON access_code TO preau_identity;
CREATE POLICY identity_all ON access_code TO preau_identity USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (account_id) ON person TO preau_identity;
CREATE POLICY identity_of_account ON person TO preau_identity
  USING (account_id = app_account() OR (school_id = app_school() AND id = app_person()) OR id = ANY (app_students()))
  WITH CHECK (account_id = app_account() OR (school_id = app_school() AND id = app_person()));
GRANT SELECT ON guardianship TO preau_identity;
CREATE POLICY identity_of_account ON guardianship FOR SELECT TO preau_identity USING (guardian_id = ANY (app_account_persons()));
GRANT INSERT ON journal TO preau_identity;
CREATE POLICY identity_adds ON journal FOR INSERT TO preau_identity WITH CHECK (school_id = app_school() AND person_id = app_person());

-- Validity: no pupil in two divisions at a time, nor twice in a group; no teacher twice on a service, no guardianship twice.
ALTER TABLE enrollment ADD CONSTRAINT enrollment_one_division
  EXCLUDE USING gist (school_id WITH =, student_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (group_kind = 'DIVISION');
ALTER TABLE enrollment ADD CONSTRAINT enrollment_once_in_group
  EXCLUDE USING gist (school_id WITH =, student_id WITH =, group_id WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE service_teacher ADD CONSTRAINT service_teacher_once
  EXCLUDE USING gist (school_id WITH =, service_id WITH =, teacher_id WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE guardianship ADD CONSTRAINT guardianship_once
  EXCLUDE USING gist (school_id WITH =, guardian_id WITH =, student_id WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE main_teacher ADD CONSTRAINT main_teacher_once
  EXCLUDE USING gist (school_id WITH =, group_id WITH =, teacher_id WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE guardianship ADD CONSTRAINT guardianship_level CHECK (level BETWEEN 1 AND 3);
ALTER TABLE slot ADD CONSTRAINT slot_times CHECK (weekday BETWEEN 1 AND 7 AND 0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440);
ALTER TABLE session ADD CONSTRAINT session_times CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440);
ALTER TABLE homework ADD CONSTRAINT homework_days CHECK (given_on <= due_on);
ALTER TABLE homework ADD CONSTRAINT homework_minutes CHECK (minutes BETWEEN 1 AND 600);

-- An INE may belong to two pupils (domain.md); every other identifier of the national files belongs to one person.
CREATE UNIQUE INDEX external_id_one_person ON external_id (school_id, source, value) WHERE source <> 'INE';

-- The account behind a sign-in token, its persons of today and the children of those who are guardians: one round trip.
-- Runs with the rights of preau_identity; each read widens the settings for the next, never beyond this account.
CREATE FUNCTION signed_in_account(p_token_hash text, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
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
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date), ''), true);
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
REVOKE EXECUTE ON FUNCTION signed_in_account(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signed_in_account(text, timestamptz) TO preau_identity;
