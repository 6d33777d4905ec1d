import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type Interview, plainText, problemsIn, questionAt, type Ref } from '../questionnaire/index.ts';
import { StorageFull } from '../storage/index.ts';
import { AnswerList } from './AnswerList.tsx';
import { Bar } from './Bar.tsx';
import { Frame, Heading } from './Frame.tsx';
import { KeepingNote } from './KeepingNote.tsx';
import type { Going, Keeping } from './useInterview.ts';
import { Weather } from './Weather.tsx';

/** All answers once more before they are sent: each can be changed, and what is missing is said. */
export function ReviewScreen({
  going,
  title,
  languages,
  menu,
  onChange,
  onBack,
  onSubmit,
}: {
  going: Going;
  title: string;
  languages: readonly string[];
  menu: ComponentChildren;
  onChange(ref: Ref): void;
  onBack(): void;
  onSubmit(): Promise<void>;
}) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Keeping | null>(null);
  const problems = useMemo(() => [...problemsIn(going.interview)], [going.interview]);
  const toFix = problems.filter(({ verdict }) => verdict.kind !== 'wanted');
  const blank = problems.length - toFix.length;
  const first = toFix[0]?.ref;
  const submit = async () => {
    if (first) return onChange(first);
    setBusy(true);
    setTrouble(null);
    try {
      await onSubmit();
    } catch (cause) {
      setTrouble(cause instanceof StorageFull ? 'full' : 'failed');
      throw cause;
    } finally {
      setBusy(false);
    }
  };
  return (
    <Frame
      title={t('review.title')}
      bar={<Bar title={title} languages={languages} menu={menu} />}
      weather={<Weather />}
      feet={
        <div class="feet-row">
          <button type="button" class="button" onClick={onBack}>
            {t('step.back')}
          </button>
          <button type="button" class="button main" disabled={busy} onClick={submit}>
            {busy ? t('review.submitting') : t('review.submit')}
          </button>
        </div>
      }
    >
      <Heading>{t('review.title')}</Heading>
      <p>{t('review.text')}</p>
      {toFix.length > 0 && (
        <div class="alarm" role="alert">
          <p>{t('review.mustFix', { count: toFix.length })}</p>
          <ul class="faults">
            {toFix.slice(0, mostFaults).map(({ ref }) => (
              <li key={ref}>
                <button type="button" class="button plain bad" onClick={() => onChange(ref)}>
                  {labelAt(going.interview, ref)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {blank > 0 && <p class="wish">{t('review.blank', { count: blank })}</p>}
      <AnswerList interview={going.interview} onChange={onChange} />
      <KeepingNote
        keeping={trouble ?? going.keeping}
        words=""
        onAgain={trouble ? () => void submit() : going.keepAgain}
      />
    </Frame>
  );
}

const mostFaults = 20; // one by one: the way to more of them is the list itself

function labelAt(interview: Interview, ref: Ref): string {
  const asked = questionAt(interview, ref);
  return (asked?.label && plainText(asked.label)) || asked?.question.name || '';
}
