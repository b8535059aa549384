-- CreateEnum
CREATE TYPE "ImportChoice" AS ENUM ('PERSON', 'NEW', 'SKIP');

-- AlterEnum
ALTER TYPE "ImportState" ADD VALUE 'MATCHING' BEFORE 'READY';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ExternalSource" ADD VALUE 'TABLE_STUDENT';
ALTER TYPE "ExternalSource" ADD VALUE 'TABLE_GUARDIAN';
ALTER TYPE "ExternalSource" ADD VALUE 'TABLE_STAFF';

-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "tables" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "import_question" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "source" "ExternalSource" NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '[]',
    "candidates" JSONB NOT NULL DEFAULT '[]',
    "choice" "ImportChoice",
    "person_id" UUID,

    CONSTRAINT "import_question_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "import_decision" (
    "school_id" UUID NOT NULL,
    "source" "ExternalSource" NOT NULL,
    "value" TEXT NOT NULL,
    "choice" "ImportChoice" NOT NULL,
    "person_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_decision_pkey" PRIMARY KEY ("school_id","source","value")
);

-- CreateTable
CREATE TABLE "import_columns" (
    "school_id" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "matching" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_columns_pkey" PRIMARY KEY ("school_id","signature")
);

-- CreateIndex
CREATE INDEX "import_question_school_id_run_id_position_idx" ON "import_question"("school_id", "run_id", "position");

-- CreateIndex
CREATE INDEX "import_decision_school_id_person_id_idx" ON "import_decision"("school_id", "person_id");

-- AddForeignKey
ALTER TABLE "import_question" ADD CONSTRAINT "import_question_school_id_run_id_fkey" FOREIGN KEY ("school_id", "run_id") REFERENCES "import_run"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_decision" ADD CONSTRAINT "import_decision_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_columns" ADD CONSTRAINT "import_columns_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- The walls of lib/db/walls.ts. The worker asks, who runs the accounts answers.
CALL preau_wall('import_question', 'staff', NULL, 'SELECT', '');
CALL preau_wall('import_decision', 'staff', NULL, 'SELECT, INSERT, UPDATE, DELETE', '');
CALL preau_wall('import_columns', 'staff', NULL, 'SELECT, INSERT, UPDATE', '');
