import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  type ChoiceQuestion,
  choiceQuestionsOf,
  readTargets,
  type Target,
  targetsAsText,
} from '../../plan/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import { fieldId, useProblem } from './fields.tsx';
import type { Making } from './usePlan.ts';

/** How many are wished for, of all and of each area or level: typed, or pasted from a spreadsheet. */
export function TargetsCard({ making: { plan, questionnaire, change } }: { making: Making }) {
  const { t, language } = useText();
  const problem = useProblem();
  const questions = choiceQuestionsOf(questionnaire);
  const { targets = [] } = plan;
  const [chosen, setChosen] = useState(targets.find(({ question }) => question !== '')?.question ?? '');
  const question = questions.find(({ name }) => name === chosen);
  const id = useId();
  const why = problem('targets');
  const fallback = [questionnaire.defaultLanguage];
  const keep = (next: readonly Target[]) => change({ targets: next.length > 0 ? [...next] : undefined });
  const of = (name: string, value: string) =>
    targets.find((target) => target.question === name && target.value === value)?.number;
  const put = (name: string, value: string, number: number) =>
    keep([
      ...targets.filter((target) => target.question !== name || target.value !== value),
      ...(number > 0 ? [{ question: name, value, number }] : []),
    ]);
  const field = (name: string, value: string, label: string) => (
    <input
      type="number"
      class="field number"
      min={0}
      max={100_000_000}
      inputMode="numeric"
      aria-label={label}
      value={of(name, value) ?? ''}
      onInput={({ currentTarget: { valueAsNumber } }) =>
        put(name, value, Number.isSafeInteger(valueAsNumber) ? valueAsNumber : 0)
      }
    />
  );
  return (
    <section class="desk-card" aria-labelledby={`${id}targets`} id={fieldId({ at: 'targets' })} tabIndex={-1}>
      <h2 id={`${id}targets`}>{t('making.targets')}</h2>
      <p class="quiet">{t('making.targetsText')}</p>
      {why && <p class="problem">{why}</p>}
      <div class="target-line">
        <span>{t('making.targetAll')}</span>
        {field('', '', t('making.targetAll'))}
      </div>
      <div class="asked">
        <label for={`${id}by`}>{t('making.targetBy')}</label>
        <select
          class="field"
          id={`${id}by`}
          value={chosen}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          <option value="">{t('making.choose')}</option>
          {questions.map(({ name, label }) => (
            <option key={name} value={name}>
              {label === undefined ? name : inWords(label, language, fallback).text}
            </option>
          ))}
        </select>
      </div>
      {question && (
        <>
          <div class="target-lines">
            {question.choices.map(({ name, label }) => {
              const words =
                label === undefined ? name : filled(inWords(label, language, fallback).text, name);
              return (
                <div key={name} class="target-line">
                  <span>{words}</span>
                  {field(question.name, name, words)}
                </div>
              );
            })}
          </div>
          <PasteTargets
            key={question.name}
            question={question}
            targets={targets}
            onTaken={(fresh) =>
              keep([...targets.filter((target) => target.question !== question.name), ...fresh])
            }
          />
        </>
      )}
    </section>
  );
}

/** A label that waits for an answer says nothing here: then the code does. */
const filled = (label: string, code: string): string => (/\{\{|\$\{/.test(label) ? code : label);

function PasteTargets({
  question,
  targets,
  onTaken,
}: {
  question: ChoiceQuestion;
  targets: readonly Target[];
  onTaken(targets: readonly Target[]): void;
}) {
  const { t } = useText();
  const [text, setText] = useState(() => targetsAsText(targets, question));
  const [unread, setUnread] = useState<readonly string[] | null>(null);
  const id = useId();
  return (
    <details>
      <summary>{t('making.paste')}</summary>
      <div class="asked">
        <label for={id} class="small quiet">
          {t('making.pasteHow')}
        </label>
        <textarea
          class="field"
          id={id}
          rows={6}
          value={text}
          onInput={({ currentTarget: { value } }) => setText(value)}
        />
        <button
          type="button"
          class="button"
          onClick={() => {
            const read = readTargets(text, question);
            setUnread(read.unread);
            onTaken(read.targets);
          }}
        >
          {t('making.take')}
        </button>
        <div role="status">
          {unread?.length === 0 && <p>✓ {t('making.taken')}</p>}
          {unread && unread.length > 0 && (
            <p class="problem">{t('making.notTaken', { lines: unread.slice(0, 5).join(' · ') })}</p>
          )}
        </div>
      </div>
    </details>
  );
}
