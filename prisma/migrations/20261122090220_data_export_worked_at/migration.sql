-- AlterTable
ALTER TABLE "data_export" ADD COLUMN     "worked_at" TIMESTAMPTZ(3);
