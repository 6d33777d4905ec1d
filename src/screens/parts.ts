/** Which parts of the app a questionnaire needs besides what every respondent has. */
import { isForFile } from '../controls/index.ts';
import type { Item, Questionnaire } from '../questionnaire/index.ts';
import { keepPart } from '../sync/update.ts';

/** Has them kept on this device, for questions that are asked without a network. False where that has to wait. */
export async function bringParts({ items }: Questionnaire): Promise<boolean> {
  return asksForFile(items) ? keepPart('media') : true;
}

const asksForFile = (items: readonly Item[]): boolean =>
  items.some((item) => ('items' in item ? asksForFile(item.items) : isForFile(item)));
