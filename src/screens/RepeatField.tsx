import { useText } from '../i18n/index.ts';
import { type Interview, type PageItem, type Ref, sectionAt } from '../questionnaire/index.ts';

/** The instances of a repeat: what was added, one more, one less. Their questions stand on steps of their own. */
export function RepeatField({
  interview,
  repeat,
  onAdd,
  onRemove,
}: {
  interview: Interview;
  repeat: Extract<PageItem, { kind: 'repeat' }>;
  onAdd(): void;
  onRemove(ref: Ref): void;
}) {
  const { t } = useText();
  const label = sectionAt(interview, repeat.ref)?.label;
  const nameOf = (position: number) => `${label?.text ?? ''} ${position}`.trim();
  return (
    <section class="question" data-ref={repeat.ref}>
      {label && (
        <h2 class="asks" lang={label.language}>
          {label.text}
        </h2>
      )}
      {repeat.instances.length === 0 && <p class="quiet">{t('repeat.none')}</p>}
      <ul class="list">
        {repeat.instances.map(({ ref, position }) => (
          <li key={ref} class="under">
            <span>{nameOf(position)}</span>
            {repeat.canChange && (
              <button
                type="button"
                class="button plain bad"
                aria-label={t('repeat.removeThis', { name: nameOf(position) })}
                onClick={() => onRemove(ref)}
              >
                {t('repeat.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {repeat.canChange && (
        <button type="button" class="button" onClick={onAdd}>
          {t('repeat.add')}
        </button>
      )}
    </section>
  );
}
