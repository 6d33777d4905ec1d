/** From a questionnaire to an answer by invitation: a coordinator makes a survey, and an official answers it without a network. */
import { expect, test } from 'vitest';
import { desktop } from '../support/browsers/index.ts';
import { fewAnswers } from './answers.ts';
import { looker } from './look.ts';
import type { Official } from './official.ts';
import { exportedFrom, invite, setStage } from './stage.ts';

test('a survey opens only with its whole notice; an invitation is answered once, and nobody sees by whom', async () => {
  const stage = await setStage();
  const { origin } = stage.road;
  const coordinator = await invite('en', { size: desktop });
  const { person, t } = coordinator;
  const looks = looker(coordinator);

  await person.opens(`${origin}/coordinator/surveys/new`);
  await person.types(t('coordinator.name'), stage.server.coordinator.name);
  await person.presses('Tab');
  await person.tab.write(stage.server.coordinator.password);
  await person.presses('Enter');
  await person.sees('heading', t('making.new'));
  await person.chooses(t('making.country'), 'TH');
  await person.types(t('making.address'), 'culture');
  await looks('a new survey');
  await person.taps('button', t('making.makeDraft'));

  await person.sees('heading', t('making.planOf'));
  for (const other of ['Bahasa Melayu', 'Filipino', 'ไทย', 'Tiếng Việt'])
    await person.taps('checkbox', other);
  await person.taps('radio', new RegExp(`^${t('making.who.invited')}`));
  const says = (field: string, words: string) =>
    person.types('English', words, 'textbox', { role: 'group', name: t(`making.field.${field}`) });
  await says('organisation', 'the Office of the Public Sector');
  await says('purpose', 'a study of innovation');
  await says('contact', 'study@agency.example');
  await says('officer', 'dpo@agency.example');
  await says('recipients', 'the survey team alone');
  await person.taps('radio', t('making.no'), { role: 'group', name: t('making.field.transfer_abroad') });
  await person.tab.run(`(() => {
    const day = document.getElementById('plan-inserts-retention_date');
    day.value = '2030-12-31';
    day.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);

  await person.taps('button', t('making.turn.open'));
  await person.taps('link', new RegExp(`^${t('making.field.sensitive')}`)); // the one that was left out
  expect((await person.focus())?.name).toBe('English');
  await looks('what is missing');
  await person.tab.write('none');
  await person.readsNot(t('making.missing'));
  await person.taps('button', t('making.turn.open'));
  await person.reads(t('making.stateText.open'));
  await looks('an open survey');

  await person.taps('link', t('making.toInvitations'));
  await person.types(t('making.batchName'), 'Ministry of Finance');
  await person.types(t('making.howMany'), '10', 'spinbutton');
  await person.taps('button', t('making.makeLinks'));
  await person.sees('link', t('making.takeLinks'));
  await person.reads('0 of 10 used');
  await looks('invitations');
  const csv = String(
    await person.tab.run(`fetch(document.querySelector('a[download]').href).then((reply) => reply.text())`),
  );
  const link = /http\S+#i=[\w-]{22}/.exec(csv)?.[0] ?? '';

  const official = await invite('en');
  await official.arrives(link);
  await official.agrees();
  expect(await official.person.tab.run('location.href')).not.toContain('i=');
  await official.answers(fewAnswers, 'role');
  await official.person.goesOffline();
  await official.hurries(fewAnswers);
  await official.submits();
  await official.person.reads(t('receipt.waiting'));
  await official.person.goesOnline();
  await official.person.reads(t('receipt.received'), 60_000);

  await person.reloads();
  await person.reads('1 of 10 used');
  const [row] = await exportedFrom(stage, 'culture');
  expect(row).toMatchObject({ country: 'TH', gov_level: fewAnswers.gov_level });

  const somebody: Official = await invite('en');
  await somebody.person.opens(link);
  await somebody.person.sees('heading', t('survey.spent'));
  await somebody.person.opens(`${origin}/s/culture`);
  await somebody.person.sees('heading', t('survey.uninvited'));
});
