-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('READING', 'READY', 'APPLYING', 'APPLIED', 'UNDOING', 'UNDONE', 'FAILED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "ImportChangeKind" AS ENUM ('CREATED', 'CHANGED', 'ENDED', 'REFUSED');

-- CreateTable
CREATE TABLE "import_run" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'READING',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "progress" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "allows_mass_departure" BOOLEAN NOT NULL DEFAULT false,
    "digest" TEXT,
    "has_moved" BOOLEAN NOT NULL DEFAULT false,
    "year_label" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "notices" JSONB NOT NULL DEFAULT '[]',
    "problem" TEXT,
    "problem_code" TEXT,
    "obstacles" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "imported_file" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "is_removed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "imported_file_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "import_change" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" "ImportChangeKind" NOT NULL,
    "position" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '[]',
    "rows" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "import_run_school_id_created_at_id_idx" ON "import_run"("school_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "imported_file_school_id_run_id_idx" ON "imported_file"("school_id", "run_id");

-- CreateIndex
CREATE INDEX "import_change_school_id_run_id_kind_position_idx" ON "import_change"("school_id", "run_id", "kind", "position");

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_file" ADD CONSTRAINT "imported_file_school_id_run_id_fkey" FOREIGN KEY ("school_id", "run_id") REFERENCES "import_run"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_change" ADD CONSTRAINT "import_change_school_id_run_id_fkey" FOREIGN KEY ("school_id", "run_id") REFERENCES "import_run"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. The worker alone writes what an import changes; who runs the accounts asks for it and reads it.
CALL preau_wall('import_run', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
CALL preau_wall('imported_file', 'staff', NULL, 'SELECT, INSERT', '');
CALL preau_wall('import_change', 'staff', NULL, 'SELECT', '');

-- What the worker looks for, among the few that wait.
CREATE INDEX import_run_waiting ON import_run (created_at) WHERE state IN ('READING', 'APPLYING', 'UNDOING');
