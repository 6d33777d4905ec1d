import { expect, onTestFinished, test } from 'vitest';
import { finish, freshToken, letIn, standingOf, sweepInvitations } from '../../src/server/invitations.ts';
import type { Batch, Problem, Submission, Survey } from '../../src/submission/index.ts';
import { somebody } from './coordinators.ts';
import { hashOf, json, type Office, openOffice, submissionTo } from './office.ts';
import { onEachStore } from './stores.ts';

/** A survey of invitations, and some links to it. */
async function inviting(
  privacy: Survey['privacy'] = 'anonymous',
  { links = 20, store, labels }: { links?: number; store?: Office['store']; labels?: string[] } = {},
) {
  const office = await openOffice({ ...(store && { store }), survey: { invited: true, privacy } });
  if (store) onTestFinished(() => store.close());
  await somebody(office, 'ada', 'admin'); // the first
  const mali = await somebody(office, 'mali', 'coordinator');
  const made = await mali.ask('POST', '/surveys/demo/batches', {
    name: 'Ministry',
    links,
    ...(labels && { labels }),
  });
  const batch = (await made.json()) as Batch;
  const csv = async (query = '') =>
    (await (await mali.ask('GET', `/surveys/demo/batches/${batch.id}/links${query}`)).text())
      .trim()
      .split('\r\n');
  const tokens = (await csv()).slice(1).map((line) => /#i=([\w-]{22})/.exec(line)?.[1] ?? '');
  return {
    office,
    mali,
    batch,
    csv,
    tokens,
    send: async (submission: Submission, token = '') =>
      office.app.request(
        `/api/submissions/${submission.id}`,
        json('PUT', JSON.stringify(submission), token ? { invitation: token } : {}),
      ),
    opens: async (token: string) => {
      const body = JSON.stringify({ survey: 'demo', token });
      return (await (await office.app.request('/api/invitations', json('POST', body))).json()).standing;
    },
    inReview: async () => (await office.store.standingCountsOf('demo')).review,
    used: async () => {
      const { batches } = await (await mali.ask('GET', '/surveys/demo/batches')).json();
      return batches.map(({ used, links }: Batch) => `${used} of ${links}`).join();
    },
  };
}

onEachStore(({ newPlace }) => {
  test.for(['anonymous', 'confidential'] as const)(
    'in a survey that is %s, a link is answered once; again with it, or without one, comes into review',
    async (privacy) => {
      const store = await newPlace().open();
      const { office, send, opens, used, inReview, tokens } = await inviting(privacy, { store });
      const [first = '', second = ''] = tokens;
      expect([new Set(tokens).size, await opens(first), await used()]).toEqual([20, 'good', '0 of 20']);
      expect((await send(submissionTo(office), first)).status).toBe(200);
      expect([await opens(first), await opens(second), await used()]).toEqual(['used', 'good', '1 of 20']);
      expect(await inReview()).toBe(0);
      for (const token of [first, '', 'A'.repeat(22)])
        expect((await send(submissionTo(office), token)).status).toBe(200); // nobody's answers are refused
      expect([await inReview(), await used()]).toEqual([3, '1 of 20']);
    },
  );

  test('a lost reply costs nothing: the same submission comes again with its link, and is the same', async () => {
    const { office, send, tokens, inReview, used } = await inviting('anonymous', {
      store: await newPlace().open(),
    });
    const submission = submissionTo(office);
    const [token = ''] = tokens;
    const replies = await Promise.all([1, 2, 3].map(() => send(submission, token)));
    const receipts = await Promise.all(replies.map((reply) => reply.text()));
    expect(new Set(receipts).size).toBe(1);
    const corrected = {
      ...submission,
      answers: { consent: 'agree' },
      basedOn: hashOf(JSON.stringify(submission)),
    };
    expect((await send(corrected, token)).status).toBe(200); // a correction is no second answer
    expect((await send(corrected)).status).toBe(200);
    expect([await inReview(), await used()]).toEqual([0, '1 of 20']);
  });

  test('a server that ends between letting in and keeping still knows whose turn it was', async () => {
    const store = await newPlace().open();
    const { office, send, tokens, inReview } = await inviting('anonymous', { store });
    const [token = ''] = tokens;
    const [mine, theirs] = [submissionTo(office), submissionTo(office)];
    const survey = { id: 'demo', privacy: 'anonymous' } as const;
    expect(await letIn(office, survey, token, mine.id)).toBe('good'); // and then the power went
    expect((await send(theirs, token)).status).toBe(200);
    expect(await inReview()).toBe(1);
    expect((await send(mine, token)).status).toBe(200);
    expect(await inReview()).toBe(1);
  });

  test('a server that ends between keeping and parting them parts them later', async () => {
    const store = await newPlace().open();
    const { office, send, tokens, opens } = await inviting('anonymous', { store });
    const [token = '', other = ''] = tokens;
    const survey = { id: 'demo', privacy: 'anonymous' } as const;
    const submission = submissionTo(office);
    await send(submission, other);
    await letIn(office, survey, token, submission.id); // as it stood after it was kept
    await sweepInvitations(office, 'demo');
    expect(await letIn(office, survey, token, submission.id)).toBe('used'); // nothing knows any more that they belong together
    expect(await opens(token)).toBe('used');
  });

  test('two hundred come at once with a hundred links: each link lets one in', async () => {
    const store = await newPlace().open();
    const { office, send, tokens, inReview, used } = await inviting('anonymous', { store, links: 100 });
    const comers = tokens.flatMap((token) => [token, token]);
    await Promise.all(comers.map((token) => send(submissionTo(office), token)));
    expect([await inReview(), await used()]).toEqual([100, '100 of 100']);
  });

  test('the raw database does not say who used which link: not beside it, not by its order, not by its time', async () => {
    const place = newPlace();
    const store = await place.open();
    const { office, send, tokens } = await inviting('anonymous', { store, links: 40 });
    const sent = [];
    for (const token of tokens.slice(0, 27)) {
      const submission = submissionTo(office);
      sent.push({ token: hashOf(token), id: submission.id });
      await send(submission, token);
    }
    const rows = async (table: 'invitations' | 'invitations_open') =>
      store.look(async (snapshot) => {
        const all = [];
        for await (const row of snapshot.rows(table)) all.push(row);
        return all;
      });
    const marked = (await rows('invitations')).filter((row) => row[5] === '1');
    expect(marked).toHaveLength(20); // twice ten; seven wait, sealed
    for (const [, , , , label, , submission] of marked) expect([label, submission]).toEqual(['', '']);
    const [[, sealed = ''] = []] = await rows('invitations_open');
    const bytes = Buffer.from(sealed, 'base64');
    expect(bytes).toHaveLength(12 + 4096 + 16); // as long with none as with nine
    for (const { token, id } of sent) for (const it of [token, id]) expect(bytes.includes(it)).toBe(false);

    const groups = await place.groupsOf('SELECT token FROM invitations WHERE used = 1');
    // PostgreSQL numbers its transactions and notes the number in every row; the embedded store notes nothing.
    for (const group of groups) expect(group.length).toBeGreaterThanOrEqual(10);
    const order = await place.inStoredOrder('SELECT token FROM invitations WHERE used = 1');
    const chronological = sent.map(({ token }) => token).filter((token) => order.includes(token));
    for (const group of groups) {
      const stored = order.filter((token) => group.includes(token));
      const used = chronological.filter((token) => group.includes(token));
      expect(stored).not.toEqual(used);
      expect(stored).not.toEqual(used.toReversed());
    }
  });
});

test('where the survey is not anonymous, whoever has not answered can be reminded, by name', async () => {
  const { office, send, csv, tokens } = await inviting('confidential', {
    links: 3,
    labels: ['Mali', 'Oke', 'Rita'],
  });
  const submission = submissionTo(office);
  await send(submission, tokens[1]);
  expect((await csv()).map((line) => line.replace(/^.*#i=[\w-]+/, 'LINK'))).toEqual([
    'link,batch,for,used',
    'LINK,Ministry,Mali,0',
    'LINK,Ministry,Oke,1',
    'LINK,Ministry,Rita,0',
  ]);
  expect((await csv('?only=unused')).map((line) => line.split(',')[2])).toEqual(['for', 'Mali', 'Rita']);
  expect((await office.store.invitation(hashOf(tokens[1] ?? '')))?.submission).toBe(submission.id);
});

test('in an anonymous survey there are ten links at least, nobody’s name, and no list of who has not answered', async () => {
  const { mali, csv, batch } = await inviting();
  const make = async (wish: object) => {
    const reply = await mali.ask('POST', '/surveys/demo/batches', { name: 'Few', ...wish });
    return [reply.status, ((await reply.json()) as Problem).errors?.[0]?.code];
  };
  expect(await make({ links: 9 })).toEqual([409, 'too-few']);
  expect(await make({ links: 10, labels: ['Mali'] })).toEqual([409, 'labelled']);
  expect((await csv())[0]).toBe('link,batch');
  const unused = await mali.ask('GET', `/surveys/demo/batches/${batch.id}/links?only=unused`);
  expect(unused.status).toBe(409);
});

test('who guesses links is stopped, and learns nothing of another survey', async () => {
  const { office, opens, tokens } = await inviting();
  const other = await inviting();
  expect(await opens(other.tokens[0] ?? '')).toBe('unknown');
  const guess = async () => {
    const body = JSON.stringify({ survey: 'demo', token: 'B'.repeat(22) });
    return (await office.app.request('/api/invitations', json('POST', body))).status;
  };
  for (let times = 0; times < 100; times++) await guess();
  expect(await guess()).toBe(429);
  expect(tokens).toHaveLength(20);
});

test('a link is worked out from the server’s secret: the same database with other keys opens none, and forgets no other', async () => {
  const { office, tokens, batch, send } = await inviting();
  const stranger = await openOffice();
  const place = { survey: 'demo', batch: batch.id, number: 1 };
  expect(freshToken(office.keys, place)).toBe(tokens[0]);
  expect(freshToken(stranger.keys, place)).not.toBe(tokens[0]);
  await send(submissionTo(office), tokens[0]);
  const books = { store: office.store, keys: stranger.keys };
  expect(await standingOf(books, 'demo', tokens[0] ?? '')).toBe('good'); // the seal does not open: up to nine are lost
  await finish(office, { id: 'demo', privacy: 'anonymous' }, tokens[0] ?? '');
});
