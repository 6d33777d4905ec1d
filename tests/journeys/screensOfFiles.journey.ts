/** Every screen of a question for a file: before, while and after it is given, and where something is wrong with it. */
import { expect, test } from 'vitest';
import { desktop } from '../support/browsers/index.ts';
import { narrow } from './everyScreen.ts';
import { type Viewer, viewer } from './screens.ts';
import { beginVisit, label, sideways, type Visit } from './visit.ts';

test('questions for files are accessible and lie well in every language', async () => {
  const visit = await beginVisit('en', { size: narrow });
  const { official, person, t, at, file } = visit;
  const view = viewer(person);
  const screen = view.look;
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
  await readsThrough(visit, screen);
  expect(view.found).toEqual([]);
});

test('on a desk, too', async () => {
  const visit = await beginVisit('vi', { size: desktop });
  const view = viewer(visit.person, ['th', 'vi']);
  const { official, person, t } = visit;
  await person.sees('button', t('media.photo.take'), { role: 'group', name: label('vi', 'board') });
  await person.givesFile(await sideways(visit));
  await person.sees('img', t('media.photo.shown'));
  await person.taps('img', t('media.signature.area'));
  await official.seesItSaved();
  await view.look('all on one page');
  await readsThrough(visit, view.look);
  expect(view.found).toEqual([]);
});

/** The review and “My answers”, with what is shown of the files. */
async function readsThrough({ official, person, t }: Visit, screen: Viewer['look']): Promise<void> {
  await official.goesOn();
  await person.sees('heading', t('review.title'));
  await screen('review');
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
  await person.taps('link', t('receipt.read'));
  await person.sees('button', t('receipt.print'));
  await screen('my answers');
}
