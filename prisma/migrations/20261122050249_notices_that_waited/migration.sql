-- A notice that waited for its hour is looked at again by its maker before anybody sees it (lib/notifications/deliver.ts): until it is
-- announced it does not exist for its reader, nor for the count.
UPDATE notification SET announced_at = visible_at WHERE announced_at IS NULL AND read_at IS NOT NULL;
GRANT SELECT (announced_at) ON notification TO preau_identity;
DROP INDEX notification_unread;
CREATE INDEX notification_unread ON notification (school_id, person_id, visible_at) WHERE read_at IS NULL AND announced_at IS NOT NULL;

CREATE OR REPLACE FUNCTION unread_notifications(p_schools uuid[], p_persons uuid[], p_students uuid[], p_now timestamptz, p_limit int)
RETURNS int LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('app.account_persons', array_to_string(p_persons, ','), true);
  RETURN (SELECT count(*) FROM (
    SELECT FROM notification n
      WHERE n.school_id = ANY (p_schools) AND n.person_id = ANY (p_persons) AND n.read_at IS NULL AND n.announced_at IS NOT NULL
        AND n.visible_at <= p_now AND (n.student_id IS NULL OR n.student_id = ANY (p_students))
      LIMIT p_limit) AS unread);
END $$;
