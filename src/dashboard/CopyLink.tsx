import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { respondentLink } from '../submission/index.ts';

/** The link for respondents, to read, to mark and to copy. `labelledBy`: where the page has said already what it is. */
export function CopyLink({ survey, labelledBy }: { survey: string; labelledBy?: string }) {
  const { t } = useText();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const id = useId();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 4_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div class="asked">
      {!labelledBy && <label for={id}>{t('coordinator.link')}</label>}
      <div class="copy">
        <input
          class="field"
          id={id}
          ref={field}
          aria-labelledby={labelledBy}
          readOnly
          value={respondentLink(location.origin, survey)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="button"
          onClick={() => field.current && void copy(field.current).then(setCopied)}
        >
          {copied ? `✓ ${t('receipt.copied')}` : t('coordinator.copy')}
        </button>
        <span class="unseen" role="status">
          {copied && t('receipt.copied')}
        </span>
      </div>
    </div>
  );
}

/** An office on plain http has no clipboard of the modern kind; there the marked text is copied as browsers always did. */
async function copy(field: HTMLInputElement): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // not allowed by the person or the browser's settings: the other way may be
    }
  }
  field.select();
  return document.execCommand('copy');
}
