-- CreateEnum
CREATE TYPE "AccessCodeChannel" AS ENUM ('PRINTED', 'MAILED');

-- CreateEnum
CREATE TYPE "FactorKind" AS ENUM ('TOTP', 'PASSKEY');

-- CreateEnum
CREATE TYPE "SecurityMailKind" AS ENUM ('FACTOR_ADDED', 'FACTOR_REMOVED', 'FACTORS_RESET');

-- CreateEnum
CREATE TYPE "InvitationOutcome" AS ENUM ('SENT', 'ALREADY_ACTIVE', 'NO_ADDRESS', 'GONE', 'GAVE_UP');

-- AlterEnum
ALTER TYPE "SignInOutcome" ADD VALUE 'WRONG_FACTOR';

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "challenge" TEXT,
ADD COLUMN     "challenge_until" TIMESTAMPTZ(3),
ADD COLUMN     "factor_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "access_code" ADD COLUMN     "channel" "AccessCodeChannel" NOT NULL DEFAULT 'PRINTED',
ADD COLUMN     "removes_factors" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "second_factor" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "FactorKind" NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "secret" TEXT,
    "last_step" INTEGER,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "counter" BIGINT,
    "transports" TEXT[],

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "security_mail" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "SecurityMailKind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "security_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" "InvitationOutcome",

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "second_factor_credential_id_key" ON "second_factor"("credential_id");

-- CreateIndex
CREATE INDEX "second_factor_account_id_idx" ON "second_factor"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_account_id_code_hash_key" ON "recovery_code"("account_id", "code_hash");

-- CreateIndex
CREATE INDEX "security_mail_account_id_idx" ON "security_mail"("account_id");

-- CreateIndex
CREATE INDEX "security_mail_sent_at_created_at_idx" ON "security_mail"("sent_at", "created_at");

-- CreateIndex
CREATE INDEX "invitation_school_id_person_id_created_at_idx" ON "invitation"("school_id", "person_id", "created_at");

-- CreateIndex
CREATE INDEX "invitation_settled_at_created_at_idx" ON "invitation"("settled_at", "created_at");

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "security_mail" ADD CONSTRAINT "security_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL preau_wall('second_factor', 'identity', NULL, '', '');
CALL preau_wall('recovery_code', 'identity', NULL, '', '');
CALL preau_wall('security_mail', 'identity', NULL, '', '');
CALL preau_wall('invitation', 'staff', NULL, 'SELECT, INSERT', '');
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code TO preau_identity;
GRANT SELECT, INSERT ON security_mail TO preau_identity;
CREATE POLICY identity_all ON second_factor TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON recovery_code TO preau_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON security_mail TO preau_identity USING (true) WITH CHECK (true);

ALTER TABLE second_factor ADD CONSTRAINT second_factor_kind CHECK (CASE kind
  WHEN 'TOTP' THEN secret IS NOT NULL AND num_nonnulls(credential_id, public_key, counter) = 0
  ELSE secret IS NULL AND last_step IS NULL AND num_nulls(credential_id, public_key, counter) = 0 END);
ALTER TABLE invitation ADD CONSTRAINT invitation_settled CHECK ((settled_at IS NULL) = (outcome IS NULL));
-- However often it is asked for, one waits at a time.
CREATE UNIQUE INDEX invitation_waiting ON invitation (school_id, person_id) WHERE settled_at IS NULL;

-- Must this account have a second factor? Who runs a school must, unless the school's settings say otherwise (lib/school/settings.ts).
CREATE FUNCTION account_demands_factor(p_account uuid, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('app.account_id', p_account::text, true);
  RETURN EXISTS (SELECT FROM person p JOIN school s ON s.id = p.school_id
    WHERE p.account_id = p_account AND p.profile IN ('HEAD', 'ADMIN')
      AND daterange(p.starts_on, p.ends_on) @> (p_now AT TIME ZONE s.time_zone)::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (p_now AT TIME ZONE s.time_zone)::date)
      AND s.settings #> '{signIn,demandsSecondFactor}' IS DISTINCT FROM 'false'::jsonb);
END $$;
REVOKE EXECUTE ON FUNCTION account_demands_factor(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_demands_factor(uuid, timestamptz) TO preau_identity;

-- What stands between a sign-in and the account that it opens: OPEN, nothing; VERIFY, a second factor to be shown; PROTECT, a second
-- factor to be set up first. Null when the sign-in is over. Asked before signed_in_account and open_persons, in the same statement.
CREATE FUNCTION sign_in_step(p_sign_in uuid, p_token_hash text, p_now timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  device record;
BEGIN
  SELECT s.account_id, s.factor_at,
      EXISTS (SELECT FROM second_factor f WHERE f.account_id = s.account_id AND f.confirmed_at IS NOT NULL) AS is_protected
    INTO device
    FROM sign_in s JOIN account a ON a.id = s.account_id
    WHERE (s.id = p_sign_in OR s.token_hash = p_token_hash)
      AND s.revoked_at IS NULL AND s.expires_at > p_now AND s.ends_at > p_now
      AND (a.ended_at IS NULL OR a.ended_at > p_now);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF device.is_protected THEN
    RETURN CASE WHEN device.factor_at IS NULL THEN 'VERIFY' ELSE 'OPEN' END;
  END IF;
  RETURN CASE WHEN account_demands_factor(device.account_id, p_now) THEN 'PROTECT' ELSE 'OPEN' END;
END $$;
REVOKE EXECUTE ON FUNCTION sign_in_step(uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sign_in_step(uuid, text, timestamptz) TO preau_identity;
