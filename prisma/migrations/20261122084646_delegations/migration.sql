-- CreateEnum
CREATE TYPE "DelegatedRight" AS ENUM ('LOCAL_ADMIN', 'ACTIVATION', 'IMPORTS', 'SETTINGS');

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "seen_by_id" UUID,
ADD COLUMN     "seen_person_id" UUID,
ADD COLUMN     "seen_school_id" UUID,
ADD COLUMN     "seen_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "delegation" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "delegated_right" "DelegatedRight" NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "given_by_id" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "delegation_school_id_person_id_idx" ON "delegation"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "delegation_school_id_ends_on_id_idx" ON "delegation"("school_id", "ends_on", "id");

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_school_id_given_by_id_fkey" FOREIGN KEY ("school_id", "given_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. A delegation ends early, and is never another than it was given as; nor is a substitution.
CALL preau_wall('delegation', 'staff', NULL, 'SELECT, INSERT', '');
GRANT UPDATE (ends_on) ON delegation TO preau_staff;
GRANT SELECT ON delegation TO preau_identity;
CREATE POLICY identity_of_account ON delegation FOR SELECT TO preau_identity USING (person_id = ANY (app_account_persons()));
GRANT INSERT, UPDATE (ends_on) ON service_teacher TO preau_staff;

-- Ended before it began, it has no day.
ALTER TABLE delegation ADD CONSTRAINT delegation_days CHECK (starts_on <= ends_on);
ALTER TABLE delegation ADD CONSTRAINT delegation_to_another CHECK (person_id <> given_by_id);
ALTER TABLE delegation ADD CONSTRAINT delegation_once
  EXCLUDE USING gist (school_id WITH =, person_id WITH =, delegated_right WITH =, daterange(starts_on, ends_on) WITH &&);
ALTER TABLE sign_in ADD CONSTRAINT sign_in_seen CHECK (num_nulls(seen_school_id, seen_person_id, seen_by_id, seen_until) IN (0, 4));

-- As in the migration before, with two answers more: the rights delegated to each person today, and, while this device shows the portal as
-- somebody else («voir comme»), that person alone instead of the account's own. It is asked each time whether who asked for it still runs the
-- school, and whether the one seen is still there; otherwise the account is itself again.
CREATE OR REPLACE FUNCTION signed_in_account(p_token_hash text, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  device record;
  persons jsonb;
  seeing jsonb;
BEGIN
  SELECT s.id, s.account_id, s.person_id, s.last_seen_at, s.seen_school_id, s.seen_person_id, s.seen_by_id, s.seen_until, a.login INTO device
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

  IF device.seen_until > p_now AND EXISTS (SELECT FROM person p
      WHERE p.school_id = device.seen_school_id AND p.id = device.seen_by_id AND p.id = ANY (app_account_persons())
        AND p.profile IN ('HEAD', 'ADMIN')) THEN
    PERFORM set_config('app.school_id', device.seen_school_id::text, true);
    PERFORM set_config('app.person_id', device.seen_person_id::text, true);
    IF EXISTS (SELECT FROM person p JOIN school s ON s.id = p.school_id
        WHERE p.school_id = device.seen_school_id AND p.id = device.seen_person_id
          AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
          AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)) THEN
      PERFORM set_config('app.account_persons', device.seen_person_id::text, true);
      seeing := jsonb_build_object('byId', device.seen_by_id, 'schoolId', device.seen_school_id, 'until', device.seen_until);
    END IF;
  END IF;

  PERFORM set_config('app.student_ids', coalesce((
    SELECT string_agg(g.student_id::text, ',') FROM guardianship g JOIN school s ON s.id = g.school_id
    WHERE g.guardian_id = ANY (app_account_persons())
      AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND NOT EXISTS (SELECT FROM judgment j WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id
        AND j.student_id = g.student_id AND j.kind = 'NO_COMMUNICATION'
        AND daterange(j.starts_on, j.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date)), ''), true);

  SELECT jsonb_agg(jsonb_build_object(
      'id', p.id, 'profile', p.profile, 'duty', p.duty, 'civility', p.civility,
      'firstName', p.first_name, 'lastName', p.last_name,
      'rights', coalesce((
        SELECT jsonb_agg(d.delegated_right ORDER BY d.delegated_right) FROM delegation d
        WHERE d.school_id = p.school_id AND d.person_id = p.id
          AND daterange(d.starts_on, d.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date), '[]'::jsonb),
      'school', jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'timeZone', s.time_zone,
        'disabledModules', to_jsonb(s.disabled_modules),
        'showsResultsToLevel2', coalesce(s.settings #> '{notes,showsToLevel2}' = 'true'::jsonb, false)),
      'children', coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'level', g.level)
          ORDER BY c.first_name, c.last_name, c.id)
        FROM guardianship g JOIN person c ON c.school_id = g.school_id AND c.id = g.student_id
        WHERE g.school_id = p.school_id AND g.guardian_id = p.id
          AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
          AND daterange(c.starts_on, c.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
          AND NOT EXISTS (SELECT FROM judgment j WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id
            AND j.student_id = g.student_id AND j.kind = 'NO_COMMUNICATION'
            AND daterange(j.starts_on, j.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date)), '[]'::jsonb))
      ORDER BY s.kind DESC, s.name, p.profile, p.id)
    INTO persons
    FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.id = ANY (app_account_persons());

  RETURN jsonb_build_object('signInId', device.id, 'accountId', device.account_id, 'login', device.login,
    'personId', device.person_id, 'seeing', seeing, 'persons', coalesce(persons, '[]'::jsonb));
END $$;
