import { useId, useMemo, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Questionnaire, Translation } from '../../questionnaire/index.ts';
import { applyEdits, type Edit, type Edited, withLanguage, withStatus } from '../../versions/index.ts';
import { TroubleNote } from '../Standing.tsx';
import type { Trouble } from '../wire.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { fileOf, keep, shelf, version } from './office.ts';
import type { Edits } from './useEdits.ts';

const states = ['source', 'draft', 'reviewed', 'final'] as const satisfies Translation['status'][];

/** The version that what was typed is put onto: the one that was opened, or one that somebody saved meanwhile. */
interface Base {
  readonly questionnaire: Questionnaire;
  readonly number: number;
}

/** What was typed becomes the next version; nothing of what somebody else saved meanwhile is lost. */
export function SaveForm({
  questionnaire,
  base: opened,
  language,
  edits,
  onSaved,
  onSignedOut,
}: {
  questionnaire: Questionnaire;
  base: { readonly hash: string; readonly number: number };
  language: string;
  edits: Edits;
  onSaved(hash: string): void;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const id = useId();
  const [base, setBase] = useState<Base>({ questionnaire, number: opened.number });
  const [status, setStatus] = useState<Translation['status'] | null>(null);
  const [note, setNote] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [isSure, setSure] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const known = base.questionnaire.languages.find(({ tag }) => tag === language)?.status ?? 'draft';
  const { all } = edits;
  /** With the languages that something was typed in: one that was only looked into does not come. */
  const put = (): Edited => {
    const tags = new Set([...all.map((edit) => edit.language), ...(status === null ? [] : [language])]);
    return applyEdits([...tags].reduce(withLanguage, base.questionnaire), all);
  };
  const next = () => withStatus(put().questionnaire, language, status ?? known);
  // Only what was typed on another version can have been overtaken. Going through all texts with each letter would be felt.
  const isOlder = base.number !== opened.number || edits.found > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `put` is made of these
  const edited = useMemo(() => (isOlder ? put() : null), [isOlder, base, all]);
  const isOther = edits.all.length > 0 || (status !== null && status !== known);

  /** The newest version, where another one is the newest by now. */
  const follow = async () => {
    const all = await shelf();
    const newest = all.ok
      ? all.value.find(({ id: form }) => form === questionnaire.id)?.versions[0]
      : undefined;
    const found = newest && (await version(newest.hash));
    if (newest && found?.ok) setBase({ questionnaire: found.value, number: newest.number });
    else setTrouble('unreachable');
  };
  const save = async () => {
    setSaving(true);
    setTrouble(null);
    const said = await keep(fileOf(next()), { note: note.trim(), after: base.number });
    if (said.ok) {
      edits.drop(edits.all);
      if (said.value.hash) onSaved(said.value.hash);
    } else if (said.trouble === 'not-signed-in') onSignedOut();
    else if (said.trouble === 'not-possible') await follow();
    else setTrouble(said.trouble);
    setSaving(false);
  };

  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('forms.translate.save')}</h2>
      {base.number !== opened.number && (
        <p class="wish" role="alert">
          {t('forms.translate.overtaken', { number: base.number })}
        </p>
      )}
      {edited && <Conflicts edited={edited} />}
      <div class="asked">
        <label for={`${id}status`}>{t('forms.translate.status')}</label>
        <select
          class="field"
          id={`${id}status`}
          value={status ?? known}
          onChange={(event) => setStatus(event.currentTarget.value as Translation['status'])}
        >
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`forms.translate.state.${state}`)}
            </option>
          ))}
        </select>
      </div>
      <p role="status">{t('forms.translate.saveCount', { count: edits.all.length })}</p>
      {isOther && (
        <details open={isLooking} onToggle={(event) => setLooking(event.currentTarget.open)}>
          <summary>{t('forms.translate.look')}</summary>
          {isLooking && <DifferenceList before={base.questionnaire} after={next()} />}
        </details>
      )}
      <form
        class="desk-card-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="asked">
          <label for={`${id}note`}>{t('forms.translate.note')}</label>
          <textarea
            class="field"
            id={`${id}note`}
            rows={2}
            maxLength={1000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        {trouble && <TroubleNote trouble={trouble} />}
        <p class="buttons">
          <button type="submit" class="button main" disabled={isSaving || !isOther}>
            {isSaving ? t('forms.translate.saving') : t('forms.translate.save')}
          </button>
          {edits.all.length > 0 && (
            <button
              type="button"
              class={isSure ? 'button bad' : 'button plain'}
              onClick={() => {
                if (isSure) edits.drop(edits.all);
                setSure(!isSure);
              }}
            >
              {isSure ? t('forms.translate.discardSure') : t('forms.translate.discard')}
            </button>
          )}
        </p>
      </form>
    </section>
  );
}

/** Texts that somebody else changed meanwhile, or took out. */
function Conflicts({ edited: { overtaken, gone } }: { edited: Edited }) {
  const { t } = useText();
  const list = (some: readonly (Edit & { readonly now?: string })[]) => (
    <ul class="plain-list">
      {some.map((edit) => (
        <li key={`${edit.language} ${edit.key}`}>
          <code>{edit.key}</code> <span lang={edit.language}>{edit.now ?? edit.text}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {overtaken.length > 0 && (
        <div class="wish">
          <p>{t('forms.translate.conflicts', { count: overtaken.length })}</p>
          {list(overtaken)}
        </div>
      )}
      {gone.length > 0 && (
        <div class="wish">
          <p>{t('forms.translate.gone', { count: gone.length })}</p>
          {list(gone)}
        </div>
      )}
    </>
  );
}
