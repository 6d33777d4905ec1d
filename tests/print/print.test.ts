/** What comes out of the PDFs again. Poppler, which knows nothing of us, reads them; where it is not installed, that stays to be done. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cardsPdf, codePosterPdf, type PosterSource, posterPdf, reportPdf } from '../../src/print/index.ts';
import { type Block, reportOf } from '../../src/report/index.ts';
import { ledgerOf, officials, sourceOf } from '../report/released.ts';

const runs = (command: string): boolean => spawnSync(command, ['-v']).status === 0;
const withPoppler = runs('pdftotext') ? test : test.todo;

const read = (command: string, pdf: Uint8Array, ...args: string[]): string => {
  const { stdout, stderr, status } = spawnSync(
    command,
    [...args, ...(command === 'pdftotext' ? ['-raw'] : []), '-', ...(command === 'pdftotext' ? ['-'] : [])],
    {
      input: pdf,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

/** Without what lines and columns do to the spaces. */
const letters = (text: string): string => text.normalize('NFC').replace(/\s+/g, '');

const source = sourceOf(ledgerOf(officials(120, 2)));
/** The report without its middle: charts and tables of one section stand for those of the others. */
function shortReport(language: 'th' | 'vi') {
  const report = reportOf(source, language);
  const figures = report.blocks.filter(({ is }) => is === 'figure').slice(0, 6);
  return {
    ...report,
    blocks: [...report.blocks.filter(({ is }) => is !== 'figure').slice(0, 60), ...figures],
  };
}

const saidIn = (block: Block): string[] =>
  block.is === 'heading' || block.is === 'text'
    ? [block.text]
    : block.is === 'list'
      ? [...block.items]
      : block.is === 'figure'
        ? [block.figure.title]
        : [];

for (const language of ['th', 'vi'] as const)
  withPoppler(
    `every sentence of a report in ${language} is whole when it is copied out of the PDF`,
    async () => {
      const report = shortReport(language);
      const pdf = await reportPdf(report);
      const text = letters(read('pdftotext', pdf));
      const said = report.blocks.flatMap(saidIn).map(letters);
      expect(said.length).toBeGreaterThan(30);
      // a sentence that goes over two sheets has the foot of the first between its lines
      const torn = said.filter((sentence) => !text.includes(sentence));
      expect(torn.length, torn.join('\n')).toBeLessThan(3);
      expect(text).toContain(letters(report.title));
      const info = read('pdfinfo', pdf);
      expect(info).toMatch(/Tagged:\s+yes/);
      expect(info).toMatch(/Page size:\s+595.28 x 841.89 pts \(A4\)/);
      const structure = read('pdfinfo', pdf, '-struct');
      for (const element of ['H1', 'H2', 'P', 'LBody', 'Figure', 'Table', 'THead', 'TH', 'TD'])
        expect([element, new RegExp(`^ *${element}\\b`, 'm').test(structure)]).toEqual([element, true]);
    },
    60_000,
  );

test('the file says its language and title, has bookmarks, and is the same when it is made again', async () => {
  const report = shortReport('vi');
  const pdf = Buffer.from(await reportPdf(report)).toString('latin1');
  expect(pdf).toContain('/Lang (vi)');
  expect(pdf).toMatch(/\/DisplayDocTitle true/);
  expect(pdf).toMatch(/\/Type \/Outlines|\/Outlines \d/);
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toContain('pdfuaid:part');
});

const poster = (languages: readonly string[]): PosterSource => ({
  survey: source.survey,
  questionnaire: source.questionnaire,
  languages,
  madeAt: source.madeAt,
});
const link = 'https://survey.example/s/demo';

withPoppler(
  'a poster in five languages is one sheet with the link and every language’s promise',
  async () => {
    const pdf = await posterPdf(poster(['th', 'vi', 'en', 'ms', 'fil']), link);
    const text = letters(read('pdftotext', pdf));
    for (const words of [
      link,
      'สแกนเพื่อตอบแบบสอบถาม',
      'Quét mã để trả lời',
      'Scan to answer',
      'Open until 24 December 2026',
      'Asked by the Rintis demonstration team',
      'ไม่ขอทราบชื่อของท่าน',
      'Không hỏi tên của Ông/Bà',
    ])
      expect(text).toContain(letters(words));
    expect(read('pdfinfo', pdf)).toMatch(/Pages:\s+1\n/);
  },
);

withPoppler('the poster of an enrolment code has the code to type and the day it ends', async () => {
  const code = {
    link: `${link}#7K3QD-9MWXA`,
    address: `${link}/enrol`,
    code: '7K3QD-9MWXA',
    endsOn: '2026-12-01',
  };
  const text = letters(read('pdftotext', await codePosterPdf(poster(['th']), code)));
  expect(text).toContain('7K3QD-9MWXA');
  expect(text).toContain(letters('ใช้ได้ถึง 1 ธันวาคม 2569'));
});

withPoppler('cards stand ten on a sheet, each with a link of its own', async () => {
  const invited = Array.from({ length: 23 }, (_, at) => ({ link: `${link}?i=${at}` }));
  const pdf = await cardsPdf(poster(['vi']), invited);
  const text = letters(read('pdftotext', pdf));
  for (const { link } of invited) expect(text).toContain(link.replace('https://', ''));
  expect(read('pdfinfo', pdf)).toMatch(/Pages:\s+3\n/);
});
