CREATE TABLE "größe"("名前" TEXT);
INSERT INTO "größe" VALUES ('世界 🌍'), ('naïve');
.headers on
SELECT "名前", length("名前") AS n, hex(substr("名前", 1, 1)) AS first FROM "größe";
SELECT line, length(line) FROM stdin;
.mode box
SELECT "名前" FROM "größe";
