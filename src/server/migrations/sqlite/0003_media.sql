-- The files that a submission lists, over all its revisions. received_at is empty until the file is here, whole and proven; then
-- it is what the receipt says. The bytes themselves lie in the media folder, under their hash.
CREATE TABLE submission_media (
  submission_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  type TEXT NOT NULL,
  received_at TEXT NOT NULL,
  signing_key TEXT NOT NULL,
  PRIMARY KEY (submission_id, hash, size, type)
) STRICT, WITHOUT ROWID;

-- Who else lists a file, before it is erased.
CREATE INDEX submission_media_by_hash ON submission_media (hash);
