-- The revision that a revision corrects, by hash; empty where it follows none. Until now each revision followed the one before.
ALTER TABLE submissions ADD COLUMN based_on TEXT NOT NULL DEFAULT '';

UPDATE submissions SET based_on = before.hash
FROM submissions before WHERE before.id = submissions.id AND before.revision = submissions.revision - 1;

-- A person who takes an answer back may have nothing but the code on paper.
CREATE INDEX submissions_by_code ON submissions (code);

-- The log: only ever added to. The line of a kept row stands in the row itself: each page that a commit touches is written
-- twice, and a table of its own would be one page more. What is done later has its lines in submission_acts.
ALTER TABLE submissions ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN entry TEXT NOT NULL DEFAULT '';

CREATE TABLE submission_acts (
  submission_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  revision INTEGER NOT NULL,
  note TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (submission_id, number)
) STRICT, WITHOUT ROWID;

CREATE VIEW submission_log (submission_id, number, day, kind, revision, note, entry) AS
  SELECT id, number, day, 'kept', revision, '', entry FROM submissions
  UNION ALL SELECT submission_id, number, day, kind, revision, note, entry FROM submission_acts;

CREATE TRIGGER log_of_row INSTEAD OF INSERT ON submission_log WHEN NEW.kind = 'kept' BEGIN
  UPDATE submissions SET number = NEW.number, day = NEW.day, entry = NEW.entry
  WHERE id = NEW.submission_id AND revision = NEW.revision;
END;

CREATE TRIGGER log_of_act INSTEAD OF INSERT ON submission_log WHEN NEW.kind <> 'kept' BEGIN
  INSERT INTO submission_acts (submission_id, number, day, kind, revision, note, entry)
  VALUES (NEW.submission_id, NEW.number, NEW.day, NEW.kind, NEW.revision, NEW.note, NEW.entry);
END;

-- A survey's days: how many came, and the sum of the log's entries, which tells that nothing is missing and not in which order
-- it came; it is too long for a number here. Filled from the rows by the program.
CREATE TABLE survey_days (
  slot INTEGER NOT NULL,
  survey_id TEXT NOT NULL,
  day TEXT NOT NULL,
  submissions INTEGER NOT NULL,
  revisions INTEGER NOT NULL,
  late INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  sum TEXT NOT NULL,
  PRIMARY KEY (slot, survey_id, day)
) STRICT, WITHOUT ROWID;

DROP TABLE survey_counts;

-- Only of submissions to which more has happened than that they came once.
CREATE TABLE standings (
  id TEXT NOT NULL PRIMARY KEY,
  survey_id TEXT NOT NULL,
  standing TEXT NOT NULL,
  current INTEGER NOT NULL,
  comment TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX standings_of_survey ON standings (survey_id, standing, id);
