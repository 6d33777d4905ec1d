import { useId } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import type { Pair, TextFault } from '../../versions/index.ts';

/** A text as it stands, with what somebody has typed. */
export interface ShownText {
  readonly key: string;
  /** It names a picture, a sound or a film. */
  readonly isFile: boolean;
  readonly source: string;
  readonly target: string;
  readonly was: { readonly source: string; readonly target: string };
  readonly faults: readonly TextFault[];
}

/** One text: its source, its translation, and what the translation has lost of it. */
export function TextRow({
  text,
  pair,
  sourceToo,
  onWrite,
  onNext,
}: {
  text: ShownText;
  pair: Pair;
  sourceToo: boolean;
  onWrite(language: string, was: string, text: string): void;
  onNext(): void;
}) {
  const { t } = useText();
  const id = useId();
  const { key, isFile, source, target, was, faults } = text;
  const isChanged = source !== was.source || target !== was.target;
  return (
    <div class="text-row">
      <p class="text-key small">
        <code>{key}</code>
        {isFile && <span class="quiet">{t('forms.translate.fileName')}</span>}
        {isChanged && (
          <>
            <span class="changed">{t('forms.translate.changed')}</span>
            <button
              type="button"
              class="button plain small"
              aria-label={`${t('forms.translate.undo')}: ${key}`}
              onClick={() => {
                onWrite(pair.source, was.source, was.source);
                onWrite(pair.target, was.target, was.target);
              }}
            >
              {t('forms.translate.undo')}
            </button>
          </>
        )}
      </p>
      {sourceToo ? (
        <textarea
          class="field"
          lang={pair.source}
          rows={rowsFor(source)}
          aria-label={t('forms.translate.source', { key, language: nameOf(pair.source) })}
          value={source}
          onInput={(event) => onWrite(pair.source, was.source, event.currentTarget.value)}
        />
      ) : (
        <p class="source" lang={pair.source}>
          {source}
        </p>
      )}
      <div>
        <textarea
          class="field target"
          lang={pair.target}
          rows={rowsFor(target || source)}
          aria-label={t('forms.translate.translation', { key, language: nameOf(pair.target) })}
          aria-describedby={faults.length > 0 ? id : undefined}
          value={target}
          onInput={(event) => onWrite(pair.target, was.target, event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onNext();
          }}
        />
        {faults.length > 0 && (
          <ul class="text-faults small" id={id}>
            {faults.map((fault) => (
              <li key={`${fault.code} ${fault.what}`}>
                {fault.code === 'markup-differs'
                  ? t(`forms.translate.fault.${fault.what}`)
                  : t(`forms.translate.fault.${fault.code}`, { what: fault.what })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** As many lines as the text takes in a column of half a laptop. */
const rowsFor = (text: string): number =>
  Math.min(
    12,
    text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 42)), 0),
  );
