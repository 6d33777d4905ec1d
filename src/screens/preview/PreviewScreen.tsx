import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Authored, AuthoredContext, FilesContext } from '../../controls/index.ts';
import { useText, writeDay } from '../../i18n/index.ts';
import {
  answer,
  askedAt,
  type Interview,
  inWords,
  openingOf,
  Questionnaire,
  questionAt,
} from '../../questionnaire/index.ts';
import { Survey } from '../../submission/index.ts';
import { goOn } from '../begin.ts';
import { ConsentScreen } from '../ConsentScreen.tsx';
import { FarewellScreen } from '../FarewellScreen.tsx';
import { InterviewScreen } from '../InterviewScreen.tsx';
import { Message } from '../Message.tsx';
import { closingNotes } from '../steps.ts';
import './preview.css';
import { usePassing, usePassingFiles } from './usePassing.ts';
import { hearWishes, type Look, showIn } from './wishes.ts';

interface Previewed {
  readonly questionnaire: Questionnaire;
  /** The survey whose words stand in the questionnaire's open places; one that is nobody's, where none was named. */
  readonly survey: Survey;
}

/** A questionnaire as respondents see it, at `/coordinator/preview/HASH`. Nothing is stored or sent, and the page says so. */
export function PreviewScreen({ hash }: { hash: string }) {
  const { t, speak } = useText();
  const [shown, setShown] = useState<Previewed | 'missing' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; the page around it says the rest
  useEffect(() => {
    const wish = new URLSearchParams(location.search);
    showIn(wish.get('look') === 'dark' ? 'dark' : 'light');
    void bring(hash, wish.get('survey')).then(async (found) => {
      if (found) await speak(wish.get('lang') ?? found.questionnaire.defaultLanguage);
      setShown(found ?? 'missing');
    });
    return hearWishes(({ language, look }) => {
      if (look) showIn(look as Look);
      if (language) void speak(language);
    });
  }, [hash]);
  return (
    <>
      <p class="preview-band" role="note">
        {t('forms.preview.band')}
      </p>
      {shown === 'missing' && <Message title={t('forms.preview.missing')} languages={[]} />}
      {shown && shown !== 'missing' && <Course {...shown} />}
    </>
  );
}

async function bring(hash: string, of: string | null): Promise<Previewed | null> {
  const [questionnaire, survey] = await Promise.all([
    read(Questionnaire, `/api/questionnaires/${hash}`),
    of ? read(Survey, `/api/surveys/${of}`) : null,
  ]);
  return questionnaire && { questionnaire, survey: survey ?? nobodys(questionnaire, hash) };
}

async function read<Thing>(
  shape: { safeParse(value: unknown): { success: true; data: Thing } | { success: false } },
  address: string,
): Promise<Thing | null> {
  try {
    const found = shape.safeParse(await (await fetch(address)).json());
    return found.success ? found.data : null;
  } catch {
    return null; // said on the page: it is not here
  }
}

const nobodys = ({ title, languages, defaultLanguage }: Questionnaire, questionnaire: string): Survey => ({
  id: 'preview',
  title,
  questionnaire,
  languages: languages.map(({ tag }) => tag),
  defaultLanguage,
  privacy: 'confidential',
  inserts: {},
  signingKeys: [],
});

type Stage =
  | { readonly kind: 'consent' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'interview'; readonly begun: Interview }
  | { readonly kind: 'farewell' }
  | { readonly kind: 'end'; readonly closing: readonly string[] };

/** From the notice to the end, as in a survey; the end says what would happen there. */
function Course({ questionnaire, survey }: Previewed) {
  const { t, language } = useText();
  const languages = questionnaire.languages.map(({ tag }) => tag);
  const opening = openingOf(questionnaire, language, survey.inserts, writeDay);
  const [stage, setStage] = useState<Stage>({ kind: opening ? 'consent' : 'opening' });
  const begin = async () => {
    const fresh = await goOn(questionnaire, survey, language);
    const { consent } = questionnaire;
    const ref = consent ? askedAt(fresh, consent.question) : null;
    history.replaceState(null, '', location.pathname + location.search);
    setStage({ kind: 'interview', begun: consent && ref ? answer(fresh, ref, consent.agreed) : fresh });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins at once where no consent is asked for
  useEffect(() => {
    if (stage.kind === 'opening') void begin();
  }, [stage.kind]);
  const again = () => setStage({ kind: opening ? 'consent' : 'opening' });

  if (stage.kind === 'consent' && opening)
    return (
      <ConsentScreen
        opening={opening}
        survey={survey}
        languages={languages}
        onAgree={begin}
        onDecline={() => setStage({ kind: 'farewell' })}
      />
    );
  if (stage.kind === 'farewell')
    return (
      <FarewellScreen
        said={opening?.farewell || t('forms.preview.end')}
        languages={languages}
        onAgain={again}
      />
    );
  if (stage.kind === 'end')
    return (
      <Message title={t('forms.preview.end')} text={t('forms.preview.endText')} languages={languages}>
        {stage.closing.map((words) => (
          <p key={words}>{words}</p>
        ))}
        <button type="button" class="button main" onClick={again}>
          {t('forms.preview.restart')}
        </button>
      </Message>
    );
  if (stage.kind !== 'interview') return null;
  return (
    <Passing
      begun={stage.begun}
      title={inWords(questionnaire.title, language, [questionnaire.defaultLanguage]).text}
      languages={languages}
      onFarewell={() => setStage({ kind: 'farewell' })}
      onEnd={(interview) => setStage({ kind: 'end', closing: closingWords(interview) })}
    />
  );
}

/** Straight from the server, and not kept: there is a network where somebody previews. */
const authoredAfar = ({ files = {} }: Questionnaire): Authored => ({
  files,
  isHere: async () => false,
  async bring({ hash }) {
    try {
      const reply = await fetch(`/api/files/${hash}`);
      return reply.ok ? await reply.blob() : 'gone';
    } catch {
      return 'away';
    }
  },
});

const closingWords = (interview: Interview): string[] =>
  closingNotes(interview).flatMap((ref) => questionAt(interview, ref)?.label?.text ?? []);

function Passing({
  begun,
  title,
  languages,
  onFarewell,
  onEnd,
}: {
  begun: Interview;
  title: string;
  languages: readonly string[];
  onFarewell(): void;
  onEnd(interview: Interview): void;
}) {
  const { language } = useText();
  const going = usePassing(begun, language);
  const files = usePassingFiles();
  const { questionnaire } = begun.form;
  const authored = useMemo(() => authoredAfar(questionnaire), [questionnaire]);
  return (
    <AuthoredContext.Provider value={authored}>
      <FilesContext.Provider value={files}>
        <InterviewScreen
          going={going}
          title={title}
          languages={languages}
          where={null}
          pages={{}}
          onPages={() => undefined}
          menu={null}
          onFarewell={onFarewell}
          onSubmit={async () => onEnd(going.interview)}
        />
      </FilesContext.Provider>
    </AuthoredContext.Provider>
  );
}
