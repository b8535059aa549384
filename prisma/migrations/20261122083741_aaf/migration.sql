-- AlterEnum


ALTER TYPE "ExternalSource" ADD VALUE 'AAF_ELEVE';
ALTER TYPE "ExternalSource" ADD VALUE 'AAF_RESPONSABLE';
ALTER TYPE "ExternalSource" ADD VALUE 'AAF_PERSONNEL';

-- AlterTable
ALTER TABLE "school" ADD COLUMN     "aaf_id" TEXT;
