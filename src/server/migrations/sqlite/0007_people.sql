-- What each may do, and in which surveys (JSON; "*" is all). Who was here before could do everything, and still may.
ALTER TABLE coordinators ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE coordinators ADD COLUMN surveys TEXT NOT NULL DEFAULT '"*"';

-- Who did what in the office. Only ever added to; each line stands over the one before.
CREATE TABLE office_log (
  number INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  did TEXT NOT NULL,
  about TEXT NOT NULL,
  entry TEXT NOT NULL
) STRICT;
