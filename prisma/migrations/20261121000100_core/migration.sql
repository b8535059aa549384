-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AccessCodePurpose" AS ENUM ('ACTIVATION', 'RESET');

-- CreateEnum
CREATE TYPE "SignInOutcome" AS ENUM ('SUCCESS', 'WRONG_PASSWORD', 'UNKNOWN_LOGIN', 'LIMITED', 'ENDED');

-- CreateEnum
CREATE TYPE "HomeworkAudience" AS ENUM ('ALL', 'GROUP', 'STUDENTS');

-- CreateEnum
CREATE TYPE "Profile" AS ENUM ('STUDENT', 'GUARDIAN', 'TEACHER', 'VIE_SCOLAIRE', 'STAFF', 'HEAD', 'ADMIN');

-- CreateEnum
CREATE TYPE "Duty" AS ENUM ('DEPUTY_HEAD', 'CPE', 'AED', 'AESH', 'SECRETARY', 'INSPECTOR', 'LIBRARIAN', 'NURSE');

-- CreateEnum
CREATE TYPE "Civility" AS ENUM ('M', 'MME');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('M', 'F');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('EMAIL', 'MOBILE', 'HOME_PHONE', 'WORK_PHONE', 'ADDRESS');

-- CreateEnum
CREATE TYPE "ExternalSource" AS ENUM ('INE', 'SIECLE_ELEVE', 'SIECLE_ELENOET', 'SIECLE_PERSONNE', 'STS_EPP', 'STS_LOCAL');

-- CreateEnum
CREATE TYPE "GroupKind" AS ENUM ('DIVISION', 'GROUP');

-- CreateEnum
CREATE TYPE "OrganizationKind" AS ENUM ('ACADEMIE', 'COLLECTIVITE');

-- CreateEnum
CREATE TYPE "SchoolKind" AS ENUM ('ECOLE', 'COLLEGE', 'LYCEE');

-- CreateEnum
CREATE TYPE "PeriodKind" AS ENUM ('TRIMESTRE', 'SEMESTRE', 'CUSTOM');

-- CreateEnum
CREATE TYPE "ClosureKind" AS ENUM ('HOLIDAY', 'PUBLIC_HOLIDAY', 'LOCAL');

-- CreateEnum
CREATE TYPE "Alternance" AS ENUM ('A', 'B');

-- CreateEnum
CREATE TYPE "FileVisibility" AS ENUM ('OWNER', 'SCHOOL');

-- CreateEnum
CREATE TYPE "ServiceRole" AS ENUM ('TITULAR', 'CO_TEACHER', 'SUBSTITUTE');

-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('PLANNED', 'CANCELLED', 'CHANGED', 'ADDED');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3),
    "comfort" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "device" TEXT NOT NULL,
    "person_id" UUID,

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_code" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" "AccessCodePurpose" NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_code_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "reset_mail" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "reset_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "address" TEXT NOT NULL,
    "outcome" "SignInOutcome" NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "lesson_entry" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lesson_entry_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "lesson_entry_file" (
    "school_id" UUID NOT NULL,
    "lesson_entry_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "lesson_entry_file_pkey" PRIMARY KEY ("school_id","lesson_entry_id","file_id")
);

-- CreateTable
CREATE TABLE "homework" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "given_session_id" UUID,
    "due_session_id" UUID,
    "author_id" UUID NOT NULL,
    "given_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "minutes" SMALLINT,
    "audience" "HomeworkAudience" NOT NULL DEFAULT 'ALL',
    "group_id" UUID,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "homework_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "homework_recipient" (
    "school_id" UUID NOT NULL,
    "homework_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,

    CONSTRAINT "homework_recipient_pkey" PRIMARY KEY ("school_id","homework_id","student_id")
);

-- CreateTable
CREATE TABLE "homework_completion" (
    "school_id" UUID NOT NULL,
    "homework_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "homework_completion_pkey" PRIMARY KEY ("school_id","homework_id","student_id")
);

-- CreateTable
CREATE TABLE "homework_file" (
    "school_id" UUID NOT NULL,
    "homework_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "homework_file_pkey" PRIMARY KEY ("school_id","homework_id","file_id")
);

-- CreateTable
CREATE TABLE "person" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID,
    "profile" "Profile" NOT NULL,
    "duty" "Duty",
    "civility" "Civility",
    "last_name" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "person_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "civil_status" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "birth_date" DATE,
    "sex" "Sex",
    "family_name" TEXT,

    CONSTRAINT "civil_status_pkey" PRIMARY KEY ("school_id","person_id")
);

-- CreateTable
CREATE TABLE "contact" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "value" TEXT NOT NULL,
    "accepts_sms" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "external_id" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "source" "ExternalSource" NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "external_id_pkey" PRIMARY KEY ("school_id","source","value","person_id")
);

-- CreateTable
CREATE TABLE "guardianship" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "guardian_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "level" SMALLINT NOT NULL,
    "kinship" TEXT,
    "pays" BOOLEAN NOT NULL DEFAULT false,
    "contact_first" BOOLEAN NOT NULL DEFAULT false,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "guardianship_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "student_support" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "student_support_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "group" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "GroupKind" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT,
    "period_scheme_id" UUID,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "group_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "group_division" (
    "school_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "division_id" UUID NOT NULL,

    CONSTRAINT "group_division_pkey" PRIMARY KEY ("school_id","group_id","division_id")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "group_kind" "GroupKind" NOT NULL,
    "student_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "main_teacher" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "main_teacher_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "journal" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "journal_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "operation" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("school_id","person_id","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "kind" "OrganizationKind" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "uai" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "SchoolKind" NOT NULL,
    "city" TEXT,
    "zone" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "disabled_modules" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school_year" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "school_year_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "period_scheme" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "PeriodKind" NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "period_scheme_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "period" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scheme_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "period_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "closure" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "kind" "ClosureKind" NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "teaching_week" (
    "school_id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "alternance" "Alternance",

    CONSTRAINT "teaching_week_pkey" PRIMARY KEY ("school_id","year_id","starts_on")
);

-- CreateTable
CREATE TABLE "file" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "visibility" "FileVisibility" NOT NULL DEFAULT 'OWNER',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "subject" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "room" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "service" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "modality" TEXT NOT NULL DEFAULT 'CG',
    "coefficient" DECIMAL(6,2) NOT NULL DEFAULT 1,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "service_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "service_teacher" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "role" "ServiceRole" NOT NULL DEFAULT 'TITULAR',
    "replaces_id" UUID,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "service_teacher_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "slot" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "room_id" UUID,
    "weekday" SMALLINT NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_minute" SMALLINT NOT NULL,
    "alternance" "Alternance",
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "slot_id" UUID,
    "room_id" UUID,
    "status" "SessionStatus" NOT NULL DEFAULT 'PLANNED',
    "day" DATE NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_minute" SMALLINT NOT NULL,
    "planned_day" DATE,
    "planned_start_minute" SMALLINT,
    "planned_end_minute" SMALLINT,
    "planned_room_code" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "session_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "session_teacher" (
    "school_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,

    CONSTRAINT "session_teacher_pkey" PRIMARY KEY ("school_id","session_id","teacher_id")
);

-- CreateTable
CREATE TABLE "session_group" (
    "school_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "session_group_pkey" PRIMARY KEY ("school_id","session_id","group_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");

-- CreateIndex
CREATE INDEX "account_email_idx" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_account_id_idx" ON "sign_in"("account_id");

-- CreateIndex
CREATE INDEX "sign_in_expires_at_idx" ON "sign_in"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "access_code_code_hash_key" ON "access_code"("code_hash");

-- CreateIndex
CREATE INDEX "access_code_school_id_person_id_idx" ON "access_code"("school_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "reset_mail_token_hash_key" ON "reset_mail"("token_hash");

-- CreateIndex
CREATE INDEX "reset_mail_account_id_idx" ON "reset_mail"("account_id");

-- CreateIndex
CREATE INDEX "sign_in_attempt_at_idx" ON "sign_in_attempt"("at");

-- CreateIndex
CREATE INDEX "sign_in_attempt_account_id_at_idx" ON "sign_in_attempt"("account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_entry_school_id_session_id_key" ON "lesson_entry"("school_id", "session_id");

-- CreateIndex
CREATE INDEX "lesson_entry_file_school_id_file_id_idx" ON "lesson_entry_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "homework_school_id_service_id_due_on_idx" ON "homework"("school_id", "service_id", "due_on");

-- CreateIndex
CREATE INDEX "homework_school_id_due_on_idx" ON "homework"("school_id", "due_on");

-- CreateIndex
CREATE INDEX "homework_school_id_given_session_id_idx" ON "homework"("school_id", "given_session_id");

-- CreateIndex
CREATE INDEX "homework_school_id_due_session_id_idx" ON "homework"("school_id", "due_session_id");

-- CreateIndex
CREATE INDEX "homework_recipient_school_id_student_id_idx" ON "homework_recipient"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "homework_completion_school_id_student_id_idx" ON "homework_completion"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "homework_file_school_id_file_id_idx" ON "homework_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "person_school_id_profile_last_name_first_name_idx" ON "person"("school_id", "profile", "last_name", "first_name");

-- CreateIndex
CREATE INDEX "person_account_id_idx" ON "person"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_school_id_person_id_kind_value_key" ON "contact"("school_id", "person_id", "kind", "value");

-- CreateIndex
CREATE INDEX "external_id_school_id_person_id_idx" ON "external_id"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "guardianship_school_id_guardian_id_idx" ON "guardianship"("school_id", "guardian_id");

-- CreateIndex
CREATE INDEX "guardianship_school_id_student_id_idx" ON "guardianship"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "student_support_school_id_staff_id_idx" ON "student_support"("school_id", "staff_id");

-- CreateIndex
CREATE INDEX "student_support_school_id_student_id_idx" ON "student_support"("school_id", "student_id");

-- CreateIndex
CREATE UNIQUE INDEX "group_school_id_year_id_kind_code_key" ON "group"("school_id", "year_id", "kind", "code");

-- CreateIndex
CREATE UNIQUE INDEX "group_school_id_id_kind_key" ON "group"("school_id", "id", "kind");

-- CreateIndex
CREATE INDEX "group_division_school_id_division_id_idx" ON "group_division"("school_id", "division_id");

-- CreateIndex
CREATE INDEX "enrollment_school_id_student_id_idx" ON "enrollment"("school_id", "student_id");

-- CreateIndex
CREATE INDEX "enrollment_school_id_group_id_idx" ON "enrollment"("school_id", "group_id");

-- CreateIndex
CREATE INDEX "main_teacher_school_id_group_id_idx" ON "main_teacher"("school_id", "group_id");

-- CreateIndex
CREATE INDEX "main_teacher_school_id_teacher_id_idx" ON "main_teacher"("school_id", "teacher_id");

-- CreateIndex
CREATE INDEX "journal_school_id_target_type_target_id_at_idx" ON "journal"("school_id", "target_type", "target_id", "at");

-- CreateIndex
CREATE INDEX "journal_school_id_at_idx" ON "journal"("school_id", "at");

-- CreateIndex
CREATE INDEX "operation_created_at_idx" ON "operation"("created_at");

-- CreateIndex
CREATE INDEX "outbox_processed_at_created_at_idx" ON "outbox"("processed_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "organization_code_key" ON "organization"("code");

-- CreateIndex
CREATE UNIQUE INDEX "school_uai_key" ON "school"("uai");

-- CreateIndex
CREATE UNIQUE INDEX "school_year_school_id_label_key" ON "school_year"("school_id", "label");

-- CreateIndex
CREATE UNIQUE INDEX "period_scheme_school_id_year_id_name_key" ON "period_scheme"("school_id", "year_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "period_school_id_scheme_id_position_key" ON "period"("school_id", "scheme_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "closure_school_id_year_id_starts_on_name_key" ON "closure"("school_id", "year_id", "starts_on", "name");

-- CreateIndex
CREATE INDEX "file_school_id_owner_id_idx" ON "file"("school_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_school_id_code_key" ON "subject"("school_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "room_school_id_code_key" ON "room"("school_id", "code");

-- CreateIndex
CREATE INDEX "service_school_id_group_id_idx" ON "service"("school_id", "group_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_school_id_year_id_subject_id_group_id_modality_key" ON "service"("school_id", "year_id", "subject_id", "group_id", "modality");

-- CreateIndex
CREATE INDEX "service_teacher_school_id_service_id_idx" ON "service_teacher"("school_id", "service_id");

-- CreateIndex
CREATE INDEX "service_teacher_school_id_teacher_id_idx" ON "service_teacher"("school_id", "teacher_id");

-- CreateIndex
CREATE INDEX "slot_school_id_service_id_idx" ON "slot"("school_id", "service_id");

-- CreateIndex
CREATE INDEX "session_school_id_day_start_minute_idx" ON "session"("school_id", "day", "start_minute");

-- CreateIndex
CREATE INDEX "session_school_id_service_id_day_idx" ON "session"("school_id", "service_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "session_school_id_slot_id_planned_day_key" ON "session"("school_id", "slot_id", "planned_day");

-- CreateIndex
CREATE INDEX "session_teacher_school_id_teacher_id_idx" ON "session_teacher"("school_id", "teacher_id");

-- CreateIndex
CREATE INDEX "session_group_school_id_group_id_idx" ON "session_group"("school_id", "group_id");

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_code" ADD CONSTRAINT "access_code_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reset_mail" ADD CONSTRAINT "reset_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_entry" ADD CONSTRAINT "lesson_entry_school_id_session_id_fkey" FOREIGN KEY ("school_id", "session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_entry" ADD CONSTRAINT "lesson_entry_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_entry_file" ADD CONSTRAINT "lesson_entry_file_school_id_lesson_entry_id_fkey" FOREIGN KEY ("school_id", "lesson_entry_id") REFERENCES "lesson_entry"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_entry_file" ADD CONSTRAINT "lesson_entry_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_given_session_id_fkey" FOREIGN KEY ("school_id", "given_session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_due_session_id_fkey" FOREIGN KEY ("school_id", "due_session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework" ADD CONSTRAINT "homework_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_recipient" ADD CONSTRAINT "homework_recipient_school_id_homework_id_fkey" FOREIGN KEY ("school_id", "homework_id") REFERENCES "homework"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_recipient" ADD CONSTRAINT "homework_recipient_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_completion" ADD CONSTRAINT "homework_completion_school_id_homework_id_fkey" FOREIGN KEY ("school_id", "homework_id") REFERENCES "homework"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_completion" ADD CONSTRAINT "homework_completion_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_file" ADD CONSTRAINT "homework_file_school_id_homework_id_fkey" FOREIGN KEY ("school_id", "homework_id") REFERENCES "homework"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "homework_file" ADD CONSTRAINT "homework_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "civil_status" ADD CONSTRAINT "civil_status_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_id" ADD CONSTRAINT "external_id_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_school_id_guardian_id_fkey" FOREIGN KEY ("school_id", "guardian_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "student_support" ADD CONSTRAINT "student_support_school_id_staff_id_fkey" FOREIGN KEY ("school_id", "staff_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "student_support" ADD CONSTRAINT "student_support_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group" ADD CONSTRAINT "group_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group" ADD CONSTRAINT "group_school_id_period_scheme_id_fkey" FOREIGN KEY ("school_id", "period_scheme_id") REFERENCES "period_scheme"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_division" ADD CONSTRAINT "group_division_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_division" ADD CONSTRAINT "group_division_school_id_division_id_fkey" FOREIGN KEY ("school_id", "division_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_school_id_group_id_group_kind_fkey" FOREIGN KEY ("school_id", "group_id", "group_kind") REFERENCES "group"("school_id", "id", "kind") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "main_teacher" ADD CONSTRAINT "main_teacher_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "main_teacher" ADD CONSTRAINT "main_teacher_school_id_teacher_id_fkey" FOREIGN KEY ("school_id", "teacher_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school" ADD CONSTRAINT "school_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_year" ADD CONSTRAINT "school_year_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "period_scheme" ADD CONSTRAINT "period_scheme_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "period" ADD CONSTRAINT "period_school_id_scheme_id_fkey" FOREIGN KEY ("school_id", "scheme_id") REFERENCES "period_scheme"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teaching_week" ADD CONSTRAINT "teaching_week_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_school_id_owner_id_fkey" FOREIGN KEY ("school_id", "owner_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject" ADD CONSTRAINT "subject_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_school_id_subject_id_fkey" FOREIGN KEY ("school_id", "subject_id") REFERENCES "subject"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_teacher" ADD CONSTRAINT "service_teacher_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_teacher" ADD CONSTRAINT "service_teacher_school_id_teacher_id_fkey" FOREIGN KEY ("school_id", "teacher_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_teacher" ADD CONSTRAINT "service_teacher_school_id_replaces_id_fkey" FOREIGN KEY ("school_id", "replaces_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_school_id_room_id_fkey" FOREIGN KEY ("school_id", "room_id") REFERENCES "room"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_school_id_year_id_fkey" FOREIGN KEY ("school_id", "year_id") REFERENCES "school_year"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_school_id_service_id_fkey" FOREIGN KEY ("school_id", "service_id") REFERENCES "service"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_school_id_slot_id_fkey" FOREIGN KEY ("school_id", "slot_id") REFERENCES "slot"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_school_id_room_id_fkey" FOREIGN KEY ("school_id", "room_id") REFERENCES "room"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_teacher" ADD CONSTRAINT "session_teacher_school_id_session_id_fkey" FOREIGN KEY ("school_id", "session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_teacher" ADD CONSTRAINT "session_teacher_school_id_teacher_id_fkey" FOREIGN KEY ("school_id", "teacher_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_school_id_session_id_fkey" FOREIGN KEY ("school_id", "session_id") REFERENCES "session"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
