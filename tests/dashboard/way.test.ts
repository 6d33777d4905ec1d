import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, isPlainClick, readWay } from '../../src/dashboard/way.ts';

test('the address of a page leads back to that page', () => {
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/).filter((id) => id !== 'new'); // the page that makes one
  fc.assert(
    fc.property(id, (id) => {
      const pages = [
        'survey',
        'devices',
        'results',
        'progress',
        'submissions',
        'plan',
        'invitations',
      ] as const;
      for (const page of pages) expect(readWay(addressOf({ page, id }))).toEqual({ page, id });
    }),
  );
  for (const page of ['surveys', 'new'] as const) expect(readWay(addressOf({ page }))).toEqual({ page });
});

test('so does the address of a version, and of what is done with it', () => {
  const hash = 'a'.repeat(64);
  for (const page of ['questionnaire', 'preview'] as const)
    expect(readWay(addressOf({ page, hash }))).toEqual({ page, hash });
  const translate = { page: 'translate', hash, language: 'pt-BR' } as const;
  expect(readWay(addressOf(translate))).toEqual(translate);
  expect(readWay(addressOf({ page: 'questionnaires' }))).toEqual({ page: 'questionnaires' });
  for (const end of [
    'moon',
    `${hash}/moon`,
    `${hash}/translate`,
    `${hash}/preview/x`,
    `${hash}/translate/th/x`,
  ])
    expect(readWay(`/coordinator/questionnaires/${end}`)).toEqual({ page: 'nowhere' });
});

test('a slash at the end makes no other page', () => {
  expect(readWay('/coordinator/')).toEqual({ page: 'surveys' });
  expect(readWay('/coordinator/surveys/demo/')).toEqual({ page: 'survey', id: 'demo' });
});

test('an address that nobody has given leads nowhere', () => {
  for (const address of [
    '/coordinator/moon',
    '/coordinator/surveys/No%20Such',
    '/coordinator/surveys/demo/x',
    '/coordinator/surveys/demo/devices/x',
    '/coordinator/surveys//devices',
  ])
    expect(readWay(address)).toEqual({ page: 'nowhere' });
});

test('whoever asks for another tab gets one', () => {
  const click = {
    button: 0,
    metaKey: false,
    ctrlKey: false,
    shiftKey: false,
    altKey: false,
    defaultPrevented: false,
  };
  expect(isPlainClick(click)).toBe(true);
  for (const held of ['metaKey', 'ctrlKey', 'shiftKey', 'altKey', 'defaultPrevented'])
    expect(isPlainClick({ ...click, [held]: true })).toBe(false);
  expect(isPlainClick({ ...click, button: 1 })).toBe(false);
});
