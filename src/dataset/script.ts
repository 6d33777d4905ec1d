/** A script that reads the CSV into R as it is meant: codes with labels, missing values marked, days as days. Base R alone. */
import type { Dataset, Variable } from './dataset.ts';
import type { Speak } from './words.ts';

/** `file` is the CSV with codes that lies beside it. */
export function toRScript({ title, variables }: Dataset, file: string, say: Speak): string {
  const lines = variables.flatMap((variable) => lineOf(variable));
  return `# ${oneLine(title)}
# ${oneLine(say('dataset.script.about', undefined, { file }))}
data <- read.csv(${quoted(file)}, fileEncoding = "UTF-8-BOM", check.names = FALSE,
                 colClasses = "character", na.strings = "", quote = "\\"")
label <- function(name, text) attr(data[[name]], "label") <<- text
coded <- function(name, codes, labels) data[[name]] <<- factor(data[[name]], levels = codes, labels = make.unique(labels))
# ${oneLine(say('dataset.script.apart'))}
missing <- function(name, codes) data[[name]][data[[name]] %in% codes] <<- NA
keep_missing <- TRUE

${lines.join('\n')}
`;
}

function lineOf({ name, label, measure, coding }: Variable): string[] {
  const at = quoted(name);
  const made: string[] = [];
  if (measure.is === 'number') made.push(`data[[${at}]] <- as.numeric(data[[${at}]])`);
  if (measure.is === 'day') made.push(`data[[${at}]] <- as.Date(data[[${at}]])`);
  if (coding) {
    const apart = coding.codes.filter((code) => code.apart).map(({ code }) => quoted(code));
    if (apart.length > 0) made.push(`if (!keep_missing) missing(${at}, c(${apart.join(', ')}))`);
    const codes = coding.codes.map(({ code }) => quoted(code)).join(', ');
    const labels = coding.codes.map((code) => quoted(code.label)).join(', ');
    made.push(`coded(${at}, c(${codes}), c(${labels}))`);
  }
  made.push(`label(${at}, ${quoted(label)})`);
  return made;
}

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\r?\n/g, '\\n').replaceAll('\0', '')}"`;
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
