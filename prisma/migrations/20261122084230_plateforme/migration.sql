-- AlterTable
ALTER TABLE "school" ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "platform_role" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "organization_id" UUID,
    "last_name" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "email" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "code_hash" TEXT,
    "code_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform_journal" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "organization_id" UUID,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" UUID,
    "label" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "platform_journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school_figure" (
    "school_id" UUID NOT NULL,
    "persons" INTEGER NOT NULL,
    "activated" INTEGER NOT NULL,
    "last_import_at" TIMESTAMPTZ(3),
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "school_figure_pkey" PRIMARY KEY ("school_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "platform_role_code_hash_key" ON "platform_role"("code_hash");

-- CreateIndex
CREATE INDEX "platform_role_account_id_idx" ON "platform_role"("account_id");

-- CreateIndex
CREATE INDEX "platform_role_organization_id_last_name_first_name_id_idx" ON "platform_role"("organization_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "platform_role_last_name_first_name_id_idx" ON "platform_role"("last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "platform_journal_at_id_idx" ON "platform_journal"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "platform_journal_organization_id_at_id_idx" ON "platform_journal"("organization_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "organization_parent_id_idx" ON "organization"("parent_id");

-- CreateIndex
CREATE INDEX "school_name_id_idx" ON "school"("name", "id");

-- CreateIndex
CREATE INDEX "school_organization_id_name_id_idx" ON "school"("organization_id", "name", "id");

-- AddForeignKey
ALTER TABLE "platform_role" ADD CONSTRAINT "platform_role_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_role" ADD CONSTRAINT "platform_role_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_figure" ADD CONSTRAINT "school_figure_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts (docs/adr/0028-above-the-schools.md). Who administers the platform is nobody of a school: a role of its
-- own, preau_platform, which the bootstrap makes, and to which everything is closed but what stands below.
CREATE FUNCTION app_platform_wide() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.platform_wide', true), '')::boolean, false);
CREATE FUNCTION app_organizations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('app.organization_ids', true), ''), ',')::uuid[];
CREATE FUNCTION app_schools() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('app.school_ids', true), ''), ',')::uuid[];
CREATE FUNCTION app_persons() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('app.person_ids', true), ''), ',')::uuid[];
REVOKE EXECUTE ON FUNCTION app_platform_wide(), app_organizations(), app_schools(), app_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_platform_wide(), app_organizations(), app_schools(), app_persons(), app_school(), app_account() TO preau_platform;
GRANT EXECUTE ON FUNCTION app_organizations() TO preau_staff;

CALL preau_wall('platform_role', 'identity', NULL, '', '');
CALL preau_wall('platform_journal', 'identity', NULL, '', '');
CALL preau_wall('school_figure', 'staff', NULL, '', '');

-- Organisations and schools: those under the administrator's own, or all.
GRANT SELECT, INSERT, UPDATE (parent_id, code, name) ON organization TO preau_platform;
CREATE POLICY platform_wall ON organization TO preau_platform
  USING (app_platform_wide() OR id = ANY (app_organizations()))
  WITH CHECK (app_platform_wide() OR parent_id = ANY (app_organizations()));
GRANT SELECT (id, organization_id, uai, name, kind, city, zone, time_zone, created_at, closed_at),
  INSERT (id, organization_id, uai, name, kind, city, zone, time_zone, created_at),
  UPDATE (organization_id, name, kind, city, zone, time_zone, closed_at) ON school TO preau_platform;
CREATE POLICY platform_wall ON school TO preau_platform
  USING (app_platform_wide() OR organization_id = ANY (app_organizations()))
  WITH CHECK (app_platform_wide() OR organization_id = ANY (app_organizations()));
GRANT SELECT ON school_figure TO preau_platform;
CREATE POLICY platform_wall ON school_figure FOR SELECT TO preau_platform USING (school_id = ANY (app_schools()));

-- What a new school begins with: written, never read back.
GRANT INSERT ON school_year, closure, teaching_week, absence_motive TO preau_platform;
CREATE POLICY platform_adds ON school_year FOR INSERT TO preau_platform WITH CHECK (school_id = app_school());
CREATE POLICY platform_adds ON closure FOR INSERT TO preau_platform WITH CHECK (school_id = app_school());
CREATE POLICY platform_adds ON teaching_week FOR INSERT TO preau_platform WITH CHECK (school_id = app_school());
CREATE POLICY platform_adds ON absence_motive FOR INSERT TO preau_platform WITH CHECK (school_id = app_school());

-- Of a school's people only its heads and administrators, with their professional address, and the code that opens a first account.
GRANT SELECT (school_id, id, account_id, profile, duty, civility, last_name, first_name, starts_on, ends_on, access_ends_on),
  INSERT (school_id, id, profile, duty, civility, last_name, first_name, starts_on) ON person TO preau_platform;
CREATE POLICY platform_wall ON person TO preau_platform
  USING (school_id = ANY (app_schools()) AND profile IN ('HEAD', 'ADMIN'))
  WITH CHECK (school_id = app_school() AND profile IN ('HEAD', 'ADMIN'));
GRANT SELECT (school_id, id, person_id, kind, value), INSERT (school_id, id, person_id, kind, value) ON contact TO preau_platform;
CREATE POLICY platform_wall ON contact TO preau_platform
  USING (school_id = ANY (app_schools()) AND person_id = ANY (app_persons()) AND kind = 'EMAIL')
  WITH CHECK (school_id = app_school() AND person_id = ANY (app_persons()) AND kind = 'EMAIL');
GRANT SELECT (school_id, id, person_id, purpose, created_at, expires_at, used_at),
  INSERT (school_id, id, person_id, purpose, code_hash, created_at, expires_at), UPDATE (used_at) ON access_code TO preau_platform;
CREATE POLICY platform_wall ON access_code TO preau_platform
  USING (school_id = ANY (app_schools()) AND person_id = ANY (app_persons()) AND purpose = 'ACTIVATION')
  WITH CHECK (school_id = app_school() AND person_id = ANY (app_persons()) AND purpose = 'ACTIVATION');
-- What the platform does in a school stands in the school's journal too, as nobody's of the school.
GRANT INSERT ON journal TO preau_platform;
CREATE POLICY platform_adds ON journal FOR INSERT TO preau_platform WITH CHECK (school_id = app_school() AND person_id IS NULL);

-- The administrators themselves. A code's hash is written and never read here.
GRANT SELECT (id, account_id, organization_id, last_name, first_name, email, starts_at, ends_at, code_expires_at, created_at),
  INSERT (id, organization_id, last_name, first_name, email, starts_at, code_hash, code_expires_at, created_at),
  UPDATE (last_name, first_name, email, ends_at, code_hash, code_expires_at) ON platform_role TO preau_platform;
CREATE POLICY platform_wall ON platform_role TO preau_platform
  USING (app_platform_wide() OR organization_id = ANY (app_organizations()))
  WITH CHECK (app_platform_wide() OR organization_id = ANY (app_organizations()));
GRANT SELECT, INSERT ON platform_journal TO preau_platform;
CREATE POLICY platform_wall ON platform_journal TO preau_platform
  USING (app_platform_wide() OR organization_id = ANY (app_organizations()))
  WITH CHECK (account_id = app_account() AND (app_platform_wide() OR organization_id = ANY (app_organizations())));

-- Accounts: who holds a role, and the code that gives it.
GRANT SELECT, UPDATE (account_id, code_hash, code_expires_at) ON platform_role TO preau_identity;
CREATE POLICY identity_all ON platform_role TO preau_identity USING (true) WITH CHECK (true);
GRANT SELECT ON organization TO preau_identity;
CREATE POLICY identity_reads ON organization FOR SELECT TO preau_identity USING (true);
GRANT INSERT ON platform_journal TO preau_identity;
CREATE POLICY identity_adds ON platform_journal FOR INSERT TO preau_identity WITH CHECK (account_id = app_account());

-- A school tells its own head and administrators whom to turn to: those of the platform, and of the organisations above the school.
GRANT SELECT (id, organization_id, last_name, first_name, email, starts_at, ends_at) ON platform_role TO preau_staff;
CREATE POLICY staff_contacts ON platform_role FOR SELECT TO preau_staff
  USING (organization_id IS NULL OR organization_id = ANY (app_organizations()));

-- A closed school is not there for those who sign in: everything that opens a sign-in joins the school of each person.
DROP POLICY identity_reads ON school;
CREATE POLICY identity_reads ON school FOR SELECT TO preau_identity USING (closed_at IS NULL);

-- What an account may administer: null when nothing; else its roles, and with them every organisation below.
CREATE FUNCTION platform_reach(p_account uuid, p_now timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH RECURSIVE held AS (
    SELECT r.id, r.organization_id, r.first_name, r.last_name, o.name, o.kind
      FROM platform_role r LEFT JOIN organization o ON o.id = r.organization_id
      WHERE r.account_id = p_account AND r.starts_at <= p_now AND (r.ends_at IS NULL OR r.ends_at > p_now)
  ), below AS (
    SELECT organization_id AS id FROM held WHERE organization_id IS NOT NULL
    UNION
    SELECT o.id FROM organization o JOIN below ON o.parent_id = below.id
  )
  SELECT jsonb_build_object(
      'firstName', (array_agg(first_name ORDER BY id))[1], 'lastName', (array_agg(last_name ORDER BY id))[1],
      'wide', bool_or(organization_id IS NULL),
      'roots', coalesce(jsonb_agg(jsonb_build_object('id', organization_id, 'name', name, 'kind', kind) ORDER BY name, organization_id)
        FILTER (WHERE organization_id IS NOT NULL), '[]'::jsonb),
      'organizationIds', (SELECT coalesce(jsonb_agg(id), '[]'::jsonb) FROM below))
    FROM held HAVING count(*) > 0
$$;
REVOKE EXECUTE ON FUNCTION platform_reach(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_reach(uuid, timestamptz) TO preau_identity;

-- For the directory of administrators, among a million persons; and for the last import of each school.
CREATE INDEX person_administration ON person (school_id, last_name, first_name, id) WHERE profile IN ('HEAD', 'ADMIN');
CREATE INDEX journal_imports ON journal (school_id, at) WHERE action = 'imports.run';

-- No organisation is its own ancestor: the command looks, and the shortest circle is refused here.
ALTER TABLE organization ADD CONSTRAINT organization_no_own_parent CHECK (parent_id <> id);
