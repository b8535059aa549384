-- CreateEnum
CREATE TYPE "DeliveryKind" AS ENUM ('RECEIVED', 'SENT');

-- CreateTable
CREATE TABLE "thread" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "is_circular" BOOLEAN NOT NULL,
    "member_ids" UUID[],
    "origin_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "recipient_ids" UUID[],
    "content" JSONB NOT NULL,
    "excerpt" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "deliver_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "kind" "DeliveryKind" NOT NULL,
    "delivered_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),
    "audience" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "audience_label" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("school_id","person_id","message_id")
);

-- CreateTable
CREATE TABLE "message_file" (
    "school_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "reader_ids" UUID[],

    CONSTRAINT "message_file_pkey" PRIMARY KEY ("school_id","message_id","file_id")
);

-- CreateTable
CREATE TABLE "message_draft" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "thread_id" UUID,
    "subject" TEXT NOT NULL,
    "audience" TEXT[],
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_draft_pkey" PRIMARY KEY ("school_id","person_id","id")
);

-- CreateTable
CREATE TABLE "message_draft_file" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "message_draft_file_pkey" PRIMARY KEY ("school_id","person_id","draft_id","file_id")
);

-- CreateTable
CREATE TABLE "message_report" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "reporter_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "copy" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,

    CONSTRAINT "message_report_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE INDEX "thread_school_id_origin_id_idx" ON "thread"("school_id", "origin_id");

-- CreateIndex
CREATE INDEX "thread_school_id_author_id_idx" ON "thread"("school_id", "author_id");

-- CreateIndex
CREATE INDEX "message_school_id_thread_id_sent_at_idx" ON "message"("school_id", "thread_id", "sent_at");

-- CreateIndex
CREATE INDEX "message_school_id_author_id_idx" ON "message"("school_id", "author_id");

-- CreateIndex
CREATE INDEX "delivery_school_id_person_id_kind_delivered_at_message_id_idx" ON "delivery"("school_id", "person_id", "kind", "delivered_at", "message_id");

-- CreateIndex
CREATE INDEX "delivery_school_id_person_id_thread_id_kind_delivered_at_idx" ON "delivery"("school_id", "person_id", "thread_id", "kind", "delivered_at");

-- CreateIndex
CREATE INDEX "delivery_school_id_message_id_idx" ON "delivery"("school_id", "message_id");

-- CreateIndex
CREATE INDEX "delivery_school_id_thread_id_idx" ON "delivery"("school_id", "thread_id");

-- CreateIndex
CREATE INDEX "message_file_school_id_file_id_idx" ON "message_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "message_draft_school_id_person_id_updated_at_idx" ON "message_draft"("school_id", "person_id", "updated_at");

-- CreateIndex
CREATE INDEX "message_draft_school_id_thread_id_idx" ON "message_draft"("school_id", "thread_id");

-- CreateIndex
CREATE INDEX "message_draft_file_school_id_file_id_idx" ON "message_draft_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "message_report_school_id_created_at_idx" ON "message_report"("school_id", "created_at");

-- CreateIndex
CREATE INDEX "message_report_school_id_author_id_idx" ON "message_report"("school_id", "author_id");

-- CreateIndex
CREATE INDEX "message_report_school_id_reporter_id_idx" ON "message_report"("school_id", "reporter_id");

-- CreateIndex
CREATE INDEX "message_report_school_id_settled_by_id_idx" ON "message_report"("school_id", "settled_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_report_school_id_message_id_reporter_id_key" ON "message_report"("school_id", "message_id", "reporter_id");

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_school_id_origin_id_fkey" FOREIGN KEY ("school_id", "origin_id") REFERENCES "thread"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_school_id_thread_id_fkey" FOREIGN KEY ("school_id", "thread_id") REFERENCES "thread"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_school_id_thread_id_fkey" FOREIGN KEY ("school_id", "thread_id") REFERENCES "thread"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_school_id_message_id_fkey" FOREIGN KEY ("school_id", "message_id") REFERENCES "message"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_file" ADD CONSTRAINT "message_file_school_id_message_id_fkey" FOREIGN KEY ("school_id", "message_id") REFERENCES "message"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_file" ADD CONSTRAINT "message_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_draft" ADD CONSTRAINT "message_draft_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_draft" ADD CONSTRAINT "message_draft_school_id_thread_id_fkey" FOREIGN KEY ("school_id", "thread_id") REFERENCES "thread"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_draft_file" ADD CONSTRAINT "message_draft_file_school_id_person_id_draft_id_fkey" FOREIGN KEY ("school_id", "person_id", "draft_id") REFERENCES "message_draft"("school_id", "person_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_draft_file" ADD CONSTRAINT "message_draft_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_report" ADD CONSTRAINT "message_report_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_report" ADD CONSTRAINT "message_report_school_id_reporter_id_fkey" FOREIGN KEY ("school_id", "reporter_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_report" ADD CONSTRAINT "message_report_school_id_settled_by_id_fkey" FOREIGN KEY ("school_id", "settled_by_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Mail belongs to those who take part in it, staff included: one condition for both roles, on
-- columns of the row itself (docs/adr/0018-one-delivery-per-message-and-person.md).
CREATE PROCEDURE preau_mail_wall(p_table text, p_rows text, p_staff text, p_family text) LANGUAGE plpgsql AS $$
DECLARE
  mail_rows constant text := format('school_id = app_school() AND (%s)', p_rows);
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', p_table);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', p_table);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO preau_system', p_table);
  EXECUTE format('CREATE POLICY system_all ON %I TO preau_system USING (true) WITH CHECK (true)', p_table);
  EXECUTE format('GRANT %s ON %I TO preau_staff', p_staff, p_table);
  EXECUTE format('CREATE POLICY staff_wall ON %I TO preau_staff USING (%s) WITH CHECK (%s)', p_table, mail_rows, mail_rows);
  EXECUTE format('GRANT %s ON %I TO preau_family', p_family, p_table);
  EXECUTE format('CREATE POLICY family_wall ON %I TO preau_family USING (%s) WITH CHECK (%s)', p_table, mail_rows, mail_rows);
END $$;
CALL preau_mail_wall('thread', 'app_person() = ANY (member_ids)', 'SELECT, INSERT', 'SELECT, INSERT');
-- Until it is delivered, a message is its author's alone. Only staff write in quiet hours' reach, so only they withdraw.
CALL preau_mail_wall('message', 'author_id = app_person() OR (delivered_at IS NOT NULL AND app_person() = ANY (recipient_ids))',
  'SELECT, INSERT, UPDATE', 'SELECT, INSERT');
CALL preau_mail_wall('delivery', 'person_id = app_person() OR author_id = app_person()',
  'SELECT, INSERT, UPDATE, DELETE', 'SELECT, INSERT, UPDATE');
CALL preau_mail_wall('message_file', 'app_person() = ANY (reader_ids)', 'SELECT, INSERT', 'SELECT, INSERT');
DROP PROCEDURE preau_mail_wall(text, text, text, text);
CALL preau_wall('message_draft', 'private', 'person_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, INSERT, UPDATE, DELETE');
CALL preau_wall('message_draft_file', 'private', 'person_id', 'SELECT, INSERT, DELETE', 'SELECT, INSERT, DELETE');
CALL preau_wall('message_report', 'staff', 'reporter_id', 'SELECT, INSERT, UPDATE', 'INSERT');

-- What an inbox counts on every home page, and what the job that delivers looks for each minute.
CREATE INDEX delivery_unread ON delivery (school_id, person_id, thread_id) WHERE read_at IS NULL AND archived_at IS NULL;
CREATE INDEX message_waiting ON message (deliver_at) WHERE delivered_at IS NULL AND withdrawn_at IS NULL;

ALTER TABLE message ADD CONSTRAINT message_times CHECK (sent_at <= deliver_at AND (delivered_at IS NULL OR withdrawn_at IS NULL));
ALTER TABLE delivery ADD CONSTRAINT delivery_kind CHECK ((kind = 'SENT') = (person_id = author_id));

-- Families attach files to what they write. The record of their file stays theirs and the staff's: they write to staff only.
GRANT INSERT ON file TO preau_family;
