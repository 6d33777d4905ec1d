import { expect, test } from 'vitest';
import { readEnrolCode } from '../../src/screens/enrolCode.ts';
import { enrolLink } from '../../src/submission/index.ts';

const here = 'https://survey.example';

test('what the coordinator’s QR code says is a code of this server', () => {
  expect(readEnrolCode(enrolLink(here, '7K3QD-9MWXA'), here)).toEqual({ kind: 'code', code: '7K3QD-9MWXA' });
});

test('a code is read as people write it', () => {
  for (const said of ['7k3qd9mwxa', ' 7K3QD 9MWXA ', '7K3QD-9MWXA'])
    expect(readEnrolCode(said, here)).toEqual({ kind: 'code', code: '7K3QD-9MWXA' });
  expect(readEnrolCode('OI1L0-00000', here)).toEqual({ kind: 'code', code: '01110-00000' });
});

test('a code of another server is shown as that, and never used here', () => {
  const read = readEnrolCode('https://other.example/enrol#7K3QD-9MWXA', here);
  expect(read.kind === 'elsewhere' && read.address.host).toBe('other.example');
});

test('anything else on a wall is no code', () => {
  for (const said of [
    '',
    'WIFI:S:office;;',
    'javascript:alert(1)//enrol#7K3QD-9MWXA',
    `${here}/s/demo`,
    `${here}/enrol`,
    `${here}/elsewhere#7K3QD-9MWXA`,
  ])
    expect(readEnrolCode(said, here), said).toEqual({ kind: 'none' });
});
