import { expect, test } from 'vitest';
import { enrolAddress, enrolLink, respondentLink } from '../../src/submission/index.ts';

test('the code stands where no server is told of it', () => {
  const link = new URL(enrolLink('https://survey.example', '7K3QD-9MWXA'));
  expect(`${link.origin}${link.pathname}${link.search}`).toBe(enrolAddress('https://survey.example'));
  expect(link.hash).toBe('#7K3QD-9MWXA');
});

test('respondents are led to the survey on the server that the coordinator is on', () => {
  expect(respondentLink('https://survey.example', 'demo')).toBe('https://survey.example/s/demo');
});
