import { useId, useRef, useState } from 'preact/hooks';
import { chooseLanguage, nameOf, useText } from '../../i18n/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import type { QuestionnaireVersion } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { Nowhere, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { shelf } from './office.ts';

/** A version as respondents see it, in the frame of a phone. */
export function PreviewPage({
  hash,
  moved,
  onSignedOut,
}: {
  hash: string;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const asked = useAsked(shelf);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'questionnaire', hash }}>
          <span aria-hidden="true">← </span>
          {t('forms.toVersion')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('forms.preview.title')} onSignedOut={onSignedOut}>
        {(all) => {
          const shown = all.flatMap(({ versions }) => versions).find((one) => one.hash === hash);
          return shown ? (
            <Phone shown={shown} moved={moved} />
          ) : (
            <Nowhere trouble="questionnaire-unknown" moved={moved} />
          );
        }}
      </WhenHere>
    </>
  );
}

const sizes = { small: [320, 640], usual: [360, 740], large: [412, 915] } as const;
type Size = keyof typeof sizes;

function Phone({ shown, moved }: { shown: QuestionnaireVersion; moved: boolean }) {
  const { t, language } = useText();
  const tags = shown.languages.map(({ tag }) => tag);
  const [spoken, setSpoken] = useState(() => chooseLanguage([language], tags, shown.defaultLanguage));
  const [look, setLook] = useState<'light' | 'dark'>('light');
  const [size, setSize] = useState<Size>('usual');
  const [survey, setSurvey] = useState(shown.uses[0]?.survey ?? '');
  const [times, setTimes] = useState(0);
  const frame = useRef<HTMLIFrameElement>(null);
  const id = useId();
  const title = inWords(shown.title, language, [shown.defaultLanguage]);
  const [first] = useState({ spoken, look });
  const query = new URLSearchParams({ lang: first.spoken, look: first.look, ...(survey && { survey }) });
  const tell = (said: { language?: string; look?: string }) =>
    frame.current?.contentWindow?.postMessage(said, location.origin);
  const [width, height] = sizes[size];

  return (
    <>
      <Heading text={`${t('forms.preview.title')}: ${title.text}`} moved={moved} />
      <p class="quiet">{t('forms.preview.text')}</p>
      <div class="preview">
        <div class="preview-wishes">
          <Choice
            label={t('forms.preview.language')}
            value={spoken}
            options={tags.map((tag) => [tag, nameOf(tag)])}
            onChoose={(tag) => {
              setSpoken(tag);
              tell({ language: tag });
            }}
          />
          <Choice
            label={t('forms.preview.look')}
            value={look}
            options={[
              ['light', t('forms.preview.light')],
              ['dark', t('forms.preview.dark')],
            ]}
            onChoose={(value) => {
              setLook(value as 'light' | 'dark');
              tell({ look: value });
            }}
          />
          <Choice
            label={t('forms.preview.size')}
            value={size}
            options={(Object.keys(sizes) as Size[]).map((it) => [it, t(`forms.preview.${it}`)])}
            onChoose={(value) => setSize(value as Size)}
          />
          {shown.uses.length > 0 && (
            <Choice
              label={t('forms.preview.words')}
              value={survey}
              options={[
                ...shown.uses.map(
                  ({ survey: of, title: words }) => [of, inWords(words, language, []).text] as const,
                ),
                ['', t('forms.preview.noSurvey')] as const,
              ]}
              onChoose={setSurvey}
            />
          )}
          <button
            type="button"
            class="button"
            onClick={() => {
              setTimes((before) => before + 1);
            }}
          >
            {t('forms.preview.restart')}
          </button>
        </div>
        <iframe
          key={`${times} ${survey}`}
          ref={frame}
          id={`${id}frame`}
          class="phone"
          title={t('forms.preview.frame')}
          width={width}
          height={height}
          src={`/coordinator/preview/${shown.hash}?${query}`}
          onLoad={() => tell({ language: spoken, look })}
        />
      </div>
    </>
  );
}

function Choice({
  label,
  value,
  options,
  onChoose,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChoose(value: string): void;
}) {
  const id = useId();
  return (
    <div class="asked">
      <label for={id}>{label}</label>
      <select class="field" id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([of, words]) => (
          <option key={of} value={of}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
