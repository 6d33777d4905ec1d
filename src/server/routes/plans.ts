/** Makes a survey, changes its plan, and opens, pauses and closes it. */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import {
  asNext,
  fixedIn,
  inCountry,
  type Missing,
  missingOf,
  NewSurvey,
  PlanChange,
  type PlanStanding,
  planIn,
  StateChange,
  StoredSurvey,
  type SurveyPlan,
  stateOf,
  turnTo,
} from '../../plan/index.ts';
import { Questionnaire } from '../../questionnaire/index.ts';
import { toDay } from '../../submission/index.ts';
import { readBody } from '../body.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Refusal, refuse } from '../problem.ts';
import type { Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const json = { type: 'application/json', most: 1024 * 1024 };

/** A survey with the very words that it stands in. */
interface Read {
  readonly survey: StoredSurvey;
  readonly document: string;
}

export function plans(store: Store, catalogue: Catalogue, now: () => number) {
  const read = async (id: string): Promise<Read | null> => {
    const document = await store.survey(id);
    return document === null ? null : { document, survey: StoredSurvey.parse(JSON.parse(document)) };
  };
  const questionnaireOf = async (hash: string): Promise<Questionnaire | null> => {
    const text = await store.questionnaire(hash);
    return text === null ? null : Questionnaire.parse(JSON.parse(text));
  };
  const today = () => toDay(new Date(now()));

  const show = async (c: Context, { survey, document }: Read) => {
    const standing: PlanStanding = {
      id: survey.id,
      plan: planIn(survey),
      basis: basisOf(document),
      state: stateOf(survey),
      answered: await store.isAnswered(survey.id),
    };
    return c.json(standing, 200, fresh);
  };

  /** Puts it in the place of what it was made from, and shows it. */
  const keep = async (c: Context, before: Read | null, survey: StoredSurvey) => {
    const document = JSON.stringify(StoredSurvey.parse(survey));
    const changed = await store.changeSurvey({
      id: survey.id,
      before: before?.document ?? null,
      after: document,
      keepsPrivacy: before?.survey.privacy === survey.privacy,
    });
    catalogue.forget(survey.id);
    if (changed === 'other') return refuse(c, { code: 'not-possible', errors: [changedMeanwhile] });
    if (changed === 'answered') return refuse(c, notPossible('/privacy', 'privacy-fixed'));
    return show(c, { survey, document });
  };

  return new Hono<SignedIn>()
    .post('/surveys', async (c) => {
      const said = NewSurvey.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, malformed(said.error));
      const { id, questionnaire: hash, title, country } = said.data;
      c.set('about', id);
      const questionnaire = await questionnaireOf(hash);
      if (!questionnaire) return refuse(c, { code: 'questionnaire-unknown' });
      if ((await store.survey(id)) !== null) return refuse(c, notPossible('/id', 'id-taken'));
      const draft: StoredSurvey = {
        id,
        state: 'draft',
        title: title === undefined ? questionnaire.title : { [questionnaire.defaultLanguage]: title },
        questionnaire: hash,
        languages: questionnaire.languages.map(({ tag }) => tag),
        defaultLanguage: questionnaire.defaultLanguage,
        privacy: 'anonymous',
        inserts: {},
      };
      const survey = asNext(draft, inCountry(planIn(draft), questionnaire, country, false), questionnaire);
      const { person } = c.var;
      const reply = await keep(c, null, survey);
      if (reply.ok && person.surveys !== '*')
        await store.setRole({ ...person, surveys: [...person.surveys, id] });
      return reply;
    })
    .get('/surveys/:id/plan', async (c) => {
      const found = await read(c.req.param('id'));
      return found ? show(c, found) : refuse(c, { code: 'survey-unknown' });
    })
    .put('/surveys/:id/plan', async (c) => {
      const said = PlanChange.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, malformed(said.error));
      const { plan, basis, note } = said.data;
      const id = c.req.param('id');
      const before = await read(id);
      if (!before) return refuse(c, { code: 'survey-unknown' });
      if (basisOf(before.document) !== basis)
        return refuse(c, { code: 'not-possible', errors: [changedMeanwhile] });
      const [old, next] = await Promise.all(
        [before.survey.questionnaire, plan.questionnaire].map(questionnaireOf),
      );
      if (!old || !next) return refuse(c, { code: 'questionnaire-unknown' });
      const state = stateOf(before.survey);
      const fixed = fixedIn(planIn(before.survey), plan, {
        wasOpened: state !== 'draft',
        isAnswered: await store.isAnswered(id),
        questionnaires: [old, next],
      });
      if (fixed.length > 0)
        return refuse(c, {
          code: 'not-possible',
          errors: fixed.map((part) => ({ pointer: `/plan/${part}`, code: `${part}-fixed` })),
        });
      if (
        plan.privacy === 'anonymous' &&
        before.survey.privacy !== 'anonymous' &&
        (await hasBatches(store, id))
      )
        return refuse(c, notPossible('/plan/privacy', 'has-invitations'));
      const missing = missingOf(plan, next, today());
      const lost = state === 'open' ? newIn(missing, missingOf(before.survey, old, today())) : [];
      if (lost.length > 0) return refuse(c, incomplete(lost));
      const changed = changesIn(before.survey, plan);
      c.set('about', `${id}: ${[...changed, ...(note ? [note] : [])].join(', ') || '–'}`);
      return keep(c, before, asNext(before.survey, plan, next));
    })
    .post('/surveys/:id/state', async (c) => {
      const said = StateChange.safeParse(await bodyOf(c));
      if (!said.success) return refuse(c, malformed(said.error));
      const id = c.req.param('id');
      const before = await read(id);
      const questionnaire = before && (await questionnaireOf(before.survey.questionnaire));
      if (!questionnaire) return refuse(c, { code: 'survey-unknown' });
      const { state, basis } = said.data;
      c.set('about', `${id}: ${state}`);
      if (basisOf(before.document) !== basis)
        return refuse(c, { code: 'not-possible', errors: [changedMeanwhile] });
      const missing = state === 'open' ? missingOf(before.survey, questionnaire, today()) : [];
      if (missing.length > 0) return refuse(c, incomplete(missing));
      const after = turnTo(before.survey, state, today());
      return after ? keep(c, before, after) : refuse(c, notPossible('/state', 'state-other'));
    });
}

/** Two who read the same words can change them one after the other; the second is told. */
const basisOf = (document: string): string => createHash('sha256').update(document).digest('hex');

const changedMeanwhile = { pointer: '/basis', code: 'changed-meanwhile' };

const notPossible = (pointer: string, code: string): Refusal => ({
  code: 'not-possible',
  errors: [{ pointer, code }],
});

const malformed = ({
  issues,
}: {
  issues: readonly { path: readonly PropertyKey[]; code: string }[];
}): Refusal => ({
  code: 'submission-malformed',
  errors: issues.map(({ path, code }) => ({ pointer: `/${path.map(String).join('/')}`, code })),
});

/** What an open survey would lack that it does not lack now; a day that has passed is no reason to leave all else as it is. */
const newIn = (after: readonly Missing[], before: readonly Missing[]): Missing[] =>
  after.filter(
    (one) =>
      one.why !== 'passed' && !before.some(({ at, language }) => at === one.at && language === one.language),
  );

const incomplete = (missing: readonly Missing[]): Refusal => ({
  code: 'not-possible',
  errors: missing.map(({ at, language, why }) => ({
    pointer: `/plan/${at}${language === undefined ? '' : `/${language}`}`,
    code: why,
  })),
});

const hasBatches = async (store: Store, id: string): Promise<boolean> => (await store.batches(id)).length > 0;

/** The names of what differs, for the log. */
function changesIn(before: StoredSurvey, plan: SurveyPlan): string[] {
  const was: Partial<SurveyPlan> = planIn(before);
  const names = new Set([...Object.keys(was), ...Object.keys(plan)]) as Set<keyof SurveyPlan>;
  return [...names].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(plan[name])).sort();
}

async function bodyOf(c: Context): Promise<unknown> {
  const sent = await readBody(c, json);
  return sent instanceof Uint8Array ? readJson(sent) : undefined;
}
