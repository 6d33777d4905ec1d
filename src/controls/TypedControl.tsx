import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type Kind, readGiven, toGiven } from '../questionnaire/index.ts';
import { looks } from './appearance.ts';
import type { ControlProps } from './props.ts';

const keyboards: Partial<Record<Kind, 'numeric' | 'decimal'>> = { integer: 'numeric', decimal: 'decimal' };
/** Text, numbers and dates. Every key is told at once, so that what is on the screen is what is kept. */
export function TypedControl({ asked, id, told, onAnswer, onUnreadable }: ControlProps) {
  const { language } = useText();
  const { kind } = asked.question;
  const look = looks(asked.question);
  const [typed, setTyped] = useState(() => toGiven(asked.answer, language));
  const mine = useRef(asked.answer);
  // before the next key can come: what was told meanwhile would be taken for somebody else's change
  useLayoutEffect(() => {
    // The answer changed elsewhere (a calculation, a cleared answer): show that, unless we told it ourselves.
    if (mine.current !== asked.answer) setTyped(toGiven(asked.answer, language));
    mine.current = asked.answer;
  }, [asked.answer, language]);

  const type = (text: string) => {
    setTyped(text);
    const read = readGiven(kind, text, language, look.has('year'));
    const given = 'answer' in read ? read.answer : null;
    mine.current = given;
    onUnreadable('problem' in read ? read.problem : null);
    onAnswer(given, 'key');
  };

  const same = {
    id,
    class: kind === 'integer' || kind === 'decimal' ? 'field number' : 'field',
    value: typed,
    lang: language,
    readOnly: asked.readOnly,
    'aria-describedby': told,
    autocomplete: 'off',
  } as const;

  if (kind === 'text' && look.has('multiline')) {
    return <textarea {...same} rows={5} onInput={(event) => type(event.currentTarget.value)} />;
  }
  const onInput = (event: { currentTarget: HTMLInputElement }) => type(event.currentTarget.value);
  if (kind === 'time') return <input {...same} type="time" onInput={onInput} />;
  const keyboard = keyboards[kind] ?? (look.has('numbers') ? 'numeric' : look.has('url') ? 'url' : 'text');
  const grouped = look.has('thousands-sep') && typeof asked.answer === 'number';
  return (
    <>
      <input {...same} type="text" inputMode={keyboard} onInput={onInput} />
      {grouped && <output class="small quiet">{asked.answer.toLocaleString(`${language}-u-nu-latn`)}</output>}
    </>
  );
}
