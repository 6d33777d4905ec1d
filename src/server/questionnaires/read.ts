/** Reads a file that may hold a questionnaire, with all that is to be told about it. A thread of its own does it. */
import { canonicalJson, type Questionnaire, versionOf } from '../../questionnaire/index.ts';
import type { FileProblem, VersionSummary } from '../../submission/index.ts';
import { summaryOf } from '../../versions/index.ts';
import { quote, readFormFile } from '../../xlsform/index.ts';

export interface BroughtFile {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** `read`: nothing where there is an error among the problems. */
export interface ReadForm {
  readonly problems: readonly FileProblem[];
  readonly read: {
    readonly questionnaire: Questionnaire;
    readonly hash: string;
    readonly body: string;
    readonly summary: VersionSummary;
  } | null;
}

export async function readBrought({ bytes, name }: BroughtFile): Promise<ReadForm> {
  const { questionnaire, problems } = await readFormFile(bytes, name);
  return {
    problems: quote(problems, bytes, name),
    read: questionnaire
      ? {
          questionnaire,
          hash: versionOf(questionnaire),
          body: canonicalJson(questionnaire),
          summary: summaryOf(questionnaire),
        }
      : null,
  };
}
