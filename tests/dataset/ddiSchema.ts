/**
 * What DDI-Codebook 2.5 says of the elements that we write: which stand inside which, in what order and how often, and what their
 * attributes may be. After codebook.xsd of 17 January 2012 (DDI Alliance, "DDI-Codebook 2.5"), whose file no package of ours carries;
 * every element and attribute that we write must stand here, so that a new one is looked up there first.
 */
import type { Element } from '../support/xml.ts';

/** `?` once at most, `*` any number, nothing: exactly once. `text`: words inside. */
interface Model {
  readonly holds?: readonly string[];
  /** Its elements in any order. */
  readonly mixed?: readonly string[];
  readonly text?: RegExp;
  readonly attributes?: Readonly<Record<string, RegExp>>;
  readonly required?: readonly string[];
}

const any = /[\s\S]*/;
const name = /^[\p{L}_][\p{L}\p{N}._-]*$/u; // xs:ID
const names = /^[\p{L}_][\p{L}\p{N}._-]*( [\p{L}_][\p{L}\p{N}._-]*)*$/u; // xs:IDREFS
const globals: Model['attributes'] = {
  ID: name,
  'xml:lang': /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/, // xs:language
};
const words: Model = { text: any };

export const ddi25: Readonly<Record<string, Model>> = {
  codeBook: {
    holds: ['docDscr*', 'stdyDscr', 'stdyDscr*', 'fileDscr*', 'dataDscr*', 'otherMat*'],
    attributes: { version: /^2\.5$/, xmlns: /^ddi:codebook:2_5$/ },
  },
  docDscr: { holds: ['citation?', 'guide?', 'docStatus?', 'docSrc*', 'controlledVocabUsed*', 'notes*'] },
  stdyDscr: {
    holds: [
      'citation',
      'citation*',
      'studyAuthorization*',
      'stdyInfo*',
      'studyDevelopment*',
      'method*',
      'dataAccs*',
      'othrStdyMat*',
      'notes*',
    ],
  },
  citation: {
    holds: [
      'titlStmt',
      'rspStmt?',
      'prodStmt?',
      'distStmt?',
      'serStmt*',
      'verStmt*',
      'biblCit?',
      'holdings*',
      'notes*',
    ],
  },
  titlStmt: { holds: ['titl', 'subTitl*', 'altTitl*', 'parTitl*', 'IDNo*'] },
  titl: words,
  parTitl: words,
  IDNo: { text: any, attributes: { agency: any, level: any } },
  prodStmt: {
    holds: ['producer*', 'copyright?', 'prodDate*', 'prodPlac*', 'software*', 'fundAg*', 'grantNo*'],
  },
  prodDate: { text: any, attributes: { date: any } },
  software: { text: any, attributes: { date: any, version: any } },
  verStmt: { holds: ['version?', 'verResp?', 'notes*'] },
  version: { text: any, attributes: { date: any, type: any } },
  fileDscr: { holds: ['fileTxt*', 'locMap?', 'notes*'], attributes: { URI: any } },
  fileTxt: {
    holds: [
      'fileName?',
      'fileCitation?',
      'fileCont?',
      'fileStrc?',
      'dimensns?',
      'fileType?',
      'format?',
      'filePlac?',
      'dataChck*',
      'ProcStat?',
      'dataMsng?',
      'software*',
      'verStmt?',
    ],
  },
  fileName: words,
  dimensns: { holds: ['caseQnty*', 'varQnty*', 'logRecL*', 'recPrCas*', 'recNumTot*'] },
  caseQnty: { text: /^\d+$/ },
  varQnty: { text: /^\d+$/ },
  fileType: { text: any, attributes: { charset: any } },
  dataDscr: { holds: ['varGrp*', 'nCubeGrp*', 'var*', 'nCube*', 'notes*'] },
  var: {
    holds: [
      'location*',
      'labl*',
      'imputation?',
      'security?',
      'embargo?',
      'respUnit?',
      'anlysUnit?',
      'qstn*',
      'valrng*',
      'invalrng*',
      'undocCod*',
      'universe*',
      'TotlResp?',
      'sumStat*',
      'txt*',
      'stdCatgry*',
      'catgryGrp*',
      'catgry*',
      'codInstr*',
      'verStmt*',
      'concept*',
      'derivation?',
      'varFormat?',
      'geoMap*',
      'catLevel*',
      'notes*',
    ],
    attributes: { name: any, files: names, intrvl: /^(contin|discrete)$/ },
    required: ['name'],
  },
  labl: { text: any, attributes: { level: any } },
  qstn: { mixed: ['preQTxt', 'qstnLit', 'postQTxt', 'forward', 'backward', 'ivuInstr'] },
  qstnLit: words,
  universe: { text: any, attributes: { level: any, clusion: /^[IE]$/ } },
  catgry: {
    holds: ['catValu?', 'labl*', 'txt*', 'catStat*', 'mrow?'],
    attributes: { missing: /^[YN]$/, missType: any },
  },
  catValu: words,
  varFormat: {
    text: any,
    attributes: {
      type: /^(character|numeric)$/,
      schema: /^(SAS|SPSS|IBM|ANSI|ISO|XML-Data|other)$/,
      category: /^(date|time|currency|other)$/,
      formatname: any,
    },
  },
};

/** Everything in a document that the schema does not allow. */
export function problemsOf(root: Element): string[] {
  const all = [...below(root)];
  const ids = all.flatMap(({ attributes }) => attributes.get('ID') ?? []);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const nowhere = all
    .flatMap(({ attributes }) => attributes.get('files')?.split(' ') ?? [])
    .filter((id) => !ids.includes(id));
  return [
    ...all.flatMap(judge),
    ...twice.map((id) => `ID ${id} stands twice`),
    ...nowhere.map((id) => `${id} is nowhere`),
  ];
}

function* below(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* below(child);
}

function judge({ name, attributes, children, text }: Element): string[] {
  const model = ddi25[name];
  if (!model) return [`${name} is not known`];
  const known = { ...globals, ...model.attributes };
  const order = children.map((child) => child.name);
  const wrong = [...attributes].filter(([key, value]) => !known[key]?.test(value));
  const missing = (model.required ?? []).filter((key) => !attributes.has(key));
  const own = text.trim();
  return [
    ...wrong.map(([key, value]) => `${name} ${key}="${value}"`),
    ...missing.map((key) => `${name} has no ${key}`),
    ...(isInOrder(order, model) ? [] : [`${name} holds ${order.join(' ')}`]),
    ...(children.length === 0 && own !== '' && !model.text?.test(own) ? [`${name} says ${own}`] : []),
  ];
}

function isInOrder(order: readonly string[], { holds = [], mixed }: Model): boolean {
  if (mixed) return order.every((child) => mixed.includes(child));
  const pattern = holds.map((one) => {
    const [, child = '', often = ''] = /^(\w+)([?*]?)$/.exec(one) ?? [];
    return `(?:${child} )${often}`;
  });
  return new RegExp(`^${pattern.join('')}$`).test(order.map((child) => `${child} `).join(''));
}
