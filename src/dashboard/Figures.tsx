import { useText } from '../i18n/index.ts';
import type { SurveySummary } from '../submission/index.ts';

/** How much has arrived; what is rare is said only where there is some. */
export function Figures({ survey: { submissions, revisions, late, review = 0 } }: { survey: SurveySummary }) {
  const { t, language } = useText();
  const format = new Intl.NumberFormat(language);
  const figures = [
    { name: t('coordinator.submissions'), figure: submissions, always: true },
    { name: t('coordinator.revisions'), figure: revisions },
    { name: t('coordinator.late'), figure: late },
    { name: t('coordinator.review'), figure: review },
  ];
  return (
    <dl class="figures">
      {figures
        .filter(({ figure, always }) => always || figure > 0)
        .map(({ name, figure }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.format(figure)}</dd>
          </div>
        ))}
    </dl>
  );
}
