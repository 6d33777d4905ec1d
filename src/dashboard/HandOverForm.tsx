import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type HandOverReport, sealedHead, sealOf } from '../submission/index.ts';
import { bringHandOver } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import type { Trouble } from './wire.ts';

type Going =
  | { readonly kind: 'taking' }
  | { readonly kind: 'taken'; readonly report: HandOverReport }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** What a device gave without a network comes in here, and what came of it is said in numbers. */
export function HandOverForm({ onSignedOut }: { onSignedOut(): void }) {
  const { t, open } = useText();
  const [file, setFile] = useState<File | null>(null);
  const [isBackup, setIsBackup] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [going, setGoing] = useState<Going | null>(null);
  const id = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    void open('handOver'); // its sentences say why a file is refused
  }, []);

  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setGoing(null);
    setIsBackup(chosen !== null && (await isUnderPassphrase(chosen)));
  };
  const take = async () => {
    if (!file || going?.kind === 'taking') return;
    setGoing({ kind: 'taking' });
    const said = await bringHandOver(file, isBackup ? passphrase.trim() : '');
    if (said.ok) setGoing({ kind: 'taken', report: said.value });
    else if (said.trouble === 'not-signed-in') onSignedOut();
    else if (said.trouble === 'hand-over-refused') setGoing({ kind: 'refused', why: said.why ?? 'broken' });
    else setGoing({ kind: 'trouble', trouble: said.trouble });
  };

  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('coordinator.handOver')}</h2>
      <p>{t('coordinator.handOverText')}</p>
      <form
        class="desk-card-form"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <div class="asked">
          <label for={`${id}file`}>{t('coordinator.handOverChoose')}</label>
          <input
            class="field"
            id={`${id}file`}
            type="file"
            onChange={(event) => void choose(event.currentTarget.files?.[0] ?? null)}
          />
        </div>
        {isBackup && (
          <div class="asked">
            <label for={`${id}passphrase`}>{t('coordinator.handOverPassphrase')}</label>
            <input
              class="field"
              id={`${id}passphrase`}
              autocomplete="off"
              value={passphrase}
              onInput={(event) => setPassphrase(event.currentTarget.value)}
            />
          </div>
        )}
        <button type="submit" class="button" disabled={!file || going?.kind === 'taking'}>
          {t('coordinator.handOverTake')}
        </button>
      </form>
      <div role="status">
        {going?.kind === 'taking' && t('coordinator.handOverTaking')}
        {going?.kind === 'taken' && <Report report={going.report} />}
      </div>
      {going?.kind === 'refused' && (
        <p class="alarm" role="alert">
          {going.why === 'not-for-here'
            ? t('coordinator.handOverNotForHere')
            : t(`handOver.refused.${sentenceOf(going.why)}`)}
        </p>
      )}
      {going?.kind === 'trouble' && <TroubleNote trouble={going.trouble} />}
    </section>
  );
}

const sentences = ['not-ours', 'other-version', 'broken'] as const;
const sentenceOf = (why: string) => sentences.find((one) => one === why) ?? 'broken';

async function isUnderPassphrase(file: File): Promise<boolean> {
  try {
    return sealOf(new Uint8Array(await file.slice(0, sealedHead).arrayBuffer())) === 'passphrase';
  } catch {
    return false; // the server says what it is not
  }
}

function Report({ report }: { report: HandOverReport }) {
  const { t, day } = useText();
  const { from, at, submissions, files, drafts } = report;
  const made = { name: from ?? '', day: day(at.slice(0, 10)) };
  const lines: readonly (readonly [words: string, count: number])[] = [
    [t('coordinator.handOverReceived'), submissions.received],
    [t('coordinator.handOverKnown'), submissions.known],
    [t('coordinator.handOverFiles'), files.received],
    [t('coordinator.handOverRefused'), submissions.refused.length + files.refused],
    [t('coordinator.handOverDrafts'), drafts],
  ];
  return (
    <>
      <p>{from ? t('coordinator.handOverBy', made) : t('coordinator.handOverOf', { day: made.day })}</p>
      <dl class="handed">
        {lines.map(([words, count]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {submissions.refused.length > 0 && (
        <ul class="handed small">
          {submissions.refused.map(({ id, code }) => (
            <li key={id}>
              {id}: {t(`problems.${code}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
