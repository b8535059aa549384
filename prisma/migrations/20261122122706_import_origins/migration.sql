-- CreateEnum
CREATE TYPE "ImportSystem" AS ENUM ('SIECLE', 'STS', 'ONDE', 'ONEROSTER', 'TABLE', 'AAF');

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "imported_from" "ImportSystem",
ADD COLUMN     "imported_on" DATE;

-- AlterTable
ALTER TABLE "civil_status" ADD COLUMN     "imported_from" "ImportSystem",
ADD COLUMN     "imported_on" DATE;

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "imported_from" "ImportSystem",
ADD COLUMN     "imported_on" DATE;

-- AlterTable
ALTER TABLE "external_id" ADD COLUMN     "imported_from" "ImportSystem",
ADD COLUMN     "imported_on" DATE;
