/** Every screen of a question for a file, light and dark: axe-core has nothing to say, and nothing is wider than the window. */
import { test } from 'vitest';
import { desktop, type Size } from '../support/browsers/index.ts';
import { looker } from './look.ts';
import { beginVisit, label, sideways, type Visit } from './visit.ts';
import type { Language } from './words.ts';

const narrow: Size = { width: 320, height: 640 };

test.for<Language>(['th', 'fil'])(
  'questions for files in %s are accessible, and fit 320 pixels',
  async (language) => {
    const visit = await beginVisit(language, { size: narrow });
    const { official, person, t, at, file } = visit;
    const screen = looker(official);
    const onTo = async (name: string) => {
      await official.goesOn();
      await at(name);
    };
    await person.sees('button', t('media.photo.take'));
    await screen('photo');
    await person.givesFile(await sideways(visit));
    await person.sees('img', t('media.photo.shown'));
    await person.givesFile(await file('nothing.jpg', ''));
    await person.reads(t('media.trouble.empty'));
    await screen('photo, and a file that is empty');
    await person.taps('button', t('media.photo.remove'));
    await person.sees('button', t('media.bringBack'));
    await screen('photo, removed');
    await person.taps('button', t('media.bringBack'));
    await person.sees('img', t('media.photo.shown'));

    await onTo('signed');
    await person.taps('img', t('media.signature.area'));
    await official.seesItSaved();
    await person.taps('button', t('media.signature.type'));
    await screen('signature, and a name to be typed');
    await onTo('voice');
    await person.taps('button', t('media.audio.record'));
    await person.sees('button', t('media.audio.stop'));
    await screen('recording');
    await person.taps('button', t('media.audio.stop'));
    await person.sees('button', t('media.audio.remove'));
    await screen('recorded');
    await onTo('minutes');
    await person.givesFile(await file('report.txt', 'Selesai'));
    await person.sees('button', t('media.file.remove'));
    await screen('file');
    await onTo('sketch');
    await onTo('marked');
    await person.givesFile(await sideways(visit));
    await person.taps('img', t('media.annotate.area'));
    await person.sees('button', t('media.draw.addWords'));
    await screen('a photo that is drawn upon');
    await onTo('film');
    await screen('video');
    await readsThrough(visit);
  },
);

test('questions for files in vi are accessible on a desktop', async () => {
  const visit = await beginVisit('vi', { size: desktop });
  const { official, person, t } = visit;
  await person.sees('button', t('media.photo.take'), { role: 'group', name: label('vi', 'board') });
  await person.givesFile(await sideways(visit));
  await person.sees('img', t('media.photo.shown'));
  await person.taps('img', t('media.signature.area'));
  await official.seesItSaved();
  await looker(official)('all on one page');
  await readsThrough(visit);
});

/** The review and “My answers”, with what is shown of the files. */
async function readsThrough({ official, person, t }: Visit): Promise<void> {
  const screen = looker(official);
  await official.goesOn();
  await person.sees('heading', t('review.title'));
  await screen('review');
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
  await person.taps('link', t('receipt.read'));
  await person.sees('button', t('receipt.print'));
  await screen('my answers');
}
