import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Missing, missingOf, type PlanStanding, type SurveyPlan, type Turn } from '../../plan/index.ts';
import type { Questionnaire } from '../../questionnaire/index.ts';
import { toDay } from '../../submission/index.ts';
import { version } from '../questionnaires/office.ts';
import type { Said, Trouble } from '../wire.ts';
import { changePlan, turnSurvey } from './office.ts';

/** A plan that is being made: as it stands here, and as the server has it. */
export interface Making {
  readonly standing: PlanStanding;
  readonly plan: SurveyPlan;
  readonly questionnaire: Questionnaire;
  /** What keeps it from opening, as it stands here. */
  readonly missing: readonly Missing[];
  /** Somebody has wished to open it: from now on each field says what it lacks. */
  readonly wished: boolean;
  readonly isChanged: boolean;
  /** Why it is changed, for the log. */
  readonly note: string;
  readonly isWorking: boolean;
  /** Why the last wish was not met. */
  readonly trouble: { readonly trouble: Trouble; readonly why: string | undefined } | null;
  change(changes: Changes): void;
  /** Another version, or another questionnaire. */
  ask(hash: string): Promise<void>;
  explain(note: string): void;
  save(): Promise<boolean>;
  turn(state: Turn): Promise<void>;
  wish(): void;
}

/** `undefined` takes away. */
export type Changes = { [Name in keyof SurveyPlan]?: SurveyPlan[Name] | undefined };

export function usePlan(first: PlanStanding, begun: Questionnaire, onSignedOut: () => void): Making {
  const [standing, setStanding] = useState(first);
  const [plan, setPlan] = useState(first.plan);
  const [questionnaire, setQuestionnaire] = useState(begun);
  const [wished, setWished] = useState(false);
  const [note, setNote] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<Making['trouble']>(null);
  const isChanged = useMemo(() => JSON.stringify(plan) !== JSON.stringify(standing.plan), [plan, standing]);
  const missing = useMemo(() => missingOf(plan, questionnaire, toDay(new Date())), [plan, questionnaire]);

  useEffect(() => {
    if (!isChanged) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [isChanged]);

  /** Takes over what the server has now. */
  const heard = (said: Said<PlanStanding>): PlanStanding | null => {
    if (said.ok) {
      setStanding(said.value);
      setPlan(said.value.plan);
      setNote('');
      setTrouble(null);
      return said.value;
    }
    if (said.trouble === 'not-signed-in') onSignedOut();
    else setTrouble({ trouble: said.trouble, why: said.why });
    return null;
  };
  const keep = async (): Promise<PlanStanding | null> =>
    isChanged
      ? heard(
          await changePlan(standing.id, {
            plan,
            basis: standing.basis,
            ...(note.trim() && { note: note.trim() }),
          }),
        )
      : standing;
  const inTurn = async (act: () => Promise<unknown>) => {
    if (isWorking) return;
    setWorking(true);
    await act();
    setWorking(false);
  };
  return {
    standing,
    plan,
    questionnaire,
    missing,
    wished,
    isChanged,
    note,
    isWorking,
    trouble,
    change: (changes) =>
      setPlan(
        (before) =>
          Object.fromEntries(
            Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
          ) as SurveyPlan,
      ),
    async ask(hash) {
      const said = await version(hash);
      if (!said.ok) return setTrouble({ trouble: said.trouble, why: said.why });
      setQuestionnaire(said.value);
      setPlan((before) => ({ ...before, questionnaire: hash }));
    },
    async save() {
      let isKept = false;
      await inTurn(async () => {
        isKept = (await keep()) !== null;
      });
      return isKept;
    },
    turn: (state) =>
      inTurn(async () => {
        const kept = await keep();
        if (kept) heard(await turnSurvey(kept.id, { state, basis: kept.basis }));
      }),
    explain: setNote,
    wish: () => setWished(true),
  };
}
