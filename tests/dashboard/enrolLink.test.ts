import { expect, test } from 'vitest';
import { enrolAddress, enrolLink } from '../../src/dashboard/enrolLink.ts';

test('the code stands where no server is told of it', () => {
  const link = new URL(enrolLink('https://survey.example', '7K3QD-9MWXA'));
  expect(`${link.origin}${link.pathname}${link.search}`).toBe(enrolAddress('https://survey.example'));
  expect(link.hash).toBe('#7K3QD-9MWXA');
});
