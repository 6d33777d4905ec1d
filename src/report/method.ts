/** How the figures came about: for whoever wants to check them. */
import { openingOf, plainText, writeDay } from '../questionnaire/index.ts';
import { modeColumn, type Results } from '../results/index.ts';
import { cautionsSaid } from './cautions.ts';
import { type Block, heading, paragraph, small } from './document.ts';
import { categoryWords, isDistribution, percent, words } from './reading.ts';
import type { ReportSource, Teller } from './source.ts';

export function methodOf(source: ReportSource, teller: Teller): Block[] {
  const { t } = teller;
  const { results, grouped } = source;
  const number = new Intl.NumberFormat(teller.language).format;
  const { hidden, all } = hiddenIn(grouped);
  const said = cautionsSaid(results, teller);
  return [
    heading(1, t('report.method')),
    { is: 'facts', facts: factsOf(source, teller) },
    small(t('report.releaseText')),
    heading(2, t('results.method')),
    paragraph(t('results.methodHidden', { threshold: number(results.threshold) })),
    paragraph(t('report.hiddenNow', { hidden: number(hidden), all: number(all) })),
    paragraph(t('results.methodScores')),
    paragraph(t('results.methodReliability')),
    ...(said.length > 0 ? [heading(2, t('results.cautions')), { is: 'list', items: said } as const] : []),
  ];
}

function factsOf(source: ReportSource, teller: Teller): (readonly [string, string])[] {
  const { t, language, nameOf } = teller;
  const { survey, questionnaire, version, results, hash, software } = source;
  const number = new Intl.NumberFormat(language).format;
  const title = words(teller, questionnaire.title, questionnaire.id);
  return [
    [t('report.mode'), modesIn(results, teller)],
    [t('report.open'), openDays(source, teller)],
    [t('report.response'), responseIn(source, teller)],
    [t('report.languages'), survey.languages.map(nameOf).join(', ')],
    [t('report.privacy'), t(`report.privacyIs.${survey.privacy}`)],
    [t('report.weights'), results.release?.weighted ? t('report.weighted') : t('report.unweighted')],
    [t('report.threshold'), t('report.people', { number: number(results.threshold) })],
    [t('report.survey'), survey.id],
    [t('report.questionnaire'), [title, questionnaire.version].filter(Boolean).join(' · ')],
    [t('report.questionnaireHash'), version],
    [t('report.releaseHash'), hash],
    [t('report.software'), software],
  ];
}

function responseIn({ survey, invitations }: ReportSource, { t, language }: Teller): string {
  const number = new Intl.NumberFormat(language).format;
  if (invitations && invitations.links > 0)
    return t('report.responseInvited', {
      used: number(invitations.used),
      links: number(invitations.links),
      share: percent(language, 1)(invitations.used / invitations.links),
    });
  return survey.answeredBy === 'devices' ? t('report.responseDevices') : t('report.responseOpen');
}

/** How it was answered, with how many did so, as far as that may be told. */
function modesIn({ questions }: Results, teller: Teller): string {
  const { t, language } = teller;
  const question = questions.find(({ path }) => path === modeColumn);
  if (!question?.all) return t('results.hidden');
  const number = new Intl.NumberFormat(language).format;
  const names = categoryWords(teller, question);
  if (!isDistribution(question.all)) return names[question.all.category ?? 0] ?? '';
  const { counts } = question.all;
  const told = counts.flatMap((count, at) => (count ? [`${names[at]}: ${number(count)}`] : []));
  return [...told, ...(counts.includes(null) ? [t('report.modeHidden')] : [])].join('; ');
}

/** When the survey is open for answers. */
export function openDays({ survey: { opensOn, closesOn } }: ReportSource, { t, language }: Teller): string {
  const from = opensOn === undefined ? '' : writeDay(opensOn, language);
  const to = closesOn === undefined ? '' : writeDay(closesOn, language);
  if (from && to) return t('report.openFromTo', { from, to });
  return from ? t('report.openFrom', { from }) : to ? t('report.openTo', { to }) : t('report.openAlways');
}

/** How many figures of groups are hidden, of how many there are. */
function hiddenIn(grouped: readonly Results[]): { readonly hidden: number; readonly all: number } {
  const figures = grouped.flatMap(({ by, questions, scores }) =>
    [...questions.filter(({ name }) => name !== by?.name), ...scores].flatMap(({ groups = [] }) =>
      groups.filter((_, at) => by?.sizes[at] !== 0),
    ),
  );
  return { hidden: figures.filter((it) => it === null).length, all: figures.length };
}

/** What respondents read before they agreed, as it was shown in the report's language. */
export function consentOf({ survey, questionnaire }: ReportSource, teller: Teller): Block[] {
  const { t, language } = teller;
  const shown = survey.languages.includes(language) ? language : survey.defaultLanguage;
  const opening = openingOf(questionnaire, shown, survey.inserts, writeDay);
  if (!opening) return [];
  return [
    heading(1, t('report.consent')),
    paragraph(t('report.consentText')),
    {
      is: 'quote',
      paragraphs: [
        ...paragraphsIn(opening.notice),
        opening.question,
        ...opening.choices.map(({ label }) => `□ ${label}`),
      ],
    },
  ];
}

/** The paragraphs of an author's words, without marks. */
const paragraphsIn = (text: string): string[] => text.split(/\n\s*\n/).map(plainText);
