import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { readGiven, toGiven } from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';

/** A number between two ends with too many steps for a button each: slid, or typed. Nothing stands there beforehand. */
export default function RangeControl({ asked, id, told, onAnswer, onUnreadable }: ControlProps) {
  const { t, language } = useText();
  const { start, end, step } = endsOf(asked.question.parameters);
  const [typed, setTyped] = useState(() => toGiven(asked.answer, language));
  const mine = useRef(asked.answer);
  // before the next key can come: what was told meanwhile would be taken for somebody else's change
  useLayoutEffect(() => {
    if (mine.current !== asked.answer) setTyped(toGiven(asked.answer, language));
    mine.current = asked.answer;
  }, [asked.answer, language]);

  const give = (value: number) => {
    onUnreadable(null);
    onAnswer(value, 'key');
  };
  const type = (text: string) => {
    setTyped(text);
    const read = readGiven('range', text, language);
    const number = 'answer' in read && typeof read.answer === 'number' ? read.answer : null;
    const fits = number === null || onStep(number, start, end, step);
    mine.current = fits ? number : null;
    onUnreadable('problem' in read ? read.problem : fits ? null : 'number-outside');
    onAnswer(mine.current, 'key');
  };
  const answered = typeof asked.answer === 'number';
  return (
    <div class="choices">
      <div class="range-ends small quiet">
        <span>{toGiven(start, language)}</span>
        <span>{toGiven(end, language)}</span>
      </div>
      <input
        class={answered ? 'range' : 'range unset'}
        type="range"
        min={start}
        max={end}
        step={step}
        value={answered ? Number(asked.answer) : (start + end) / 2}
        disabled={asked.readOnly}
        aria-label={t('range.slide', { start: toGiven(start, language), end: toGiven(end, language) })}
        aria-valuetext={answered ? toGiven(asked.answer, language) : t('range.unset')}
        aria-describedby={told}
        onInput={(event) => give(Number(event.currentTarget.value))}
        onClick={(event) => give(Number(event.currentTarget.value))}
      />
      <label class="range-typed">
        <span class="small">{t('range.type')}</span>
        <input
          id={id}
          class="field number"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={typed}
          lang={language}
          readOnly={asked.readOnly}
          aria-describedby={told}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

/** XLSForm's `range` begins at 1 and ends at 10 where its parameters do not say otherwise. */
export function endsOf(parameters: Readonly<Record<string, string>> | undefined) {
  const number = (text: string | undefined, otherwise: number) => {
    const value = Number(text ?? Number.NaN);
    return Number.isFinite(value) ? value : otherwise;
  };
  const step = number(parameters?.step, 1);
  return { start: number(parameters?.start, 1), end: number(parameters?.end, 10), step: step > 0 ? step : 1 };
}

const onStep = (value: number, start: number, end: number, step: number): boolean => {
  const steps = (value - start) / step;
  return value >= start && value <= end && Math.abs(steps - Math.round(steps)) < 1e-9;
};
