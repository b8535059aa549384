-- CreateEnum
CREATE TYPE "CancelReason" AS ENUM ('TEACHER_ABSENT', 'OUTING', 'EXAM', 'OTHER');

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "absence_id" UUID,
ADD COLUMN     "cancel_reason" "CancelReason",
ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "status_before" "SessionStatus";

-- AlterTable
ALTER TABLE "session_teacher" ADD COLUMN     "replaces_id" UUID;

-- CreateTable
CREATE TABLE "teacher_absence" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "start_day" DATE NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_day" DATE NOT NULL,
    "end_minute" SMALLINT NOT NULL,
    "declared_by_id" UUID NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "teacher_absence_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "feed_token" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "student_id" UUID,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "feed_token_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "teacher_absence_school_id_teacher_id_idx" ON "teacher_absence"("school_id", "teacher_id");

-- CreateIndex
CREATE INDEX "teacher_absence_school_id_end_day_idx" ON "teacher_absence"("school_id", "end_day");

-- CreateIndex
CREATE UNIQUE INDEX "feed_token_token_hash_key" ON "feed_token"("token_hash");

-- CreateIndex
CREATE INDEX "feed_token_school_id_person_id_idx" ON "feed_token"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "session_school_id_planned_day_idx" ON "session"("school_id", "planned_day");

-- CreateIndex
CREATE INDEX "session_school_id_absence_id_idx" ON "session"("school_id", "absence_id");

-- CreateIndex
CREATE INDEX "session_teacher_school_id_replaces_id_idx" ON "session_teacher"("school_id", "replaces_id");

-- AddForeignKey
ALTER TABLE "teacher_absence" ADD CONSTRAINT "teacher_absence_school_id_teacher_id_fkey" FOREIGN KEY ("school_id", "teacher_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teacher_absence" ADD CONSTRAINT "teacher_absence_school_id_declared_by_id_fkey" FOREIGN KEY ("school_id", "declared_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_token" ADD CONSTRAINT "feed_token_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_token" ADD CONSTRAINT "feed_token_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_school_id_absence_id_fkey" FOREIGN KEY ("school_id", "absence_id") REFERENCES "teacher_absence"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_teacher" ADD CONSTRAINT "session_teacher_school_id_replaces_id_fkey" FOREIGN KEY ("school_id", "replaces_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Lessons are changed by the staff from now on; who of them, lib/emploi-du-temps/access.ts says.
CALL preau_wall('teacher_absence', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('feed_token', 'private', 'person_id', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');
GRANT UPDATE ON session TO preau_staff;
GRANT INSERT, DELETE ON session_teacher TO preau_staff;

ALTER TABLE teacher_absence ADD CONSTRAINT teacher_absence_span CHECK (
  start_minute BETWEEN 0 AND 1439 AND end_minute BETWEEN 1 AND 1440
  AND (start_day < end_day OR (start_day = end_day AND start_minute < end_minute)));
ALTER TABLE session ADD CONSTRAINT session_cancelled CHECK (
  status = 'CANCELLED' OR (cancel_reason IS NULL AND status_before IS NULL AND absence_id IS NULL));
-- One open address per person and pupil: a new one closes the one before.
CREATE UNIQUE INDEX feed_token_one_open ON feed_token (school_id, person_id, student_id) NULLS NOT DISTINCT WHERE revoked_at IS NULL;

-- An address is looked up by the hash of its secret: 256 random bits are the wall.
GRANT SELECT ON feed_token TO preau_identity;
CREATE POLICY identity_reads ON feed_token FOR SELECT TO preau_identity USING (true);

-- The person behind a calendar's secret address, as signed_in_account tells a signed-in one, and nothing else of the
-- account. Null when the address is unknown or revoked, or when the person or the account has ended.
CREATE FUNCTION feed_reader(p_token_hash text, p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
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
      AND (a.ended_at IS NULL OR a.ended_at > p_now);
  RETURN person;
END $$;
REVOKE EXECUTE ON FUNCTION feed_reader(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feed_reader(text, timestamptz) TO preau_identity;
