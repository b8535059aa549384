-- CreateEnum
CREATE TYPE "DataExportState" AS ENUM ('WAITING', 'READY', 'FAILED');

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "erase_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "data_export" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "state" "DataExportState" NOT NULL DEFAULT 'WAITING',
    "progress" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "size" INTEGER,
    "sha256" TEXT,
    "storage_key" TEXT NOT NULL,

    CONSTRAINT "data_export_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "data_export_school_id_asked_by_id_created_at_idx" ON "data_export"("school_id", "asked_by_id", "created_at");

-- CreateIndex
CREATE INDEX "data_export_school_id_person_id_idx" ON "data_export"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "data_export_created_at_idx" ON "data_export"("created_at");

-- AddForeignKey
ALTER TABLE "data_export" ADD CONSTRAINT "data_export_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_export" ADD CONSTRAINT "data_export_school_id_asked_by_id_fkey" FOREIGN KEY ("school_id", "asked_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts: a copy is for who asked for it, staff included.
CALL preau_wall('data_export', 'private', 'asked_by_id', 'SELECT, INSERT', 'SELECT, INSERT');
-- The school asks to erase; the worker alone erases.
GRANT UPDATE (erase_asked_at) ON person TO preau_staff;

-- Asked for twice, it is made once; what the worker looks for, among the few that wait.
CREATE UNIQUE INDEX data_export_one_at_a_time ON data_export (school_id, asked_by_id, person_id) WHERE state = 'WAITING';
CREATE INDEX data_export_waiting ON data_export (created_at) WHERE state = 'WAITING';
-- Who has left, or will, the first to leave first.
CREATE INDEX person_leaving ON person (school_id, least(ends_on, access_ends_on), id)
  WHERE erased_at IS NULL AND least(ends_on, access_ends_on) IS NOT NULL;
