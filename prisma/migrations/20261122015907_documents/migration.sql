-- CreateEnum
CREATE TYPE "SpaceKind" AS ENUM ('PERSONAL', 'CLASS', 'TEAM');

-- CreateTable
CREATE TABLE "document_space" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "SpaceKind" NOT NULL,
    "owner_id" UUID NOT NULL,
    "group_id" UUID,
    "visibility" "FileVisibility" NOT NULL DEFAULT 'OWNER',
    "used_bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "document_space_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "folder" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "visibility" "FileVisibility" NOT NULL DEFAULT 'OWNER',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "trashed_with_id" UUID,

    CONSTRAINT "folder_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "document" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "folder_id" UUID,
    "file_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "visibility" "FileVisibility" NOT NULL DEFAULT 'OWNER',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "trashed_with_id" UUID,

    CONSTRAINT "document_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "document_share" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "person_id" UUID,
    "group_id" UUID,
    "shared_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "document_share_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "upload" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "space_id" UUID NOT NULL,
    "folder_id" UUID,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "mark" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "document_space_school_id_group_id_idx" ON "document_space"("school_id", "group_id");

-- CreateIndex
CREATE INDEX "folder_school_id_space_id_deleted_at_idx" ON "folder"("school_id", "space_id", "deleted_at");

-- CreateIndex
CREATE INDEX "document_school_id_space_id_folder_id_deleted_at_idx" ON "document"("school_id", "space_id", "folder_id", "deleted_at");

-- CreateIndex
CREATE INDEX "document_school_id_space_id_deleted_at_created_at_idx" ON "document"("school_id", "space_id", "deleted_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "document_school_id_file_id_key" ON "document"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "document_share_school_id_document_id_idx" ON "document_share"("school_id", "document_id");

-- CreateIndex
CREATE INDEX "document_share_school_id_person_id_idx" ON "document_share"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "document_share_school_id_group_id_idx" ON "document_share"("school_id", "group_id");

-- CreateIndex
CREATE INDEX "upload_school_id_person_id_idx" ON "upload"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "upload_created_at_idx" ON "upload"("created_at");

-- AddForeignKey
ALTER TABLE "document_space" ADD CONSTRAINT "document_space_school_id_owner_id_fkey" FOREIGN KEY ("school_id", "owner_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_space" ADD CONSTRAINT "document_space_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_school_id_space_id_fkey" FOREIGN KEY ("school_id", "space_id") REFERENCES "document_space"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_school_id_parent_id_fkey" FOREIGN KEY ("school_id", "parent_id") REFERENCES "folder"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_school_id_owner_id_fkey" FOREIGN KEY ("school_id", "owner_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_school_id_space_id_fkey" FOREIGN KEY ("school_id", "space_id") REFERENCES "document_space"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_school_id_folder_id_fkey" FOREIGN KEY ("school_id", "folder_id") REFERENCES "folder"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_school_id_owner_id_fkey" FOREIGN KEY ("school_id", "owner_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_school_id_document_id_fkey" FOREIGN KEY ("school_id", "document_id") REFERENCES "document"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_school_id_shared_by_id_fkey" FOREIGN KEY ("school_id", "shared_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_school_id_space_id_fkey" FOREIGN KEY ("school_id", "space_id") REFERENCES "document_space"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_school_id_folder_id_fkey" FOREIGN KEY ("school_id", "folder_id") REFERENCES "folder"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A name is used once among the folders that stand beside it, the trash aside.
CREATE UNIQUE INDEX "folder_name_once" ON "folder" ("school_id", "space_id", "parent_id", lower("name")) NULLS NOT DISTINCT WHERE "deleted_at" IS NULL;
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_one_reader" CHECK (("person_id" IS NULL) <> ("group_id" IS NULL));
ALTER TABLE "document_space" ADD CONSTRAINT "document_space_used" CHECK ("used_bytes" >= 0);
ALTER TABLE "document_space" ADD CONSTRAINT "document_space_whose" CHECK (CASE "kind"
  WHEN 'PERSONAL' THEN "id" = "owner_id" AND "visibility" = 'OWNER'
  WHEN 'CLASS' THEN "group_id" IS NOT NULL AND "id" = "group_id"
  ELSE "id" = "school_id" AND "visibility" = 'OWNER' END);

-- The walls of lib/db/walls.ts. A pupil keeps things of its own; who else does what, lib/documents/access.ts says.
GRANT INSERT ON "file" TO preau_family;
CALL preau_wall('document_space', 'file', 'owner_id', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');
CALL preau_wall('folder', 'file', 'owner_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, INSERT, UPDATE, DELETE');
CALL preau_wall('document', 'file', 'owner_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, INSERT, UPDATE, DELETE');
-- Its own, and nothing that the class would read at once.
ALTER POLICY family_wall ON document_space WITH CHECK (school_id = app_school() AND owner_id = app_person() AND visibility = 'OWNER');
ALTER POLICY family_wall ON folder WITH CHECK (school_id = app_school() AND owner_id = app_person() AND visibility = 'OWNER');
ALTER POLICY family_wall ON document WITH CHECK (school_id = app_school() AND owner_id = app_person() AND visibility = 'OWNER');
CALL preau_wall('document_share', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('upload', 'private', 'person_id', 'SELECT, INSERT, DELETE', 'SELECT, INSERT, DELETE');
