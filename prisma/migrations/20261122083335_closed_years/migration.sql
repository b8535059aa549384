-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "rollover" JSONB;

-- AlterTable
ALTER TABLE "school_year" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- A school has one year at a time: the current one is found by the day.
ALTER TABLE "school_year" ADD CONSTRAINT "school_year_no_overlap"
  EXCLUDE USING gist (school_id WITH =, daterange(starts_on, ends_on) WITH &&);

-- The head prepares the next year with its periods and its calendar, moves its dates, closes it and opens it again.
GRANT INSERT, UPDATE (starts_on, ends_on, closed_at, version) ON "school_year" TO preau_staff;
GRANT INSERT ON "closure", "teaching_week" TO preau_staff;

-- A closed year is an archive (docs/adr/0029-a-closed-year-is-an-archive.md): nobody of the school writes its rows, whatever the command.
-- The importer, the purge and the migrations are not of the school. The registry is lib/db/closed-years.ts; a test compares it with
-- the foreign keys, so that a table that comes to hang on a year is not forgotten.

-- Has the school closed the year, or that of the day?
CREATE FUNCTION year_is_closed(p_school uuid, p_year uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM school_year y WHERE y.school_id = p_school AND y.id = p_year AND y.closed_at IS NOT NULL);
CREATE FUNCTION day_is_closed(p_school uuid, p_day date) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM school_year y WHERE y.school_id = p_school AND daterange(y.starts_on, y.ends_on) @> p_day
    AND y.closed_at IS NOT NULL);
REVOKE EXECUTE ON FUNCTION year_is_closed(uuid, uuid), day_is_closed(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION year_is_closed(uuid, uuid), day_is_closed(uuid, date) TO preau_staff, preau_family;

-- Refuses what the school writes of a table when p_closed, a condition on the row r, is true of it before or after.
CREATE PROCEDURE preau_closed_year(p_table text, p_closed text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($body$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    DECLARE
      r %2$I%%ROWTYPE;
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        r := OLD;
        IF %3$s THEN RAISE EXCEPTION 'closed school year' USING ERRCODE = 'PRE01'; END IF;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        r := NEW;
        IF %3$s THEN RAISE EXCEPTION 'closed school year' USING ERRCODE = 'PRE01'; END IF;
        RETURN NEW;
      END IF;
      RETURN OLD;
    END $trigger$ $body$, p_table || '_of_closed_year', p_table, p_closed);
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %I() FROM PUBLIC', p_table || '_of_closed_year');
  EXECUTE format('CREATE TRIGGER closed_year BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
    WHEN (current_user IN (''preau_staff'', ''preau_family'')) EXECUTE FUNCTION %I()', p_table, p_table || '_of_closed_year');
END $$;
REVOKE EXECUTE ON PROCEDURE preau_closed_year(text, text) FROM PUBLIC;

CALL preau_closed_year('period_scheme', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('closure', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('teaching_week', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('group', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('service', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('slot', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('session', 'year_is_closed(r.school_id, r.year_id)');
CALL preau_closed_year('period', 'year_is_closed(r.school_id, (SELECT p.year_id FROM period_scheme p WHERE p.school_id = r.school_id AND p.id = r.scheme_id))');
CALL preau_closed_year('group_division', 'year_is_closed(r.school_id, (SELECT g.year_id FROM "group" g WHERE g.school_id = r.school_id AND g.id = r.group_id))');
CALL preau_closed_year('enrollment', 'year_is_closed(r.school_id, (SELECT g.year_id FROM "group" g WHERE g.school_id = r.school_id AND g.id = r.group_id))');
CALL preau_closed_year('main_teacher', 'year_is_closed(r.school_id, (SELECT g.year_id FROM "group" g WHERE g.school_id = r.school_id AND g.id = r.group_id))');
CALL preau_closed_year('service_teacher', 'year_is_closed(r.school_id, (SELECT s.year_id FROM service s WHERE s.school_id = r.school_id AND s.id = r.service_id))');
CALL preau_closed_year('service_grading', 'year_is_closed(r.school_id, (SELECT s.year_id FROM service s WHERE s.school_id = r.school_id AND s.id = r.service_id))');
CALL preau_closed_year('service_part', 'year_is_closed(r.school_id, (SELECT s.year_id FROM service s WHERE s.school_id = r.school_id AND s.id = r.service_id))');
CALL preau_closed_year('assessment', 'year_is_closed(r.school_id, (SELECT s.year_id FROM service s WHERE s.school_id = r.school_id AND s.id = r.service_id))');
CALL preau_closed_year('homework', 'year_is_closed(r.school_id, (SELECT s.year_id FROM service s WHERE s.school_id = r.school_id AND s.id = r.service_id))');
CALL preau_closed_year('session_teacher', 'year_is_closed(r.school_id, (SELECT s.year_id FROM session s WHERE s.school_id = r.school_id AND s.id = r.session_id))');
CALL preau_closed_year('session_group', 'year_is_closed(r.school_id, (SELECT s.year_id FROM session s WHERE s.school_id = r.school_id AND s.id = r.session_id))');
CALL preau_closed_year('lesson_entry', 'year_is_closed(r.school_id, (SELECT s.year_id FROM session s WHERE s.school_id = r.school_id AND s.id = r.session_id))');
CALL preau_closed_year('roll_call', 'year_is_closed(r.school_id, (SELECT s.year_id FROM session s WHERE s.school_id = r.school_id AND s.id = r.session_id))');
CALL preau_closed_year('attendance', 'year_is_closed(r.school_id, (SELECT s.year_id FROM session s WHERE s.school_id = r.school_id AND s.id = r.session_id))');
CALL preau_closed_year('lesson_entry_file', 'year_is_closed(r.school_id, (SELECT s.year_id FROM lesson_entry e JOIN session s ON s.school_id = e.school_id AND s.id = e.session_id WHERE e.school_id = r.school_id AND e.id = r.lesson_entry_id))');
CALL preau_closed_year('homework_recipient', 'year_is_closed(r.school_id, (SELECT s.year_id FROM homework h JOIN service s ON s.school_id = h.school_id AND s.id = h.service_id WHERE h.school_id = r.school_id AND h.id = r.homework_id))');
CALL preau_closed_year('homework_completion', 'year_is_closed(r.school_id, (SELECT s.year_id FROM homework h JOIN service s ON s.school_id = h.school_id AND s.id = h.service_id WHERE h.school_id = r.school_id AND h.id = r.homework_id))');
CALL preau_closed_year('homework_file', 'year_is_closed(r.school_id, (SELECT s.year_id FROM homework h JOIN service s ON s.school_id = h.school_id AND s.id = h.service_id WHERE h.school_id = r.school_id AND h.id = r.homework_id))');
CALL preau_closed_year('grade', 'year_is_closed(r.school_id, (SELECT s.year_id FROM assessment a JOIN service s ON s.school_id = a.school_id AND s.id = a.service_id WHERE a.school_id = r.school_id AND a.id = r.assessment_id))');
CALL preau_closed_year('assessment_statistic', 'year_is_closed(r.school_id, (SELECT s.year_id FROM assessment a JOIN service s ON s.school_id = a.school_id AND s.id = a.service_id WHERE a.school_id = r.school_id AND a.id = r.assessment_id))');
CALL preau_closed_year('shown_statistic', 'year_is_closed(r.school_id, (SELECT s.year_id FROM assessment a JOIN service s ON s.school_id = a.school_id AND s.id = a.service_id WHERE a.school_id = r.school_id AND a.id = r.assessment_id))');
CALL preau_closed_year('class_average', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('appreciation', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('council_appreciation', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('division_period', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('bulletin', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('bulletin_attendance', 'year_is_closed(r.school_id, (SELECT c.year_id FROM period p JOIN period_scheme c ON c.school_id = p.school_id AND c.id = p.scheme_id WHERE p.school_id = r.school_id AND p.id = r.period_id))');
CALL preau_closed_year('absence', 'day_is_closed(r.school_id, r.start_day)');
CALL preau_closed_year('justification', 'day_is_closed(r.school_id, (SELECT a.start_day FROM absence a WHERE a.school_id = r.school_id AND a.id = r.absence_id))');
CALL preau_closed_year('justification_file', 'day_is_closed(r.school_id, (SELECT a.start_day FROM justification j JOIN absence a ON a.school_id = j.school_id AND a.id = j.absence_id WHERE j.school_id = r.school_id AND j.id = r.justification_id))');
CALL preau_closed_year('teacher_absence', 'day_is_closed(r.school_id, r.start_day)');
CALL preau_closed_year('absence_alert', 'day_is_closed(r.school_id, r.month) OR day_is_closed(r.school_id, (r.month + interval ''1 month - 1 day'')::date)');

-- Of a closed year nothing moves but its closing.
CREATE FUNCTION school_year_of_closed_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NOT NULL OR (NEW.starts_on, NEW.ends_on) <> (OLD.starts_on, OLD.ends_on)) THEN
    RAISE EXCEPTION 'closed school year' USING ERRCODE = 'PRE01';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION school_year_of_closed_year() FROM PUBLIC;
CREATE TRIGGER closed_year BEFORE UPDATE ON school_year FOR EACH ROW
  WHEN (current_user IN ('preau_staff', 'preau_family')) EXECUTE FUNCTION school_year_of_closed_year();
