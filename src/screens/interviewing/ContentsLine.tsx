import { useText } from '../../i18n/index.ts';
import type { ContentsMark, ContentsRow } from '../../questionnaire/index.ts';

/** One line of the contents. How a question stands is said in words beside its sign: nobody has to know colours. */
export function ContentsLine({
  row,
  words,
  path,
  isHere,
  fold,
  isFlat,
  onGo,
}: {
  row: ContentsRow;
  words: string;
  /** What it stands in, where the lines around it are not shown. */
  path: string;
  isHere: boolean;
  fold: { readonly isOpen: boolean; turn(): void } | null;
  isFlat: boolean;
  onGo(): void;
}) {
  const { t } = useText();
  const depth = isFlat ? 0 : Math.min(row.depth, 4);
  return (
    <div class={`line ${row.kind}`} style={{ '--depth': depth }}>
      {fold && (
        <button
          type="button"
          class="fold"
          aria-expanded={fold.isOpen}
          aria-label={t('contents.inside', { name: words })}
          onClick={fold.turn}
        >
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M7 4l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2" />
          </svg>
        </button>
      )}
      <button type="button" class="go" aria-current={isHere ? 'step' : undefined} onClick={onGo}>
        {path !== '' && <span class="quiet small">{path}</span>}
        <span class="words">{words}</span>
        <span class="small standing">
          {row.mark && <Mark mark={row.mark} />}
          {row.count && <Count count={row.count} />}
          {isHere && <b>{t('contents.here')}</b>}
        </span>
      </button>
    </div>
  );
}

const signs: Record<ContentsMark, string> = {
  answered: '✓',
  blank: '–',
  missing: '●',
  wanted: '○',
  unacceptable: '!',
};

const Mark = ({ mark }: { mark: ContentsMark }) => {
  const { t } = useText();
  return (
    <span class={`mark ${mark}`}>
      <span class="sign" aria-hidden="true">
        {signs[mark]}
      </span>
      {t(`contents.${mark}`)}
    </span>
  );
};

function Count({ count }: { count: NonNullable<ContentsRow['count']> }) {
  const { t } = useText();
  const { answered, blank, missing, wanted, unacceptable } = count;
  const asked = answered + blank + missing + wanted + unacceptable;
  const toDo = missing + wanted;
  return (
    <>
      <span class={answered === asked ? 'mark answered' : 'mark'}>
        {answered === asked && (
          <span class="sign" aria-hidden="true">
            ✓
          </span>
        )}
        {t('contents.count', { answered: answered + unacceptable, asked })}
      </span>
      {toDo > 0 && (
        <span class="mark missing">
          <span class="sign" aria-hidden="true">
            ●
          </span>
          {t('contents.missingSome', { number: toDo })}
        </span>
      )}
      {unacceptable > 0 && (
        <span class="mark unacceptable">
          <span class="sign" aria-hidden="true">
            !
          </span>
          {t('contents.wrongSome', { number: unacceptable })}
        </span>
      )}
    </>
  );
}
