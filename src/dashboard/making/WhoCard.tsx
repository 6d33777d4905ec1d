import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { Choices } from './fields.tsx';
import type { Making } from './usePlan.ts';

/** Who may answer, and what is promised to them. */
export function WhoCard({ making: { plan, standing, change } }: { making: Making }) {
  const { t } = useText();
  const id = useId();
  const who = plan.answeredBy === 'devices' ? 'devices' : plan.invited ? 'invited' : 'link';
  const each = <Value extends string>(values: readonly Value[], shelf: 'who' | 'privacy') =>
    values.map((value) => ({
      value,
      words: t(`making.${shelf}.${value}` as 'making.who.link'),
      meaning: t(`making.${shelf}Text.${value}` as 'making.whoText.link'),
    }));
  return (
    <section class="desk-card" aria-labelledby={`${id}who`}>
      <h2 id={`${id}who`}>{t('making.people')}</h2>
      <Choices
        at="answeredBy"
        label={t('making.whoAnswers')}
        value={who}
        choices={each(['link', 'invited', 'devices'] as const, 'who')}
        onChange={(value) =>
          change({
            answeredBy: value === 'devices' ? 'devices' : undefined,
            invited: value === 'invited' ? true : undefined,
          })
        }
      />
      <Choices
        at="privacy"
        label={t('making.promise')}
        how={t(standing.answered ? 'making.promiseFixed' : 'making.promiseHow')}
        value={plan.privacy}
        isFixed={standing.answered}
        choices={each(['anonymous', 'confidential', 'identified'] as const, 'privacy')}
        onChange={(privacy) => change({ privacy })}
      />
    </section>
  );
}
