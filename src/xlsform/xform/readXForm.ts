/** An ODK XForm's text in; a questionnaire out, with everything that there is to tell its author. */
import type { Item, Questionnaire } from '../../questionnaire/index.ts';
import { checked, type Imported, refused } from '../check.ts';
import { Languages, unnamed } from '../languages.ts';
import { nowhere, Problems, Refusal } from '../problems.ts';
import { given, Reading } from '../reading.ts';
import { readActions } from './actions.ts';
import { withBegins } from './begins.ts';
import { readItems, type Source } from './items.ts';
import { readInstances } from './lists.ts';
import { inOrder, type Node, readNodes } from './nodes.ts';
import { named } from './paths.ts';
import { readDeclared, withRest } from './rest.ts';
import { Speech } from './speech.ts';
import { attribute, type Element, elements, first, readXml, textOf } from './tree.ts';

/** Reads the XML of a form. Problems name the line as row of the sheet `xform`. Never throws at a bad file. */
export async function readXForm(text: string): Promise<Imported> {
  const problems = new Problems();
  try {
    const html = readXml(text);
    const quiet = new Reading(new Problems(), new Languages(new Problems(), [])); // what is told here is told again below
    const reading = new Reading(problems, new Languages(problems, readDeclared(html, quiet)));
    const { questionnaire, root } = readPlain(html, reading);
    return await checked(withRest(questionnaire, html, root, reading), reading);
  } catch (thrown) {
    return refused(thrown, problems);
  }
}

/** What stands in the XForm itself, and the path of its root. */
export function readPlain(html: Element, reading: Reading): { questionnaire: Questionnaire; root: string } {
  const head = first(html, 'head');
  const model = first(head, 'model');
  const body = first(html, 'body');
  const primary = elements(model, 'instance').find(
    (one) => elements(one).length > 0 && attribute(one, 'src') === undefined,
  );
  const [root] = elements(primary);
  if (!model || !primary || !root) {
    throw new Refusal('xml-not-xform', { root: html.name }, { ...nowhere, sheet: 'xform', row: html.line });
  }
  const nodes = readNodes(root, model, body);
  const speech = new Speech(model, reading, nodes);
  readInstances(model, primary, nodes.root, speech, reading);
  const style = attribute(body, 'class') ?? '';
  const source: Source = {
    nodes,
    speech,
    reading,
    actions: readActions([model, body], nodes),
    inlineLists: new Map(),
    pages: /(^|\s)pages(\s|$)/.test(style),
  };
  const { items, instanceName } = readAll(source);
  const title = textOf(first(head, 'title'));
  const id = attribute(root, 'id') ?? root.name;
  const { languages } = reading;
  if (!languages.any) languages.defaultTag = unnamed;
  const settings = settingsOf(model, root, style.replace(/(^|\s)pages(?=\s|$)/, '').trim());
  if (items.length === 0)
    throw new Refusal('survey-empty', {}, { sheet: 'xform', row: root.line, column: null });
  const questionnaire: Questionnaire = {
    format: 1,
    id,
    title: title || id,
    ...given({ version: attribute(root, 'version') }),
    languages: languages.translations(),
    defaultLanguage: languages.defaultTag,
    items: withBegins(items, root, nodes.root.path, source),
    lists: {},
    ...given({ instanceName, settings: Object.keys(settings).length > 0 ? settings : undefined }),
  };
  return { questionnaire, root: nodes.root.path };
}

const ofEverySubmission = new Set([
  'instanceID',
  'instanceName',
  'deprecatedID',
  'userID',
  'deviceID',
  'timeStart',
  'timeEnd',
]);

/** The root's items; what stands in `meta` is read apart, unless an author put questions of a form there. */
function readAll(source: Source): { items: Item[]; instanceName: string | undefined } {
  const { nodes, reading } = source;
  const meta = nodes.root.children.find(isMeta);
  const nameNode = meta?.children.find(({ element }) => element.name === 'instanceName');
  const formula = attribute(nameNode?.bind, 'calculate');
  const line = { sheet: 'xform', row: nameNode?.bind?.line ?? null, column: null };
  const instanceName =
    nameNode && formula !== undefined
      ? reading.formulaIn(named(formula, { self: nameNode, nodes }), line, '', 'instanceName')
      : undefined;
  const audit = meta?.children.find(({ element }) => element.name === 'audit');
  for (const { element } of meta?.children ?? []) {
    if (ofEverySubmission.has(element.name) || element.name === 'audit') continue;
    reading.problems.tell(
      'xform-not-carried',
      { sheet: 'xform', row: element.line, column: null },
      { what: `meta/${element.name}` },
    );
  }
  const root = meta
    ? { ...nodes.root, children: nodes.root.children.filter((node) => node !== meta) }
    : nodes.root;
  return { items: [...readItems(root, '', source), ...auditQuestion(audit)], instanceName };
}

/** OpenRosa's own `meta`: only what every submission has. A group that authors called so is one like any other. */
const isMeta = (node: Node): boolean =>
  node.element.name === 'meta' &&
  !node.control &&
  node.children.some(({ element }) => element.name === 'instanceID') &&
  inOrder(node).every(({ control }) => !control);

function auditQuestion(audit: Node | undefined): Item[] {
  if (!audit) return [];
  const parameters = [...(audit.bind?.attributes ?? [])].filter(([name]) =>
    /^(location|track|identify)-/.test(name),
  );
  return [
    {
      kind: 'metadata',
      name: audit.name,
      metadata: 'audit',
      ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    },
  ];
}

function settingsOf(model: Element, root: Element, style: string): Record<string, string> {
  const submission = first(model, 'submission');
  const all = {
    name: root.name === 'data' ? undefined : root.name,
    style: style || undefined,
    submission_url: attribute(submission, 'action'),
    public_key: attribute(submission, 'base64RsaPublicKey'),
    auto_send: attribute(submission, 'auto-send'),
    auto_delete: attribute(submission, 'auto-delete'),
    prefix: attribute(root, 'prefix'),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
