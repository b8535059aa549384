-- CreateEnum
CREATE TYPE "AssessmentKind" AS ENUM ('NORMAL', 'BONUS', 'OPTIONAL');

-- CreateEnum
CREATE TYPE "GradeCode" AS ENUM ('ABSENT', 'DISPENSE', 'NON_NOTE', 'INAPTE', 'NON_RENDU', 'ABSENT_ZERO', 'NON_RENDU_ZERO', 'FELICITATIONS');

-- CreateEnum
CREATE TYPE "RoundingMode" AS ENUM ('NONE', 'NEAREST', 'UP');

-- CreateEnum
CREATE TYPE "ResultReader" AS ENUM ('STUDENT', 'GUARDIAN');

-- CreateTable
CREATE TABLE "service_grading" (
    "school_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "scale" DECIMAL(6,2) NOT NULL,
    "rounding_mode" "RoundingMode" NOT NULL,
    "rounding_step" DECIMAL(4,2) NOT NULL,

    CONSTRAINT "service_grading_pkey" PRIMARY KEY ("school_id","service_id")
);

-- CreateTable
CREATE TABLE "service_part" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "coefficient" DECIMAL(6,2) NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "service_part_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "part_id" UUID,
    "title" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "out_of" DECIMAL(6,2) NOT NULL,
    "coefficient" DECIMAL(6,2) NOT NULL,
    "brought_to_scale" BOOLEAN NOT NULL,
    "kind" "AssessmentKind" NOT NULL DEFAULT 'NORMAL',
    "comment" TEXT,
    "returned_at" TIMESTAMPTZ(3),
    "visible_to_student_at" TIMESTAMPTZ(3),
    "visible_to_guardian_at" TIMESTAMPTZ(3),
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "grade" (
    "school_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "points" DECIMAL(6,2),
    "code" "GradeCode",
    "comment" TEXT,
    "visible_to_student_at" TIMESTAMPTZ(3),
    "visible_to_guardian_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grade_pkey" PRIMARY KEY ("school_id","assessment_id","student_id")
);

-- CreateTable
CREATE TABLE "assessment_statistic" (
    "school_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "count" SMALLINT NOT NULL,
    "mean" DECIMAL(8,4),
    "lowest" DECIMAL(6,2),
    "highest" DECIMAL(6,2),
    "median" DECIMAL(8,4),

    CONSTRAINT "assessment_statistic_pkey" PRIMARY KEY ("school_id","assessment_id")
);

-- CreateTable
CREATE TABLE "class_average" (
    "school_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "reader" "ResultReader" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "count" SMALLINT NOT NULL,
    "average" DECIMAL(8,4),

    CONSTRAINT "class_average_pkey" PRIMARY KEY ("school_id","service_id","period_id","reader","since")
);

-- CreateTable
CREATE TABLE "appreciation" (
    "school_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appreciation_pkey" PRIMARY KEY ("school_id","service_id","student_id","period_id")
);

-- CreateTable
CREATE TABLE "council_appreciation" (
    "school_id" UUID NOT NULL,
    "division_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "council_appreciation_pkey" PRIMARY KEY ("school_id","division_id","student_id","period_id")
);

-- CreateTable
CREATE TABLE "division_period" (
    "school_id" UUID NOT NULL,
    "division_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "published_by_id" UUID,

    CONSTRAINT "division_period_pkey" PRIMARY KEY ("school_id","division_id","period_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_part_school_id_service_id_name_key" ON "service_part"("school_id", "service_id", "name");

-- CreateIndex
CREATE INDEX "assessment_school_id_service_id_period_id_held_on_idx" ON "assessment"("school_id", "service_id", "period_id", "held_on");

-- CreateIndex
CREATE INDEX "assessment_school_id_period_id_idx" ON "assessment"("school_id", "period_id");

-- CreateIndex
CREATE INDEX "assessment_school_id_part_id_idx" ON "assessment"("school_id", "part_id");

-- CreateIndex
CREATE INDEX "grade_school_id_student_id_visible_to_student_at_idx" ON "grade"("school_id", "student_id", "visible_to_student_at");

-- CreateIndex
CREATE INDEX "grade_school_id_student_id_visible_to_guardian_at_idx" ON "grade"("school_id", "student_id", "visible_to_guardian_at");

-- CreateIndex
CREATE INDEX "class_average_school_id_period_id_idx" ON "class_average"("school_id", "period_id");

-- CreateIndex
CREATE INDEX "appreciation_school_id_student_id_period_id_idx" ON "appreciation"("school_id", "student_id", "period_id");

-- CreateIndex
CREATE INDEX "council_appreciation_school_id_student_id_period_id_idx" ON "council_appreciation"("school_id", "student_id", "period_id");

-- CreateIndex
CREATE INDEX "division_period_school_id_period_id_idx" ON "division_period"("school_id", "period_id");

-- AddForeignKey
ALTER TABLE "service_grading" ADD CONSTRAINT "service_grading_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_part" ADD CONSTRAINT "service_part_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_school_id_part_id_fkey" FOREIGN KEY ("school_id", "part_id") REFERENCES "service_part"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grade" ADD CONSTRAINT "grade_school_id_assessment_id_fkey" FOREIGN KEY ("school_id", "assessment_id") REFERENCES "assessment"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grade" ADD CONSTRAINT "grade_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grade" ADD CONSTRAINT "grade_school_id_updated_by_id_fkey" FOREIGN KEY ("school_id", "updated_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_statistic" ADD CONSTRAINT "assessment_statistic_school_id_assessment_id_fkey" FOREIGN KEY ("school_id", "assessment_id") REFERENCES "assessment"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class_average" ADD CONSTRAINT "class_average_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class_average" ADD CONSTRAINT "class_average_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appreciation" ADD CONSTRAINT "appreciation_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appreciation" ADD CONSTRAINT "appreciation_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appreciation" ADD CONSTRAINT "appreciation_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appreciation" ADD CONSTRAINT "appreciation_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "council_appreciation" ADD CONSTRAINT "council_appreciation_school_id_division_id_fkey" FOREIGN KEY ("school_id", "division_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "council_appreciation" ADD CONSTRAINT "council_appreciation_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "council_appreciation" ADD CONSTRAINT "council_appreciation_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "council_appreciation" ADD CONSTRAINT "council_appreciation_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "division_period" ADD CONSTRAINT "division_period_school_id_division_id_fkey" FOREIGN KEY ("school_id", "division_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "division_period" ADD CONSTRAINT "division_period_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "division_period" ADD CONSTRAINT "division_period_school_id_published_by_id_fkey" FOREIGN KEY ("school_id", "published_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Grades and what is written of a pupil stand behind the pupil's wall; the figures of a class
-- name nobody. Who of the staff writes, and from when a family reads, lib/notes/access.ts says.
CALL preau_wall('service_grading', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('service_part', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('assessment', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('grade', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('assessment_statistic', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('class_average', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('appreciation', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('council_appreciation', 'pupil', 'student_id', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('division_period', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');

ALTER TABLE assessment ADD CONSTRAINT assessment_figures CHECK (out_of > 0 AND coefficient >= 0);
ALTER TABLE assessment ADD CONSTRAINT assessment_visibility CHECK (
  (returned_at IS NULL) = (visible_to_student_at IS NULL) AND (returned_at IS NULL) = (visible_to_guardian_at IS NULL));
ALTER TABLE grade ADD CONSTRAINT grade_points_or_code CHECK (points >= 0 AND (points IS NULL OR code IS NULL));
ALTER TABLE service_grading ADD CONSTRAINT service_grading_figures CHECK (scale > 0 AND rounding_step IN (0.01, 0.1, 0.5, 1));
ALTER TABLE service_part ADD CONSTRAINT service_part_coefficient CHECK (coefficient >= 0);
