import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cachesToDrop,
  emptyRegister,
  filesOfParts,
  laterCacheOf,
  missingFiles,
  questionnaireCache,
  type Register,
  registerCache,
  shellCacheOf,
  tidied,
  withBuild,
  withPage,
  withPart,
} from '../../service-worker/builds.ts';

const cachesOf = (...builds: string[]) =>
  builds.flatMap((build) => [shellCacheOf(build), laterCacheOf(build)]);
const registerOf = (...builds: string[]): Register => builds.reduce(withBuild, emptyRegister);

const hour = 3_600_000;
const now = Date.parse('2026-11-23T05:00:00Z');

test('an install that leaves out one file has failed', () => {
  const files = ['/index.html', '/assets/a.js', '/assets/b.js'].map((url) => ({
    url,
    revision: null,
    integrity: '',
  }));
  expect(missingFiles(files, new Set(files.map(({ url }) => url)))).toEqual([]);
  expect(missingFiles(files, new Set(['/index.html', '/assets/b.js']))).toEqual(['/assets/a.js']);
  expect(missingFiles(files, new Set())).toHaveLength(3);
});

test('this build and the one before are kept, older ones go', () => {
  const before = registerOf('one', 'two', 'three');
  const register = tidied(before, [], now);
  expect(register.builds).toEqual(['two', 'three']);
  expect(cachesToDrop(cachesOf('one', 'two', 'three'), register, false, before)).toEqual(cachesOf('one'));
});

test('an older build stays for as long as a page of it is open', () => {
  const before = withPage(registerOf('one', 'two', 'three'), 'page-1', 'one', now - hour);
  expect(tidied(before, ['page-1'], now).builds).toEqual(['one', 'two', 'three']);
  expect(tidied(before, ['page-2'], now).builds).toEqual(['two', 'three']);
});

test('a page that is only just opening counts as open', () => {
  const before = withPage(registerOf('one', 'two', 'three'), 'page-1', 'one', now - 1_000);
  expect(tidied(before, [], now).builds).toEqual(['one', 'two', 'three']);
  expect(tidied(before, [], now + hour).builds).toEqual(['two', 'three']);
});

test('a build that comes back is the newest again', () => {
  expect(registerOf('one', 'two', 'one').builds).toEqual(['two', 'one']);
});

test('what a newer worker is just installing is not dropped; what a failed install left is', () => {
  const before = registerOf('one', 'two');
  const names = cachesOf('one', 'two', 'coming');
  expect(cachesToDrop(names, tidied(before, [], now), true, before)).toEqual([]);
  expect(cachesToDrop(names, tidied(before, [], now), false, before)).toEqual(cachesOf('coming'));
});

test('questionnaires, the register and the caches of others are never dropped', () => {
  const before = registerOf('one', 'two', 'three');
  const names = [questionnaireCache, registerCache, 'someone-else', ...cachesOf('three')];
  expect(cachesToDrop(names, tidied(before, [], now), false, before)).toEqual([]);
});

test('whatever happened before, the active build, the one before and those of open pages are kept', () => {
  const build = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const page = fc.constantFrom('p', 'q', 'r');
  fc.assert(
    fc.property(
      fc.array(build, { minLength: 1 }),
      fc.array(fc.tuple(page, build)),
      fc.subarray(['p', 'q', 'r']),
      (builds, served, open) => {
        const before = served.reduce(
          (register, [one, by]) => withPage(register, one, by, now - hour),
          registerOf(...builds),
        );
        const register = tidied(before, open, now);
        const dropped = cachesToDrop(cachesOf('a', 'b', 'c', 'd', 'e'), register, false, before);
        const needed = [...before.builds.slice(-2), ...open.map((one) => before.pages[one]?.build)].filter(
          (one) => before.builds.includes(one ?? ''),
        );
        for (const one of needed) expect(dropped).not.toContain(shellCacheOf(one ?? ''));
      },
    ),
  );
});

test('a part that a questionnaire needs is kept with every build to come', () => {
  const file = (url: string) => ({ url, revision: null, integrity: '' });
  const parts = {
    media: [file('/assets/photo-1.js'), file('/assets/draw-1.js')],
    other: [file('/assets/other.js')],
  };
  const first = registerOf('one');
  expect(filesOfParts(parts, first)).toEqual([]);
  const asked = withPart(withPart(first, 'media'), 'media');
  expect(asked.parts).toEqual(['media']);
  const later = tidied(withPage(withBuild(asked, 'two'), 'page-1', 'two', now), [], now + hour);
  expect(filesOfParts(parts, later)).toEqual(parts.media);
  expect(filesOfParts({}, later)).toEqual([]); // a build that knows no such part
});
