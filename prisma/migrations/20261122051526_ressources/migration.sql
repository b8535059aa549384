-- CreateEnum
CREATE TYPE "ResourceKind" AS ENUM ('TEXTBOOK', 'EXERCISES', 'VIDEO', 'AUDIO', 'REFERENCE', 'COLLECTION', 'PRESS', 'SIMULATION', 'CREATION');

-- CreateEnum
CREATE TYPE "ResourceDomain" AS ENUM ('GENERAL', 'FRENCH', 'MATHS', 'HISTORY', 'SCIENCES', 'LANGUAGES', 'ARTS', 'DIGITAL', 'CITIZENSHIP', 'GUIDANCE');

-- CreateEnum
CREATE TYPE "ResourceOrigin" AS ENUM ('SCHOOL', 'FREE_CATALOGUE');

-- CreateTable
CREATE TABLE "resource" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "origin" "ResourceOrigin" NOT NULL DEFAULT 'SCHOOL',
    "external_id" TEXT,
    "title" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "search_text" TEXT NOT NULL GENERATED ALWAYS AS (folded("title" || ' ' || "publisher" || ' ' || "description")) STORED,
    "url" TEXT NOT NULL,
    "kind" "ResourceKind" NOT NULL,
    "domains" "ResourceDomain"[],
    "levels" TEXT[],
    "is_for_pupils" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "resource_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "resource_favourite" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_favourite_pkey" PRIMARY KEY ("school_id","person_id","resource_id")
);

-- CreateTable
CREATE TABLE "resource_assignment" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "teacher_id" UUID NOT NULL,
    "instruction" TEXT,
    "due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "resource_assignment_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "resource_school_id_search_text_idx" ON "resource"("school_id", "search_text");

-- CreateIndex
CREATE UNIQUE INDEX "resource_school_id_origin_external_id_key" ON "resource"("school_id", "origin", "external_id");

-- CreateIndex
CREATE INDEX "resource_favourite_school_id_resource_id_idx" ON "resource_favourite"("school_id", "resource_id");

-- CreateIndex
CREATE INDEX "resource_assignment_school_id_group_id_created_at_idx" ON "resource_assignment"("school_id", "group_id", "created_at");

-- CreateIndex
CREATE INDEX "resource_assignment_school_id_teacher_id_created_at_idx" ON "resource_assignment"("school_id", "teacher_id", "created_at");

-- CreateIndex
CREATE INDEX "resource_assignment_school_id_resource_id_idx" ON "resource_assignment"("school_id", "resource_id");

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_favourite" ADD CONSTRAINT "resource_favourite_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_favourite" ADD CONSTRAINT "resource_favourite_school_id_resource_id_fkey" FOREIGN KEY ("school_id", "resource_id") REFERENCES "resource"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_assignment" ADD CONSTRAINT "resource_assignment_school_id_resource_id_fkey" FOREIGN KEY ("school_id", "resource_id") REFERENCES "resource"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_assignment" ADD CONSTRAINT "resource_assignment_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_assignment" ADD CONSTRAINT "resource_assignment_school_id_teacher_id_fkey" FOREIGN KEY ("school_id", "teacher_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Which resources a person reads, lib/ressources/access.ts says.
CALL preau_wall('resource', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('resource_favourite', 'private', 'person_id', 'SELECT, INSERT, DELETE', 'SELECT, INSERT, DELETE');
CALL preau_wall('resource_assignment', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');

-- A pupil is sent nowhere in clear, nor to anything that is no site.
ALTER TABLE resource ADD CONSTRAINT resource_url_https CHECK (url LIKE 'https://%');
ALTER TABLE resource ADD CONSTRAINT resource_external CHECK ((origin = 'SCHOOL') = (external_id IS NULL));
