/** The codebook: every variable with its question and what its codes stand for, in all languages of the survey. */
import type { Questionnaire, Words } from '../questionnaire/index.ts';
import { type Cell, readable, type Survey, toCsv } from '../submission/index.ts';
import { type Dataset, labelOf, type Variable } from './dataset.ts';
import { type Speak, speak } from './words.ts';

export interface Codebook {
  readonly dataset: Dataset;
  readonly survey: Pick<Survey, 'id' | 'title' | 'languages' | 'defaultLanguage' | 'inserts' | 'presets'>;
  readonly questionnaire: Questionnaire;
  /** Content hash of the questionnaire. */
  readonly version: string;
}

interface Reader {
  readonly language: string;
  readonly read: (words: Words) => string;
  readonly say: Speak;
}

/** The languages of the survey, the file's own first. */
function readersOf({ dataset, survey, questionnaire }: Codebook): Reader[] {
  const languages = [dataset.language, ...survey.languages.filter((tag) => tag !== dataset.language)];
  return languages.map((language) => ({
    language,
    read: readable(questionnaire, survey, language),
    say: speak(language),
  }));
}

/** One row for each variable and, under it, one for each of its codes; a column of labels for each language. */
export function codebookCsv(codebook: Codebook): AsyncGenerator<string> {
  const readers = readersOf(codebook);
  const columns = ['variable', 'type', 'code', 'number', 'apart', 'relevant'];
  function* rows(): Generator<Cell[]> {
    for (const variable of codebook.dataset.variables) {
      const { name, measure, meaning, coding } = variable;
      const labels = readers.map(({ read, say }) => labelOf(name, meaning, read, say));
      yield [name, measure.is, null, null, null, meaning.relevant ?? null, ...labels];
      for (const { code, number, apart } of coding?.codes ?? []) {
        const said = readers.map((reader) => codeLabel(variable, code, reader));
        yield [name, null, code, number, apart ? 1 : 0, null, ...said];
      }
    }
  }
  return toCsv([...columns, ...readers.map(({ language }) => `label:${language}`)], rows());
}

/** What a code stands for in a language; itself where it is in no list any more. */
export function codeLabel({ meaning }: Variable, code: string, { read }: Pick<Reader, 'read'>): string {
  const label = meaning.choices?.find(({ name }) => name === code)?.label;
  return label === undefined ? code : read(label);
}

/** A page that needs nothing else: for reading, printing, and keeping beside the data. */
export function codebookHtml(codebook: Codebook): string {
  const { dataset, questionnaire, survey, version } = codebook;
  const [own, ...others] = readersOf(codebook);
  if (!own) return '';
  const { say } = own;
  const facts: [string, string][] = [
    [say('dataset.codebook.survey'), survey.id],
    [
      say('dataset.codebook.questionnaire'),
      [own.read(questionnaire.title), questionnaire.version].filter(Boolean).join(' · '),
    ],
    [say('dataset.codebook.version'), version],
    [say('dataset.codebook.rows'), String(dataset.count)],
    [say('dataset.codebook.made'), dataset.made.toISOString()],
  ];
  return `<!doctype html>
<html lang="${attribute(dataset.language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${html(say('dataset.codebook.title', undefined, { of: dataset.title }))}</title>
<style>${style}</style>
<h1>${html(say('dataset.codebook.title', undefined, { of: dataset.title }))}</h1>
<dl>${facts.map(([name, value]) => `<div><dt>${html(name)}</dt><dd>${html(value)}</dd></div>`).join('')}</dl>
<p>${html(say('dataset.codebook.numbers'))}</p>
${dataset.variables.map((variable) => entryOf(variable, own, others)).join('\n')}
</html>
`;
}

function entryOf(variable: Variable, own: Reader, others: readonly Reader[]): string {
  const { name, label, measure, meaning, coding } = variable;
  const { say } = own;
  const also = others.map(
    (reader) =>
      `<li lang="${attribute(reader.language)}">${html(labelOf(name, meaning, reader.read, reader.say))}</li>`,
  );
  const asked = meaning.relevant
    ? `<p>${html(say('dataset.columns.asked'))}: <code>${html(meaning.relevant)}</code></p>`
    : '';
  const codes = coding ? codesOf(variable, own, others) : '';
  return `<section><h2><code>${html(name)}</code> ${html(label)}</h2><p>${html(say(`dataset.types.${measure.is}`))}</p>${
    also.length > 0 ? `<ul>${also.join('')}</ul>` : ''
  }${asked}${codes}</section>`;
}

function codesOf(variable: Variable, own: Reader, others: readonly Reader[]): string {
  const { say } = own;
  const readers = [own, ...others];
  const head = ['code', 'number'].map(
    (column) => `<th scope="col">${html(say(`dataset.columns.${column}`))}</th>`,
  );
  const spoken = readers.map(({ language }) => `<th scope="col">${html(language)}</th>`);
  const rows = variable.coding?.codes.map(({ code, number, apart }) => {
    const cells = readers.map(
      (reader) => `<td lang="${attribute(reader.language)}">${html(codeLabel(variable, code, reader))}</td>`,
    );
    const mark = apart ? ` <em>${html(say('dataset.apart'))}</em>` : '';
    return `<tr><th scope="row"><code>${html(code)}</code>${mark}</th><td>${number}</td>${cells.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0"><table><thead><tr>${[...head, ...spoken].join('')}</tr></thead><tbody>${rows?.join('') ?? ''}</tbody></table></div>`;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}h2{font-size:1rem;margin:2rem 0 .25rem}dl div{display:flex;gap:1rem}dt{min-width:12rem;color:#555}dd{margin:0;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.25rem .5rem;text-align:start;font-weight:400;vertical-align:top}code{background:#f2f2f2;padding:0 .25em}section{break-inside:avoid}';

const html = (text: string): string =>
  text.replace(/[&<>]/g, (it) => (it === '&' ? '&amp;' : it === '<' ? '&lt;' : '&gt;'));
const attribute = (text: string): string => html(text).replaceAll('"', '&quot;');
