-- AlterTable
ALTER TABLE "service_grading" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "bulletin_attendance" (
    "school_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "justified" DECIMAL(5,1),
    "unjustified" DECIMAL(5,1),
    "lates" SMALLINT,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bulletin_attendance_pkey" PRIMARY KEY ("school_id","student_id","period_id")
);

-- CreateTable
CREATE TABLE "shown_statistic" (
    "school_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "reader" "ResultReader" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "count" SMALLINT NOT NULL,
    "mean" DECIMAL(8,4),
    "lowest" DECIMAL(6,2),
    "highest" DECIMAL(6,2),
    "median" DECIMAL(8,4),

    CONSTRAINT "shown_statistic_pkey" PRIMARY KEY ("school_id","assessment_id","reader","since")
);

-- AddForeignKey
ALTER TABLE "bulletin_attendance" ADD CONSTRAINT "bulletin_attendance_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin_attendance" ADD CONSTRAINT "bulletin_attendance_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin_attendance" ADD CONSTRAINT "bulletin_attendance_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shown_statistic" ADD CONSTRAINT "shown_statistic_school_id_assessment_id_fkey" FOREIGN KEY ("school_id", "assessment_id") REFERENCES "assessment"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL preau_wall('bulletin_attendance', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('shown_statistic', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');

ALTER TABLE bulletin_attendance ADD CONSTRAINT bulletin_attendance_figures CHECK (
  justified >= 0 AND unjustified >= 0 AND lates >= 0
  AND num_nulls(justified, unjustified, lates) IN (0, 3));

-- The head and the administrators divide a year in periods, and say which classes follow them (lib/comptes/access.ts).
GRANT INSERT ON period_scheme TO preau_staff;
GRANT INSERT ON period TO preau_staff;
GRANT UPDATE (period_scheme_id) ON "group" TO preau_staff;
-- A bulletin stays what it is; when it appears follows the school's quiet hours.
GRANT UPDATE (visible_at) ON bulletin TO preau_staff;

-- What families have read until now. The walls bind the owner too, but for these lines.
ALTER TABLE assessment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_statistic NO FORCE ROW LEVEL SECURITY;
ALTER TABLE shown_statistic NO FORCE ROW LEVEL SECURITY;
INSERT INTO shown_statistic (school_id, assessment_id, reader, since, count, mean, lowest, highest, median)
SELECT s.school_id, s.assessment_id, r.reader, r.since, s.count, s.mean, s.lowest, s.highest, s.median
FROM assessment_statistic s
JOIN assessment a ON a.school_id = s.school_id AND a.id = s.assessment_id
CROSS JOIN LATERAL (VALUES
  ('STUDENT'::"ResultReader", a.visible_to_student_at), ('GUARDIAN'::"ResultReader", a.visible_to_guardian_at)) r (reader, since)
WHERE r.since IS NOT NULL;
ALTER TABLE assessment FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment_statistic FORCE ROW LEVEL SECURITY;
ALTER TABLE shown_statistic FORCE ROW LEVEL SECURITY;

-- As in the migration before, but for one answer: does the school show results to guardians of level 2?
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
        'disabledModules', to_jsonb(s.disabled_modules),
        'showsResultsToLevel2', coalesce(s.settings #> '{notes,showsToLevel2}' = 'true'::jsonb, false)),
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
          'disabledModules', to_jsonb(s.disabled_modules),
        'showsResultsToLevel2', coalesce(s.settings #> '{notes,showsToLevel2}' = 'true'::jsonb, false)),
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
