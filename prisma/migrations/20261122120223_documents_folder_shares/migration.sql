-- AlterTable
ALTER TABLE "document_share" ADD COLUMN     "folder_id" UUID,
ALTER COLUMN "document_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "document_share_school_id_folder_id_idx" ON "document_share"("school_id", "folder_id");

-- AddForeignKey
ALTER TABLE "document_share" ADD CONSTRAINT "document_share_school_id_folder_id_fkey" FOREIGN KEY ("school_id", "folder_id") REFERENCES "folder"("school_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "document_share" ADD CONSTRAINT "document_share_one_thing" CHECK (("document_id" IS NULL) <> ("folder_id" IS NULL));
