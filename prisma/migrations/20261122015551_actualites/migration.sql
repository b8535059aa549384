-- CreateTable
CREATE TABLE "news" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "profiles" "Profile"[],
    "is_school_wide" BOOLEAN NOT NULL,
    "published_from" TIMESTAMPTZ(3),
    "published_until" TIMESTAMPTZ(3),
    "pinned_until" TIMESTAMPTZ(3),
    "needs_acknowledgement" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "corrected_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "announced_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "news_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "news_place" (
    "school_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "news_id" UUID NOT NULL,
    "level" TEXT,
    "group_id" UUID,

    CONSTRAINT "news_place_pkey" PRIMARY KEY ("school_id","id")
);

-- CreateTable
CREATE TABLE "news_file" (
    "school_id" UUID NOT NULL,
    "news_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "news_file_pkey" PRIMARY KEY ("school_id","news_id","file_id")
);

-- CreateTable
CREATE TABLE "news_read" (
    "school_id" UUID NOT NULL,
    "news_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "news_read_pkey" PRIMARY KEY ("school_id","news_id","person_id")
);

-- CreateTable
CREATE TABLE "news_acknowledgement" (
    "school_id" UUID NOT NULL,
    "news_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "news_acknowledgement_pkey" PRIMARY KEY ("school_id","news_id","person_id")
);

-- CreateIndex
CREATE INDEX "news_school_id_published_from_idx" ON "news"("school_id", "published_from");

-- CreateIndex
CREATE INDEX "news_school_id_author_id_idx" ON "news"("school_id", "author_id");

-- CreateIndex
CREATE INDEX "news_school_id_updated_at_idx" ON "news"("school_id", "updated_at");

-- CreateIndex
CREATE INDEX "news_place_school_id_news_id_idx" ON "news_place"("school_id", "news_id");

-- CreateIndex
CREATE INDEX "news_place_school_id_group_id_idx" ON "news_place"("school_id", "group_id");

-- CreateIndex
CREATE INDEX "news_file_school_id_file_id_idx" ON "news_file"("school_id", "file_id");

-- CreateIndex
CREATE INDEX "news_read_school_id_person_id_idx" ON "news_read"("school_id", "person_id");

-- CreateIndex
CREATE INDEX "news_acknowledgement_school_id_person_id_idx" ON "news_acknowledgement"("school_id", "person_id");

-- AddForeignKey
ALTER TABLE "news" ADD CONSTRAINT "news_school_id_author_id_fkey" FOREIGN KEY ("school_id", "author_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_place" ADD CONSTRAINT "news_place_school_id_news_id_fkey" FOREIGN KEY ("school_id", "news_id") REFERENCES "news"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_place" ADD CONSTRAINT "news_place_school_id_group_id_fkey" FOREIGN KEY ("school_id", "group_id") REFERENCES "group"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_file" ADD CONSTRAINT "news_file_school_id_news_id_fkey" FOREIGN KEY ("school_id", "news_id") REFERENCES "news"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_file" ADD CONSTRAINT "news_file_school_id_file_id_fkey" FOREIGN KEY ("school_id", "file_id") REFERENCES "file"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_read" ADD CONSTRAINT "news_read_school_id_news_id_fkey" FOREIGN KEY ("school_id", "news_id") REFERENCES "news"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_read" ADD CONSTRAINT "news_read_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_acknowledgement" ADD CONSTRAINT "news_acknowledgement_school_id_news_id_fkey" FOREIGN KEY ("school_id", "news_id") REFERENCES "news"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "news_acknowledgement" ADD CONSTRAINT "news_acknowledgement_school_id_person_id_fkey" FOREIGN KEY ("school_id", "person_id") REFERENCES "person"("school_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The walls of lib/db/walls.ts. Which news a person reads, lib/actualites/audience.ts says.
CALL preau_wall('news', 'school', NULL, 'SELECT, INSERT, UPDATE', 'SELECT');
CALL preau_wall('news_place', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('news_file', 'school', NULL, 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL preau_wall('news_read', 'private', 'person_id', 'SELECT, INSERT', 'SELECT, INSERT');
CALL preau_wall('news_acknowledgement', 'owner', 'person_id', 'SELECT, INSERT', 'SELECT, INSERT');

ALTER TABLE news ADD CONSTRAINT news_span CHECK (published_until IS NULL OR published_from < published_until);
ALTER TABLE news_place ADD CONSTRAINT news_place_one CHECK ((level IS NULL) <> (group_id IS NULL));
-- What waits for its moment, whatever the school: the job that tells of it looks every minute.
CREATE INDEX news_to_announce ON news (published_from) WHERE announced_at IS NULL AND withdrawn_at IS NULL;
