/** Fields of a plan: words in every language of the survey, days, and what is missing in them. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { inLanguage, type Missing } from '../../plan/index.ts';
import type { Words } from '../../questionnaire/index.ts';

/** What is missing, for the fields to say it of themselves. Said of a draft only once somebody has wished to open it. */
export const MissingContext = createContext<readonly Missing[]>([]);

/** The id of a field's element, to which the list of what is missing leads. */
export const fieldId = ({ at, language }: Pick<Missing, 'at' | 'language'>): string =>
  `plan-${at.replace('/', '-')}${language === undefined ? '' : `-${language}`}`;

/** Why a field will not do, in words; undefined where it will. */
export function useProblem(): (at: string, language?: string) => string | undefined {
  const { t } = useText();
  const missing = useContext(MissingContext);
  return (at, language) => {
    const found = missing.find(
      (one) => one.at === at && (language === undefined || one.language === language),
    );
    return found && t(`making.why.${found.why}`);
  };
}

export function WordsField({
  at,
  label,
  how,
  words,
  languages,
  isLong = false,
  onChange,
}: {
  at: string;
  label: string;
  how?: string | undefined;
  words: Words | undefined;
  languages: readonly string[];
  isLong?: boolean;
  onChange(words: Words): void;
}) {
  const problem = useProblem();
  const change = (language: string, text: string) =>
    onChange({
      ...Object.fromEntries(languages.map((tag) => [tag, inLanguage(words ?? '', tag)])),
      ...(typeof words === 'object' ? words : {}),
      [language]: text,
    });
  return (
    <fieldset class="asked words-field">
      <legend>{label}</legend>
      {how && <p class="quiet small">{how}</p>}
      {languages.map((language) => {
        const id = fieldId({ at, language });
        const why = problem(at, language);
        const given = {
          id,
          lang: language,
          class: 'field',
          value: inLanguage(words ?? '', language),
          'aria-invalid': why !== undefined,
          'aria-describedby': why && `${id}-why`,
        };
        return (
          <div key={language} class="in-language">
            <label for={id} class="small">
              {nameOf(language)}
            </label>
            {isLong ? (
              <textarea
                {...given}
                rows={2}
                onInput={({ currentTarget }) => change(language, currentTarget.value)}
              />
            ) : (
              <input
                {...given}
                autocomplete="off"
                onInput={({ currentTarget }) => change(language, currentTarget.value)}
              />
            )}
            {why && (
              <p id={`${id}-why`} class="problem small">
                {why}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

export function DayField({
  at,
  label,
  how,
  day,
  onChange,
}: {
  at: string;
  label: string;
  how?: string;
  day: string | undefined;
  onChange(day: string | undefined): void;
}) {
  const problem = useProblem();
  const id = fieldId({ at });
  const why = problem(at);
  return (
    <div class="asked">
      <label for={id}>{label}</label>
      {how && (
        <span id={`${id}-how`} class="quiet small">
          {how}
        </span>
      )}
      <input
        type="date"
        class="field day"
        id={id}
        value={day ?? ''}
        aria-invalid={why !== undefined}
        aria-describedby={[how && `${id}-how`, why && `${id}-why`].filter(Boolean).join(' ') || undefined}
        onInput={({ currentTarget: { value } }) => onChange(value === '' ? undefined : value)}
      />
      {why && (
        <p id={`${id}-why`} class="problem small">
          {why}
        </p>
      )}
    </div>
  );
}

/** One of a few, each with a sentence about what it means. */
export function Choices<Value extends string>({
  at,
  label,
  how,
  value,
  choices,
  isFixed = false,
  onChange,
}: {
  at: string;
  label: string;
  how?: string | undefined;
  value: Value | undefined;
  choices: readonly { readonly value: Value; readonly words: string; readonly meaning?: string }[];
  isFixed?: boolean;
  onChange(value: Value): void;
}) {
  const problem = useProblem();
  const id = fieldId({ at });
  const why = problem(at);
  return (
    <fieldset class="asked" id={id} tabIndex={-1} disabled={isFixed} aria-describedby={how && `${id}-how`}>
      <legend>{label}</legend>
      {how && (
        <p id={`${id}-how`} class="quiet small">
          {how}
        </p>
      )}
      <div class="choices">
        {choices.map(({ value: one, words, meaning }) => (
          <label key={one} class="choice">
            <input type="radio" name={id} checked={value === one} onChange={() => onChange(one)} />
            <span>
              {words}
              {meaning && (
                <>
                  <br />
                  <span class="small quiet">{meaning}</span>
                </>
              )}
            </span>
          </label>
        ))}
      </div>
      {why && <p class="problem small">{why}</p>}
    </fieldset>
  );
}
