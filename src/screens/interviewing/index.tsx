/** What an enumerator has beside the questions: the whole interview as a list, and remarks. */
import { useText } from '../../i18n/index.ts';
import { type Interview, isAskedAt, placeOf } from '../../questionnaire/index.ts';
import { accepts, type Remark, type Survey } from '../../submission/index.ts';
import type { Notes } from '../course.ts';
import { standsAt } from '../steps.ts';
import { contents, remarkRow, removedRow, type Tools } from '../tools.ts';
import type { Going } from '../useInterview.ts';
import { whereNow } from '../useWay.ts';
import { ContentsScreen } from './ContentsScreen.tsx';
import { RemarkField } from './RemarkField.tsx';

/** For a survey's interviews. */
export const toolsFor = (survey: Survey): Tools => ({
  Contents: ContentsScreen,
  Door,
  ...(accepts(survey, 'remarks') ? { Remark: RemarkField } : {}),
  remarksIn,
});

/** The way to the contents, on the bar. */
function Door() {
  const { t } = useText();
  return (
    <a class="door" href={`#${contents}`}>
      <span class="unseen">{t('contents.title')}</span>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11"
          stroke="currentColor"
          stroke-width="2"
          stroke-linecap="round"
        />
      </svg>
    </a>
  );
}

/** In the order in which they were made; those beside questions that are no longer asked stay on the device. */
function remarksIn(interview: Interview, notes: Notes): Remark[] {
  return [...notes].flatMap(([row, text]): Remark[] => {
    const ref = row.startsWith(remarkRow) ? row.slice(remarkRow.length) : '';
    return ref !== '' && isAskedAt(interview, ref)
      ? [{ at: placeOf(interview, ref), text: String(text) }]
      : [];
  });
}

/** Leaves an interview that goes on later. What was removed in it is gone for good then. */
export async function leave(going: Going, began: string | null): Promise<void> {
  const removed = [...going.notes.keys()].filter((row) => row.startsWith(removedRow));
  going.change(
    (it) => it,
    removed.map((ref) => ({ ref, answer: undefined })),
  );
  const where = whereNow();
  going.stand({ stands: standsAt(going.interview, where === contents ? began : (where ?? began)) });
  await going.settled();
}
