/** An agency with three innovations: told one after the other, looked for in the list of all questions, remarked on, and corrected once it went. */
import { expect } from 'vitest';
import { agencyPlan } from './enumerators.ts';
import type { Official } from './official.ts';
import { viewer } from './screens.ts';
import { sourceOf } from './words.ts';

const remark = 'Quyết định chỉ được xem tại chỗ.';
const names = ['Một cửa điện tử', 'Đường dây nóng', 'Chữ ký số'] as const;

/** Until the first innovation, and what must be answered after the last. */
const { end_result: _, obs_quality: __, innov_n: ___, ...beginning } = agencyPlan('Sở Tài chính Huế');
const plan = { ...beginning, mode: 'face' };

const begins = (words: string | RegExp): RegExp => new RegExp(`^${sourceOf(words)}`, 'u');

/** The three, each on a page of its own; what is left blank is asked for once. Then the way by the list, and the review. */
export async function tellsThreeCases(official: Official): Promise<void> {
  const { person, t, language, book } = official;
  const asks = (name: string) => book.asks(language, name);
  const at = (name: string) => ({ role: 'group', name: asks(name) });
  const { look, found } = viewer(person);
  await official.answers(plan, 'innov_n');
  await person.types(begins(asks('innov_n')), '3');
  await person.types(begins(asks('stopped_n')), '3');
  await official.goesOn();
  for (const [before, name] of names.entries()) {
    await person.sees('heading', new RegExp(` ${before + 1}$`, 'u'));
    await person.types(begins(asks('case_title')), name);
    await person.taps('checkbox', book.choice(language, 'case_domain', 'service'), at('case_domain'));
    await person.taps('button', t('date.today'), at('case_start'));
    await person.taps('radio', book.choice(language, 'case_stage', 'stopped'), at('case_stage'));
    if (before === 2) continue;
    for (let press = 0; press < 2; press++) await official.goesOn();
  }
  await person.taps('button', t('remark.add'), at('case_stage'));
  await person.types(t('remark.label'), remark, 'textbox', at('case_stage'));
  await look('a case with a remark');

  // the person prefers to read along in English for a while: nothing moves
  await person.chooses(t('language.label'), 'en');
  await person.sees('textbox', begins(book.asks('en', 'case_title')));
  official.language = 'en';
  await person.sees('textbox', official.t('remark.label'));
  await person.chooses(official.t('language.label'), 'vi');
  official.language = 'vi';
  await person.sees('textbox', t('remark.label'));

  await person.taps('link', t('contents.title'));
  for (const [at, name] of names.entries())
    await person.sees('button', new RegExp(`^${at + 1}\\. ${name}`, 'u'));
  await look('all questions');
  expect(found).toEqual([]);
  await person.types(t('contents.search'), 'duong day', 'searchbox'); // without its marks
  await person.taps('button', new RegExp(`2\\. ${names[1]}`, 'u'));
  await person.types(begins(asks('case_title')), ' 1022');
  await person.taps('link', t('contents.title'));
  await person.taps('button', t('step.toReview'));

  // what is missing is named, and each leads there and back
  await person.reads(remark);
  await person.taps('button', asks('end_result'), { role: 'alert' });
  await person.taps('radio', book.choice(language, 'end_result', 'complete'), at('end_result'));
  await person.taps('radio', book.choice(language, 'obs_quality', 'good'), at('obs_quality'));
  await official.goesOn();
  await person.sees('heading', t('review.title'));
  await person.seesNo('alert');
}

/** After it was received: one answer is another, and it goes again. */
export async function corrects(official: Official): Promise<void> {
  const { person, t, language, book } = official;
  await person.taps('button', t('sent.correct'));
  await person.sees('heading', t('review.title'));
  await person.reads(remark);
  const change = sourceOf(t('review.changeThis')).replace('.+', sourceOf(book.asks(language, 'obs_quality')));
  await person.taps('button', new RegExp(change, 'u'));
  const at = { role: 'group', name: book.asks(language, 'obs_quality') };
  await person.taps('radio', book.choice(language, 'obs_quality', 'fair'), at);
  await official.goesOn();
  await person.sees('heading', t('review.title'));
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
}
