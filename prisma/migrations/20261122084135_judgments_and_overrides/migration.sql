-- CreateEnum
CREATE TYPE "JudgmentKind" AS ENUM ('NO_COMMUNICATION', 'NO_VISIT');

-- AlterTable
ALTER TABLE "import_change" ADD COLUMN     "person_id" UUID;

-- CreateTable
CREATE TABLE "judgment" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "guardian_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "kind" "JudgmentKind" NOT NULL,
    "reference" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "author_id" UUID NOT NULL,

    CONSTRAINT "judgment_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "person_override" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "about_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT,
    "imported_value" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "author_id" UUID NOT NULL,

    CONSTRAINT "person_override_pkey" PRIMARY KEY ("school_id","person_id","about_id","field")
);

-- CreateIndex
CREATE INDEX "judgment_school_id_guardian_id_student_id_idx" ON "judgment"("school_id", "guardian_id", "student_id");

-- CreateIndex
CREATE INDEX "judgment_school_id_student_id_idx" ON "judgment"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "import_change_school_id_person_id_idx" ON "import_change"("school_id", "person_id");

-- AddForeignKey
ALTER TABLE "judgment" ADD CONSTRAINT "judgment_school_id_guardian_id_fkey" FOREIGN KEY ("school_id", "guardian_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judgment" ADD CONSTRAINT "judgment_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judgment" ADD CONSTRAINT "judgment_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_override" ADD CONSTRAINT "person_override_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_override" ADD CONSTRAINT "person_override_school_id_about_id_fkey" FOREIGN KEY ("school_id", "about_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_override" ADD CONSTRAINT "person_override_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. A judgment is the affair of those who run the accounts (lib/comptes/access.ts); to the rest it shows by
-- what it shuts alone.
CALL preau_wall('judgment', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('person_override', 'staff', NULL, 'SELECT, INSERT, UPDATE, DELETE', '');
ALTER TABLE judgment ADD CONSTRAINT judgment_days CHECK (ends_on IS NULL OR starts_on <= ends_on);

-- Who signs in learns from its own judgments what it may not be shown, and nothing else of them.
GRANT SELECT (school_id, guardian_id, student_id, kind, starts_on, ends_on) ON judgment TO preau_identity;
CREATE POLICY identity_of_account ON judgment FOR SELECT TO preau_identity USING (guardian_id = ANY (app_account_persons()));

-- What the directory writes by hand: persons whom the files do not have, and what the school knows better than they. Never a profile
-- once given, nor an account: that link is made by a code (docs/adr/0009-signing-in.md).
GRANT INSERT (school_id, id, profile, duty, civility, last_name, first_name, starts_on, ends_on) ON person TO preau_staff;
GRANT UPDATE (civility, duty, ends_on, first_name, last_name) ON person TO preau_staff;
GRANT INSERT, UPDATE ON civil_status TO preau_staff;
GRANT INSERT, UPDATE, DELETE ON contact TO preau_staff;
GRANT INSERT ON external_id TO preau_staff;
GRANT INSERT ON guardianship TO preau_staff;
GRANT UPDATE (ends_on, kinship, level, starts_on) ON guardianship TO preau_staff;
GRANT INSERT ON enrollment TO preau_staff;
GRANT UPDATE (ends_on) ON enrollment TO preau_staff;
GRANT INSERT ON student_support TO preau_staff;
GRANT UPDATE (ends_on) ON student_support TO preau_staff;

-- As in the migration before, but for one condition: while a judgment keeps a pupil from a guardian, it is none of its children.
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
      AND daterange(g.starts_on, g.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND NOT EXISTS (SELECT FROM judgment j WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id
        AND j.student_id = g.student_id AND j.kind = 'NO_COMMUNICATION'
        AND daterange(j.starts_on, j.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date)), ''), true);

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
          AND daterange(c.starts_on, c.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
          AND NOT EXISTS (SELECT FROM judgment j WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id
            AND j.student_id = g.student_id AND j.kind = 'NO_COMMUNICATION'
            AND daterange(j.starts_on, j.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date)), '[]'::jsonb))
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
            AND daterange(c.starts_on, c.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
            AND NOT EXISTS (SELECT FROM judgment j WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id
              AND j.student_id = g.student_id AND j.kind = 'NO_COMMUNICATION'
              AND daterange(j.starts_on, j.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date)), '[]'::jsonb)))
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
