import { useCallback, useState } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import type { Questionnaire } from '../../questionnaire/index.ts';
import type { ShelvedQuestionnaire } from '../../submission/index.ts';
import { withLanguage } from '../../versions/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { Nowhere, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { go } from '../usePathname.ts';
import type { Said } from '../wire.ts';
import { LanguageForm } from './LanguageForm.tsx';
import { shelf, version } from './office.ts';
import { SaveForm } from './SaveForm.tsx';
import { SheetForm } from './SheetForm.tsx';
import { TextTable } from './TextTable.tsx';
import { useEdits } from './useEdits.ts';

interface Opened {
  readonly questionnaire: Questionnaire;
  readonly shelved: ShelvedQuestionnaire;
}

/** Texts of a version beside each other in two languages, to be translated. */
export function TranslatePage({
  hash,
  language,
  moved,
  onSignedOut,
}: {
  hash: string;
  language: string;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const asked = useAsked(useCallback(() => open(hash), [hash]));
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'questionnaire', hash }}>
          <span aria-hidden="true">← </span>
          {t('forms.toVersion')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('forms.translate.title')} onSignedOut={onSignedOut}>
        {(opened) =>
          opened ? (
            <Translation
              key={`${hash} ${language}`}
              {...opened}
              hash={hash}
              target={language}
              moved={moved}
              onSignedOut={onSignedOut}
            />
          ) : (
            <Nowhere trouble="questionnaire-unknown" moved={moved} />
          )
        }
      </WhenHere>
    </>
  );
}

async function open(hash: string): Promise<Said<Opened | null>> {
  const [all, found] = await Promise.all([shelf(), version(hash)]);
  if (!all.ok) return all;
  if (!found.ok) return found.trouble === 'questionnaire-unknown' ? { ok: true, value: null } : found;
  const shelved = all.value.find(({ versions }) => versions.some((one) => one.hash === hash));
  return { ok: true, value: shelved ? { questionnaire: found.value, shelved } : null };
}

function Translation({
  questionnaire,
  shelved,
  hash,
  target,
  moved,
  onSignedOut,
}: Opened & {
  hash: string;
  target: string;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const edits = useEdits(questionnaire.id);
  const others = questionnaire.languages.map(({ tag }) => tag).filter((tag) => tag !== target);
  const { defaultLanguage } = questionnaire;
  const [source, setSource] = useState(
    others.includes(defaultLanguage) ? defaultLanguage : (others[0] ?? target),
  );
  const [newest] = shelved.versions;
  const fresh = withLanguage(questionnaire, target);
  const pair = { source, target };
  return (
    <>
      <Heading text={t('forms.translate.heading', { language: nameOf(target) })} moved={moved} />
      <p class="quiet">{t('forms.translate.text')}</p>
      {newest && newest.hash !== hash && (
        <p class="wish">
          {t('forms.translate.newer')}{' '}
          <Link to={{ page: 'translate', hash: newest.hash, language: target }}>
            {t('forms.translate.openNewer', { number: newest.number })}
          </Link>
        </p>
      )}
      {edits.found > 0 && edits.all.length > 0 && (
        <p class="note" role="status">
          {t('forms.translate.found', { count: edits.found })}
        </p>
      )}
      {edits.isFull && (
        <p class="alarm" role="alert">
          {t('forms.translate.keepFailed')}
        </p>
      )}
      <LanguageForm
        questionnaire={questionnaire}
        pair={pair}
        onSource={setSource}
        onTarget={(tag) => go({ page: 'translate', hash, language: tag })}
      />
      <TextTable questionnaire={fresh} pair={pair} edits={edits} />
      <SaveForm
        questionnaire={questionnaire}
        base={{ hash, number: shelved.versions.find((one) => one.hash === hash)?.number ?? 0 }}
        language={target}
        edits={edits}
        onSaved={(kept) => go({ page: 'questionnaire', hash: kept })}
        onSignedOut={onSignedOut}
      />
      <SheetForm questionnaire={fresh} pair={pair} edits={edits} />
    </>
  );
}
