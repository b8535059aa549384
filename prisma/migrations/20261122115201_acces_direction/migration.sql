-- CreateEnum
CREATE TYPE "AccessCodeIssuer" AS ENUM ('SCHOOL', 'DIRECTION', 'OPERATOR');

-- AlterEnum
ALTER TYPE "SecurityMailKind" ADD VALUE 'RESCUE_CODE';

-- AlterTable
ALTER TABLE "access_code" ADD COLUMN     "issuer" "AccessCodeIssuer" NOT NULL DEFAULT 'SCHOOL';

-- AlterTable
ALTER TABLE "import_run" ADD COLUMN     "allows_direction" BOOLEAN NOT NULL DEFAULT false;

-- Codes that wait: those of a head, and of the platform, which names itself no creator. The walls bind the owner too, but for these lines.
ALTER TABLE access_code NO FORCE ROW LEVEL SECURITY;
ALTER TABLE person NO FORCE ROW LEVEL SECURITY;
UPDATE access_code c SET issuer = 'DIRECTION' WHERE c.used_at IS NULL AND (c.created_by IS NULL
  OR EXISTS (SELECT FROM person p WHERE p.school_id = c.school_id AND p.id = c.created_by AND p.profile = 'HEAD'));
ALTER TABLE access_code FORCE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
GRANT INSERT (issuer) ON access_code TO preau_platform;

-- «Voir comme» whose half hour is over: what the worker looks for.
CREATE INDEX sign_in_seeing ON sign_in (seen_until) WHERE seen_until IS NOT NULL;

-- As before, but for one more answer: who holds a right of the administration today must have a second factor, as those who lend it. Only
-- colleagues hold any: families are not looked at twice.
CREATE OR REPLACE FUNCTION account_demands_factor(p_account uuid, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  colleagues uuid[];
  is_held boolean := false;
BEGIN
  PERFORM set_config('app.account_id', p_account::text, true);
  SELECT array_agg(p.id), coalesce(bool_or(p.profile IN ('HEAD', 'ADMIN')), false) INTO colleagues, is_held
    FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.account_id = p_account AND p.profile NOT IN ('STUDENT', 'GUARDIAN')
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)
      AND s.settings #> '{signIn,demandsSecondFactor}' IS DISTINCT FROM 'false'::jsonb;
  IF is_held THEN
    RETURN true;
  END IF;
  IF colleagues IS NOT NULL THEN
    PERFORM set_config('app.account_persons', array_to_string(colleagues, ','), true);
    IF EXISTS (SELECT FROM delegation d JOIN school s ON s.id = d.school_id
        WHERE d.person_id = ANY (colleagues) AND daterange(d.starts_on, d.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date) THEN
      RETURN true;
    END IF;
  END IF;
  RETURN EXISTS (SELECT FROM platform_role r
    WHERE r.account_id = p_account AND r.demands_factor
      AND r.starts_at <= p_now AND (r.ends_at IS NULL OR r.ends_at > p_now));
END $$;
