-- What each may do, and in which surveys (JSON; "*" is all). Who was here before could do everything, and still may.
ALTER TABLE coordinators ADD COLUMN role text NOT NULL DEFAULT 'admin';
ALTER TABLE coordinators ADD COLUMN surveys text NOT NULL DEFAULT '"*"';

-- Who did what in the office. Only ever added to; each line stands over the one before.
CREATE TABLE office_log (
  number integer NOT NULL PRIMARY KEY,
  at text NOT NULL,
  who text NOT NULL,
  did text NOT NULL,
  about text NOT NULL,
  entry text NOT NULL
);
