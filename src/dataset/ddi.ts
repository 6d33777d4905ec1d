/** DDI Codebook 2.5 (https://ddialliance.org/Specification/DDI-Codebook/2.5/): the form in which archives keep what variables mean. */
import { readable } from '../submission/index.ts';
import { type Codebook, codeLabel } from './codebook.ts';
import { labelOf, type Variable } from './dataset.ts';
import { speak } from './words.ts';
import { escaped } from './xlsx.ts';

/** The document, in all languages of the survey. */
export function toDdi(codebook: Codebook): string {
  const { dataset, survey, questionnaire, version } = codebook;
  const day = dataset.made.toISOString().slice(0, 10);
  const readers = survey.languages.map((language) => ({
    language,
    read: readable(questionnaire, survey, language),
    say: speak(language),
  }));
  const title = readers
    .map(({ language, read }) => ({ language, text: read(survey.title) }))
    .map(({ language, text }, at) =>
      at === 0
        ? `<titl xml:lang="${langOf(language)}">${xml(text)}</titl>`
        : `<parTitl xml:lang="${langOf(language)}">${xml(text)}</parTitl>`,
    )
    .join('');
  const variables = dataset.variables.map((variable, at) => {
    const id = `V${at + 1}`;
    const { name, meaning, coding } = variable;
    const labels = readers.map(
      ({ language, read, say }) =>
        `<labl xml:lang="${langOf(language)}">${xml(labelOf(name, meaning, read, say))}</labl>`,
    );
    const asked = readers
      .filter(() => meaning.label !== undefined)
      .map(
        ({ language, read }) =>
          `<qstnLit xml:lang="${langOf(language)}">${xml(meaning.label === undefined ? '' : read(meaning.label))}</qstnLit>`,
      );
    const codes = (coding?.codes ?? []).map(({ code, apart }) => {
      const said = readers.map(
        (reader) =>
          `<labl xml:lang="${langOf(reader.language)}">${xml(codeLabel(variable, code, reader))}</labl>`,
      );
      return `<catgry missing="${apart ? 'Y' : 'N'}"><catValu>${xml(code)}</catValu>${said.join('')}</catgry>`;
    });
    const universe = meaning.relevant ? `<universe>${xml(meaning.relevant)}</universe>` : '';
    return `<var ID="${id}" name="${xml(name)}" files="F1" intrvl="${intervalOf(variable)}">${labels.join('')}${
      asked.length > 0 ? `<qstn>${asked.join('')}</qstn>` : ''
    }${universe}${codes.join('')}${formatOf(variable)}</var>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<codeBook xmlns="ddi:codebook:2_5" version="2.5" ID="survey-${xml(survey.id)}">
<docDscr><citation><titlStmt>${title}</titlStmt><prodStmt><prodDate date="${day}">${day}</prodDate><software>Rintis</software></prodStmt></citation></docDscr>
<stdyDscr><citation><titlStmt>${title}<IDNo agency="Rintis">${xml(survey.id)}</IDNo></titlStmt><verStmt><version type="questionnaire">${version}</version></verStmt></citation></stdyDscr>
<fileDscr ID="F1"><fileTxt><fileName>${xml(survey.id)}.csv</fileName><dimensns><caseQnty>${dataset.count}</caseQnty><varQnty>${dataset.variables.length}</varQnty></dimensns><fileType charset="UTF-8">text/csv</fileType></fileTxt></fileDscr>
<dataDscr>
${variables.join('\n')}
</dataDscr>
</codeBook>
`;
}

const intervalOf = ({ measure }: Variable): string =>
  measure.is === 'number' && !measure.whole ? 'contin' : 'discrete';

function formatOf({ measure }: Variable): string {
  if (measure.is === 'number') return '<varFormat type="numeric"/>';
  const schema =
    measure.is === 'day'
      ? 'date'
      : measure.is === 'time'
        ? 'time'
        : measure.is === 'moment'
          ? 'dateTime'
          : null;
  return schema
    ? `<varFormat type="character" schema="XML-Data" category="${schema === 'dateTime' ? 'date' : schema}">${schema}</varFormat>`
    : '<varFormat type="character"/>';
}

/** A language as XML Schema writes it; XLSForm allows any word with an underscore. */
const langOf = (tag: string): string => {
  const written = tag.replaceAll('_', '-');
  return /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(written) ? written : 'und';
};

const xml = (text: string): string => escaped(text).replaceAll('"', '&quot;');
