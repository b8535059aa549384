-- CreateEnum
CREATE TYPE "MailChoice" AS ENUM ('NONE', 'AT_ONCE', 'DAILY');

-- CreateTable
CREATE TABLE "notification" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "student_id" UUID,
    "title" TEXT NOT NULL,
    "detail" TEXT,
    "href" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "visible_at" TIMESTAMPTZ(3) NOT NULL,
    "announced_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "mail" "MailChoice" NOT NULL,
    "mailed_at" TIMESTAMPTZ(3),
    "mail_attempts" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "school_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mail" "MailChoice" NOT NULL,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("school_id","person_id","kind")
);

-- CreateIndex
CREATE INDEX "notification_school_id_person_id_visible_at_id_idx" ON "notification"("school_id", "person_id", "visible_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notification_visible_at_idx" ON "notification"("visible_at");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_school_id_student_id_fkey" FOREIGN KEY ("school_id", "student_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. The worker writes notices; who they are for reads them and marks them as read.
CALL preau_wall('notification', 'private', 'person_id', 'SELECT, UPDATE', 'SELECT, UPDATE');
CALL preau_wall('notification_preference', 'private', 'person_id', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');

-- An event is told once to a person, per pupil, however often it is relayed.
CREATE UNIQUE INDEX notification_once ON notification (school_id, person_id, event_id, kind, student_id) NULLS NOT DISTINCT;
-- The count that every page shows, and what the worker looks for, among the few that are left.
CREATE INDEX notification_unread ON notification (school_id, person_id, visible_at) WHERE read_at IS NULL;
CREATE INDEX notification_to_announce ON notification (visible_at) WHERE announced_at IS NULL;
CREATE INDEX notification_to_mail ON notification (mail, visible_at) WHERE mailed_at IS NULL AND mail <> 'NONE';

-- The count of every page: one statement for all persons of an account, as preau_identity, which reads no word of a notice.
GRANT SELECT (school_id, person_id, student_id, visible_at, read_at) ON notification TO preau_identity;
CREATE POLICY identity_counts ON notification FOR SELECT TO preau_identity USING (person_id = ANY (app_account_persons()));

-- How many notices these persons have not read, of themselves or of these pupils; at most p_limit. The caller names the persons
-- and pupils of a signed-in account.
CREATE FUNCTION unread_notifications(p_schools uuid[], p_persons uuid[], p_students uuid[], p_now timestamptz, p_limit int)
RETURNS int LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('app.account_persons', array_to_string(p_persons, ','), true);
  RETURN (SELECT count(*) FROM (
    SELECT FROM notification n
      WHERE n.school_id = ANY (p_schools) AND n.person_id = ANY (p_persons) AND n.read_at IS NULL
        AND n.visible_at <= p_now AND (n.student_id IS NULL OR n.student_id = ANY (p_students))
      LIMIT p_limit) AS unread);
END $$;
REVOKE EXECUTE ON FUNCTION unread_notifications(uuid[], uuid[], uuid[], timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unread_notifications(uuid[], uuid[], uuid[], timestamptz, int) TO preau_identity;
