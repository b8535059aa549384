-- CreateTable
CREATE TABLE "bulletin" (
    "school_id" UUID NOT NULL,
    "division_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "student_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "visible_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bulletin_pkey" PRIMARY KEY ("school_id","division_id","period_id","student_id")
);

-- CreateIndex
CREATE INDEX "bulletin_school_id_student_id_period_id_idx" ON "bulletin"("school_id", "student_id", "period_id");

-- AddForeignKey
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_school_id_division_id_fkey" FOREIGN KEY ("school_id", "division_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_school_id_period_id_fkey" FOREIGN KEY ("school_id", "period_id") REFERENCES "period"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin" ADD CONSTRAINT "bulletin_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A family reads bulletins, once published. What is being written of a pupil until then is the staff's.
CALL preau_wall('bulletin', 'pupil', 'student_id', 'SELECT, INSERT, DELETE', 'SELECT');
DROP POLICY family_wall ON appreciation;
REVOKE ALL ON appreciation FROM preau_family;
DROP POLICY family_wall ON council_appreciation;
REVOKE ALL ON council_appreciation FROM preau_family;
