import { useState } from 'preact/hooks';
import { Particulars, Said } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import type { Opening } from '../questionnaire/index.ts';
import type { Survey } from '../submission/index.ts';
import { Frame } from './Frame.tsx';
import { LanguageRow } from './LanguageChoice.tsx';
import { notKept } from './notKept.ts';
import { Weather } from './Weather.tsx';

/**
 * Who asks, why, and what happens to the answers; then two equal answers, neither chosen beforehand. Nothing is stored
 * until the person agrees.
 */
export function ConsentScreen({
  opening,
  survey,
  languages,
  onAgree,
  onDecline,
}: {
  opening: Opening;
  survey: Survey;
  languages: readonly string[];
  onAgree(): Promise<void>;
  onDecline(): void;
}) {
  const { t, interfaceLanguage } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<'full' | 'failed' | null>(null);

  const next = async () => {
    if (chosen === null) return setMissing(true);
    if (chosen !== opening.agreed) return onDecline();
    setBusy(true);
    setTrouble(null);
    try {
      await onAgree();
    } catch (cause) {
      const why = notKept(cause);
      if (!why) throw cause;
      setTrouble(why);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Frame
      title={opening.title}
      weather={<Weather />}
      feet={
        <div class="feet-row">
          <button type="button" class="button main" disabled={busy} onClick={next}>
            {busy ? t('survey.opening') : t('step.next')}
          </button>
        </div>
      }
    >
      <LanguageRow offered={languages} />
      <h1 lang={opening.language}>{opening.title}</h1>
      <Said shown={{ text: opening.notice, language: opening.language }} />
      <Particulars survey={survey} />
      <p>{t('notice.course')}</p>
      <fieldset
        class="question"
        lang={opening.language}
        aria-describedby={missing ? 'consent-missing' : undefined}
      >
        <legend class="asks">{opening.question}</legend>
        <div class="choices">
          {opening.choices.map(({ name, label }) => (
            <label key={name} class="choice">
              <input
                type="radio"
                name="consent"
                value={name}
                checked={chosen === name}
                onChange={() => {
                  setChosen(name);
                  setMissing(false);
                }}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
        {missing && (
          <p id="consent-missing" class="alarm" role="alert" lang={interfaceLanguage}>
            {t('step.required')}
          </p>
        )}
      </fieldset>
      {trouble && (
        <p class="alarm" role="alert" lang={interfaceLanguage}>
          {t(`storage.${trouble}`)}
        </p>
      )}
    </Frame>
  );
}
