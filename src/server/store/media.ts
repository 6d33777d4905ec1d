/** What the store remembers of files. The bytes are not here: they lie in the media folder (`../media`). */

/** A file as a submission lists it. */
export interface ListedFile {
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly type: string;
}

/** A listed file, and since when it is here; both texts are empty until then. */
export interface MediaRow extends ListedFile {
  readonly survey: string;
  readonly receivedAt: string;
  readonly signingKey: string;
}

export interface MediaLedger {
  /** The files that a submission lists, over all its revisions; none once it is withdrawn. */
  of(submission: string): Promise<MediaRow[]>;
  /** Whether any submission that is not withdrawn lists a file with this hash. */
  isListed(hash: string): Promise<boolean>;
  /** Notes that a file is here, whole. Noting it again changes nothing. */
  note(submission: string, file: ListedFile, receivedAt: string, signingKey: string): Promise<void>;
  /** Files of withdrawn submissions that are not yet forgotten, those of this submission or of any. */
  toErase(submission: string | null, most: number): Promise<{ submission: string; hash: string }[]>;
  /** Forgets that a withdrawn submission listed this file: once it is erased. */
  forget(submission: string, hash: string): Promise<void>;
}
