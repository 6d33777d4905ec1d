import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  monthNames,
  readGiven,
  toDayParts,
  type WrittenDay,
  writeDayAs,
  yearsAhead,
} from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';

/**
 * A day in three fields, in the order and the era of the language: nobody scrolls a calendar back to their year of birth, and
 * a Thai year is typed as it is written. Appearances `month-year` and `year` ask for less, and keep the first day of it.
 */
export default function DateControl({ asked, id, told, onAnswer, onUnreadable }: ControlProps) {
  const { t, language } = useText();
  const { question, readOnly } = asked;
  const isMoment = question.kind === 'dateTime';
  const parts = partsAsked(question.appearance ?? '');
  const [typed, setTyped] = useState<Typed>(() => toTyped(asked.answer, language));
  const mine = useRef(asked.answer);
  const writtenIn = useRef(language);
  // before the next key can come: what was told meanwhile would be taken for somebody else's change
  useLayoutEffect(() => {
    // The answer changed elsewhere (a calculation, a cleared answer): show that, unless we told it ourselves.
    const ahead = yearsAhead(language) - yearsAhead(writtenIn.current);
    const isOtherEra = ahead !== 0 && asked.answer !== null;
    if (mine.current !== asked.answer || isOtherEra) setTyped(toTyped(asked.answer, language));
    else if (ahead !== 0) setTyped((typed) => inEra(typed, ahead));
    mine.current = asked.answer;
    writtenIn.current = language;
  }, [asked.answer, language]);

  const put = (next: Typed) => {
    setTyped(next);
    const read = readTyped(next, parts, isMoment, language);
    mine.current = read.answer;
    onUnreadable(read.problem);
    onAnswer(read.answer, 'key');
  };
  const field = (part: 'day' | 'year', most: number) => (
    <label class={`date-${part}`}>
      <span class="small">
        {part === 'year' && yearsAhead(language) > 0 ? t('date.yearThai') : t(`date.${part}`)}
      </span>
      <input
        class="field"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        maxLength={most}
        value={typed[part]}
        readOnly={readOnly}
        aria-describedby={told}
        onInput={(event) => put({ ...typed, [part]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <div class="choices">
      <div class="date" id={id}>
        {parts.day && field('day', 2)}
        {parts.month && (
          <label class="date-month">
            <span class="small">{t('date.month')}</span>
            <select
              class="field"
              value={typed.month}
              disabled={readOnly}
              aria-describedby={told}
              onChange={(event) => put({ ...typed, month: event.currentTarget.value })}
            >
              <option value="" />
              {monthNames(language).map((name, at) => (
                <option key={name} value={String(at + 1)}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {field('year', 4)}
        {isMoment && (
          <label class="date-time">
            <span class="small">{t('date.time')}</span>
            <input
              class="field"
              type="time"
              value={typed.time}
              readOnly={readOnly}
              aria-describedby={told}
              onInput={(event) => put({ ...typed, time: event.currentTarget.value })}
            />
          </label>
        )}
      </div>
      {!readOnly && parts.day && (
        <button
          type="button"
          class="button plain today"
          onClick={() => put(toTyped(localNow(isMoment), language))}
        >
          {isMoment ? t('date.now') : t('date.today')}
        </button>
      )}
      {parts.day && typeof asked.answer === 'string' && (
        <output class="small quiet">{writeDayAs(asked.answer.slice(0, 10), language, 'weekday')}</output>
      )}
    </div>
  );
}

type Typed = WrittenDay & { readonly time: string };
interface Parts {
  readonly day: boolean;
  readonly month: boolean;
}

function partsAsked(appearance: string): Parts {
  const words = appearance.split(/\s+/);
  const yearOnly = words.includes('year');
  return { day: !yearOnly && !words.includes('month-year'), month: !yearOnly };
}

const toTyped = (answer: ControlProps['asked']['answer'], language: string): Typed => {
  const [day = '', time = ''] = typeof answer === 'string' ? answer.split('T') : [];
  return { ...toDayParts(day, language), time: time.slice(0, 5) };
};

/** The same year as another language writes it: whoever changes it in the middle of an answer has not said another one. */
const inEra = (typed: Typed, ahead: number): Typed =>
  /^\d{4}$/.test(typed.year.trim()) ? { ...typed, year: String(Number(typed.year) + ahead) } : typed;

type Given = ControlProps['asked']['answer'];
type Problem = Parameters<ControlProps['onUnreadable']>[0];

function readTyped(
  { day, month, year, time }: Typed,
  parts: Parts,
  isMoment: boolean,
  language: string,
): { readonly answer: Given; readonly problem: Problem } {
  const needed = [
    ...(parts.day ? [day] : []),
    ...(parts.month ? [month] : []),
    year,
    ...(isMoment ? [time] : []),
  ];
  if (needed.every((part) => part.trim() === '')) return { answer: null, problem: null };
  const incomplete = { answer: null, problem: 'date-unreadable' } as const;
  if (needed.some((part) => part.trim() === '')) return incomplete;
  const iso = `${year.trim()}-${parts.month ? month : '1'}-${parts.day ? day.trim() : '1'}`;
  const read = readGiven(isMoment ? 'dateTime' : 'date', isMoment ? `${iso}T${time}` : iso, language);
  return 'problem' in read ? { answer: null, problem: read.problem } : { answer: read.answer, problem: null };
}

/** This device's day, or its moment with the zone, as ODK keeps it. */
function localNow(isMoment: boolean): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return isMoment ? `${day}T${two(now.getHours())}:${two(now.getMinutes())}` : day;
}
