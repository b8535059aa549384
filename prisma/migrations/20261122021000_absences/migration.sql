-- CreateEnum
CREATE TYPE "AttendanceKind" AS ENUM ('ABSENT', 'LATE');

-- CreateEnum
CREATE TYPE "AbsenceOrigin" AS ENUM ('ROLL_CALL', 'VIE_SCOLAIRE', 'GUARDIAN');

-- CreateEnum
CREATE TYPE "JustificationStatus" AS ENUM ('PENDING', 'ACCEPTED', 'REFUSED');

-- CreateTable
CREATE TABLE "roll_call" (
    "school_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "called_by_id" UUID NOT NULL,
    "called_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "roll_call_pkey" PRIMARY KEY ("school_id","session_id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "school_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "kind" "AttendanceKind" NOT NULL,
    "minutes" SMALLINT,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("school_id","session_id","student_id")
);

-- CreateTable
CREATE TABLE "absence_motive" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "label" TEXT NOT NULL,
    "is_admissible" BOOLEAN NOT NULL,
    "is_settling" BOOLEAN NOT NULL,
    "is_outside" BOOLEAN NOT NULL,
    "is_health" BOOLEAN NOT NULL,
    "counts_in_bulletin" BOOLEAN NOT NULL,
    "is_published" BOOLEAN NOT NULL,
    "is_offered" BOOLEAN NOT NULL,

    CONSTRAINT "absence_motive_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "absence" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "start_day" DATE NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_day" DATE NOT NULL,
    "end_minute" SMALLINT NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "origin" "AbsenceOrigin" NOT NULL,
    "motive_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "is_of_age" BOOLEAN NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "supersedes_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "justification" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "absence_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "motive_id" UUID NOT NULL,
    "comment" TEXT NOT NULL,
    "status" "JustificationStatus" NOT NULL DEFAULT 'PENDING',
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "answer" TEXT,

    CONSTRAINT "justification_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "justification_file" (
    "school_id" UUID NOT NULL,
    "justification_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "justification_file_pkey" PRIMARY KEY ("school_id","justification_id","file_id")
);

-- CreateTable
CREATE TABLE "absence_alert" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "threshold" SMALLINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,
    "half_days" SMALLINT NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "handled_by_id" UUID,

    CONSTRAINT "absence_alert_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "roll_call_school_id_called_by_id_idx" ON "roll_call"("school_id", "called_by_id");

-- CreateIndex
CREATE INDEX "attendance_school_id_student_id_idx" ON "attendance"("school_id", "student_id");

-- CreateIndex
CREATE UNIQUE INDEX "absence_motive_school_id_label_key" ON "absence_motive"("school_id", "label");

-- CreateIndex
CREATE INDEX "absence_school_id_student_id_start_day_idx" ON "absence"("school_id", "student_id", "start_day");

-- CreateIndex
CREATE INDEX "absence_school_id_end_day_idx" ON "absence"("school_id", "end_day");

-- CreateIndex
CREATE INDEX "justification_school_id_absence_id_idx" ON "justification"("school_id", "absence_id");

-- CreateIndex
CREATE INDEX "justification_school_id_student_id_idx" ON "justification"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "justification_school_id_status_sent_at_idx" ON "justification"("school_id", "status", "sent_at");

-- CreateIndex
CREATE INDEX "justification_file_school_id_file_id_idx" ON "justification_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "absence_alert_school_id_handled_at_reached_at_idx" ON "absence_alert"("school_id", "handled_at", "reached_at");

-- CreateIndex
CREATE UNIQUE INDEX "absence_alert_school_id_student_id_month_threshold_key" ON "absence_alert"("school_id", "student_id", "month", "threshold");

-- AddForeignKey
ALTER TABLE "roll_call" ADD CONSTRAINT "roll_call_school_id_session_id_fkey" FOREIGN KEY ("school_id", "session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roll_call" ADD CONSTRAINT "roll_call_school_id_called_by_id_fkey" FOREIGN KEY ("school_id", "called_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_school_id_session_id_fkey" FOREIGN KEY ("school_id", "session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence_motive" ADD CONSTRAINT "absence_motive_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_motive_id_fkey" FOREIGN KEY ("school_id", "motive_id") REFERENCES "absence_motive"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_settled_by_id_fkey" FOREIGN KEY ("school_id", "settled_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_recorded_by_id_fkey" FOREIGN KEY ("school_id", "recorded_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_school_id_supersedes_id_fkey" FOREIGN KEY ("school_id", "supersedes_id") REFERENCES "absence"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification" ADD CONSTRAINT "justification_school_id_absence_id_fkey" FOREIGN KEY ("school_id", "absence_id") REFERENCES "absence"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification" ADD CONSTRAINT "justification_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification" ADD CONSTRAINT "justification_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification" ADD CONSTRAINT "justification_school_id_motive_id_fkey" FOREIGN KEY ("school_id", "motive_id") REFERENCES "absence_motive"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification" ADD CONSTRAINT "justification_school_id_settled_by_id_fkey" FOREIGN KEY ("school_id", "settled_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification_file" ADD CONSTRAINT "justification_file_school_id_justification_id_fkey" FOREIGN KEY ("school_id", "justification_id") REFERENCES "justification"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "justification_file" ADD CONSTRAINT "justification_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence_alert" ADD CONSTRAINT "absence_alert_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence_alert" ADD CONSTRAINT "absence_alert_school_id_handled_by_id_fkey" FOREIGN KEY ("school_id", "handled_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Families read what is about their pupils and add justifications; who of the staff does what,
-- lib/absences/access.ts says.
CALL preau_wall('roll_call', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('attendance', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('absence_motive', 'school', NULL, 'SELECT', 'SELECT');
CALL preau_wall('absence', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('justification', 'pupil', 'student_id', 'SELECT, UPDATE', 'SELECT, INSERT');
CALL preau_wall('justification_file', 'pupil', 'student_id', 'SELECT', 'SELECT, INSERT');
CALL preau_wall('absence_alert', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');

-- A family sends files of its own: nobody else's, and none that the school would read at once.
GRANT INSERT ON file TO preau_family;
ALTER POLICY family_wall ON file WITH CHECK (school_id = app_school() AND owner_id = app_person() AND visibility = 'OWNER');

ALTER TABLE attendance ADD CONSTRAINT attendance_minutes CHECK (
  (kind = 'LATE' AND minutes BETWEEN 1 AND 600) OR (kind = 'ABSENT' AND minutes IS NULL));
ALTER TABLE absence ADD CONSTRAINT absence_span CHECK (
  start_minute BETWEEN 0 AND 1439 AND end_minute BETWEEN 1 AND 1440
  AND (start_day < end_day OR (start_day = end_day AND start_minute < end_minute)));
ALTER TABLE absence_alert ADD CONSTRAINT absence_alert_month CHECK (extract(day FROM month) = 1);
-- Two parents who justify the same absence at once: the second is told of the first.
CREATE UNIQUE INDEX justification_one_waiting ON justification (school_id, absence_id) WHERE status = 'PENDING';
