-- Where lessons begin again in August (La Réunion, Mayotte), a month is of the year that was closed and of the one that has begun: its alerts
-- are the latter's, or the roll calls that make them would be refused.
DROP TRIGGER closed_year ON absence_alert;
DROP FUNCTION absence_alert_of_closed_year();
CALL preau_closed_year('absence_alert', '(day_is_closed(r.school_id, r.month) OR day_is_closed(r.school_id, (r.month + interval ''1 month - 1 day'')::date))
  AND NOT EXISTS (SELECT FROM school_year y WHERE y.school_id = r.school_id AND y.closed_at IS NULL
    AND daterange(y.starts_on, y.ends_on) && daterange(r.month, (r.month + interval ''1 month'')::date))');
