import { useCallback, useId, useState } from 'preact/hooks';
import { useText, writeSize } from '../../i18n/index.ts';
import type { AuthoredFile, Questionnaire } from '../../questionnaire/index.ts';
import type { AuthoredFiles } from '../../submission/index.ts';
import { filesNamedIn } from '../../versions/index.ts';
import { atDesk } from '../../worker/index.ts';
import { TroubleNote, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { useMay } from '../who.tsx';
import type { Said, Trouble } from '../wire.ts';
import { bringMedia, fileOf, keep, mediaOf, version } from './office.ts';

type Files = AuthoredFiles['files'];

interface Opened {
  readonly questionnaire: Questionnaire;
  readonly files: Files;
}

async function open(hash: string): Promise<Said<Opened>> {
  const [found, files] = await Promise.all([version(hash), mediaOf(hash)]);
  if (!found.ok) return found;
  return files.ok ? { ok: true, value: { questionnaire: found.value, files: files.value } } : files;
}

/** The pictures, sounds and films that a version names: which are here, and the way for the others to come. */
export function MediaSection({
  hash,
  newest,
  onKept,
  onSignedOut,
}: {
  hash: string;
  /** The number of this version where it is the newest: only that one takes files, and becomes the next by it. */
  newest: number | null;
  onKept(hash: string): void;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const id = useId();
  const asked = useAsked(useCallback(() => open(hash), [hash]));
  return (
    <WhenHere asked={asked} onSignedOut={onSignedOut}>
      {({ questionnaire, files }) => {
        const names = filesNamedIn(questionnaire);
        if (names.length === 0) return null;
        return (
          <section class="desk-card" aria-labelledby={`${id}title`}>
            <h2 id={`${id}title`}>{t('forms.media.title')}</h2>
            <Media {...{ questionnaire, files, names, newest, onKept, onSignedOut }} />
          </section>
        );
      }}
    </WhenHere>
  );
}

function Media({
  questionnaire,
  files,
  names,
  newest,
  onKept,
  onSignedOut,
}: Opened & {
  names: readonly string[];
  newest: number | null;
  onKept(hash: string): void;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const may = useMay();
  const id = useId();
  const [given, setGiven] = useState<Readonly<Record<string, AuthoredFile>>>({});
  const [strangers, setStrangers] = useState<readonly string[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const failed = (why: Trouble) => (why === 'not-signed-in' ? onSignedOut() : setTrouble(why));

  const bring = async (chosen: readonly File[]) => {
    setTrouble(null);
    setBusy(true);
    setStrangers(chosen.filter(({ name }) => !names.includes(name)).map(({ name }) => name));
    const desk = await atDesk();
    for (const file of chosen.filter(({ name }) => names.includes(name))) {
      const said = await bringMedia(file, await desk.hashOf(file));
      if (!said.ok) failed(said.trouble);
      else setGiven((before) => ({ ...before, [file.name]: said.value }));
    }
    setBusy(false);
  };
  const save = async () => {
    setBusy(true);
    const next = { ...questionnaire, files: { ...questionnaire.files, ...given } };
    const said = await keep(fileOf(next), { note: Object.keys(given).join(', '), after: newest ?? 0 });
    setBusy(false);
    if (!said.ok) failed(said.trouble);
    else if (said.value.hash) onKept(said.value.hash);
  };
  return (
    <>
      <ul class="plain-list">
        {names.map((name) => {
          const file = given[name] ?? files.find((one) => one.name === name && one.isHere);
          return (
            <li key={name}>
              <p>
                <code>{name}</code>{' '}
                {file ? (
                  <span class="quiet small">{writeSize(file.size, language)}</span>
                ) : (
                  <b class="missing">{t('forms.media.missing')}</b>
                )}
              </p>
            </li>
          );
        })}
      </ul>
      {may('author') && newest !== null && (
        <>
          <div class="asked">
            <label for={`${id}files`}>{t('forms.media.choose')}</label>
            <input
              class="field"
              id={`${id}files`}
              type="file"
              multiple
              accept="image/*,audio/*,video/*"
              onChange={(event) => {
                const input = event.currentTarget;
                void bring([...(input.files ?? [])]).then(() => {
                  input.value = '';
                });
              }}
            />
          </div>
          {strangers.length > 0 && (
            <p class="wish" role="status">
              {t('forms.media.strangers', { names: strangers.join(', ') })}
            </p>
          )}
          {trouble && <TroubleNote trouble={trouble} />}
          {Object.keys(given).length > 0 && (
            <p>
              <button type="button" class="button main" disabled={isBusy} onClick={() => void save()}>
                {t('forms.translate.save')}
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}
