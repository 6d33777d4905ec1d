import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { QuestionnaireReport } from '../../submission/index.ts';
import { TroubleNote } from '../Standing.tsx';
import type { Said, Trouble } from '../wire.ts';
import { check, keep } from './office.ts';
import { ReportView } from './ReportView.tsx';

type Going =
  | { readonly kind: 'checking'; readonly file: string }
  | { readonly kind: 'looked'; readonly file: File; readonly report: QuestionnaireReport }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** A file is chosen or dropped, looked through, and kept only when its reader says so. */
export function BringForm({ onKept, onSignedOut }: { onKept(hash: string): void; onSignedOut(): void }) {
  const { t } = useText();
  const [going, setGoing] = useState<Going | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | 'overtaken' | null>(null);
  const [isOver, setOver] = useState(false);
  const id = useId();

  const look = async (file: File | undefined) => {
    if (!file) return;
    setTrouble(null);
    setGoing({ kind: 'checking', file: file.name });
    const said = await check(file);
    if (said.ok) setGoing({ kind: 'looked', file, report: said.value });
    else if (said.trouble === 'not-signed-in') onSignedOut();
    else setGoing({ kind: 'trouble', trouble: said.trouble });
  };
  const keepIt = async (file: File, report: QuestionnaireReport, note: string) => {
    setKeeping(true);
    const said: Said<QuestionnaireReport> = await keep(file, { note, after: report.newest?.number ?? 0 });
    setKeeping(false);
    if (said.ok) return said.value.hash && onKept(said.value.hash);
    if (said.trouble === 'not-signed-in') return onSignedOut();
    if (said.trouble !== 'not-possible') return setTrouble(said.trouble);
    await look(file); // somebody else brought a version: what differs is another thing now
    setTrouble('overtaken');
  };

  return (
    <section
      class={isOver ? 'desk-card bring over' : 'desk-card bring'}
      aria-labelledby={`${id}title`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void look(event.dataTransfer?.files[0]);
      }}
    >
      <h2 id={`${id}title`}>{t('forms.bring.title')}</h2>
      <p>{t('forms.bring.text')}</p>
      <div class="asked">
        <label for={`${id}file`}>{t('forms.bring.choose')}</label>
        <input
          class="field"
          id={`${id}file`}
          type="file"
          accept=".xlsx,.xls,.csv,.xml,.json"
          onChange={(event) => {
            const input = event.currentTarget;
            void look(input.files?.[0]).then(() => {
              input.value = ''; // the same file, put right, may be chosen again
            });
          }}
        />
        <p class="quiet small">{t('forms.bring.drop')}</p>
      </div>
      <p role="status" class={going?.kind === 'checking' ? undefined : 'unseen'}>
        {going?.kind === 'checking' && t('forms.bring.checking', { file: going.file })}
      </p>
      {trouble === 'overtaken' ? (
        <p class="wish" role="alert">
          {t('forms.bring.overtaken')}
        </p>
      ) : (
        trouble && <TroubleNote trouble={trouble} />
      )}
      {going?.kind === 'trouble' && <TroubleNote trouble={going.trouble} />}
      {going?.kind === 'looked' && (
        <ReportView
          file={going.file.name}
          report={going.report}
          isKeeping={isKeeping}
          onKeep={(note) => void keepIt(going.file, going.report, note)}
        />
      )}
    </section>
  );
}
