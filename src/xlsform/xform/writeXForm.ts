/** A questionnaire as an ODK XForm. What an XForm has no place for stands in a namespace of ours, and is read again. */
import type { Answers, Questionnaire } from '../../questionnaire/index.ts';
import { writeBind } from './writeBinds.ts';
import { answerText, readTriggers, type Writing, writeBeginnings, writeBody } from './writeBody.ts';
import { writeLists } from './writeLists.ts';
import { type Place, type Places, pathed, placesOf } from './writePlaces.ts';
import { ownSpace, type Rest, readAsOthers, restOf, writeRest } from './writeRest.ts';
import { WrittenSpeech } from './writeSpeech.ts';
import { escapedText, tag } from './writeXml.ts';

/** The XML of a form that gives the same questionnaire when it is read again. */
export function writeXForm(questionnaire: Questionnaire): string {
  const places = placesOf(questionnaire);
  const plain = write(questionnaire, places, {
    parts: [{ ref: null, name: 'languages', value: questionnaire.languages }],
  });
  if (questionnaire.items.length === 0) return plain;
  return write(questionnaire, places, restOf(questionnaire, places, readAsOthers(plain)));
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const spaces = {
  xmlns: 'http://www.w3.org/2002/xforms',
  'xmlns:h': 'http://www.w3.org/1999/xhtml',
  'xmlns:jr': 'http://openrosa.org/javarosa',
  'xmlns:odk': 'http://www.opendatakit.org/xforms',
  'xmlns:orx': 'http://openrosa.org/xforms',
  'xmlns:rintis': ownSpace,
};

function write(questionnaire: Questionnaire, places: Places, rest: Rest): string {
  const { title, defaultLanguage, settings = {}, lists } = questionnaire;
  const { root } = places;
  const speech = new WrittenSpeech(questionnaire, places);
  const audit = root.children.find(isAudit);
  const asked = root.children.filter((place) => place !== audit);
  const counts = countsOf(places);
  const writing: Writing = { places, speech, lists, onChange: readTriggers(places), counts: counts.paths };
  const body = writeBody(asked, writing);
  const instances = writeLists(questionnaire, places, speech);
  const binds = [...all(asked)].map((place) => writeBind(place, places, speech));
  const setting = (name: string): string | undefined =>
    (Object.hasOwn(settings, name) && settings[name]) || undefined;
  const model = [
    speech.toXml(),
    tag('instance', {}, instanceOf(questionnaire, asked, root, audit !== undefined, counts.nodes)),
    ...instances,
    usesLastSaved([...binds, body].join('')) ? lastSaved : '',
    ...binds,
    ...counts.binds,
    ...metaBinds(questionnaire, places, audit),
    ...writeBeginnings(asked, places),
    submissionOf(setting),
  ].filter((one) => one !== '');
  const said = typeof title === 'string' ? title : (title[defaultLanguage] ?? Object.values(title)[0] ?? '');
  const head = [tag('h:title', {}, escapedText(said)), tag('model', {}, model.join('\n')), writeRest(rest)];
  const style = setting('style');
  return `${declaration}${tag('h:html', spaces, [
    `\n${tag('h:head', {}, head.join('\n'))}\n`,
    `${tag('h:body', { class: style }, body)}\n`,
  ])}\n`;
}

function* all(places: readonly Place[]): Iterable<Place> {
  for (const place of places) {
    yield place;
    yield* all(place.children);
  }
}

/** OpenRosa keeps the log of an interview in `meta`. */
const isAudit = ({ item, name }: Place): boolean =>
  item?.kind === 'metadata' && item.metadata === 'audit' && item.name === 'audit' && name === 'audit';

const lastSaved = tag('instance', { id: '__last-saved', src: 'jr://instance/last-saved' });
const usesLastSaved = (xml: string): boolean => xml.includes("instance('__last-saved')");

/** The primary instance: defaults, and the instances that repeats begin with. */
function instanceOf(
  { id, version, instanceName, settings = {} }: Questionnaire,
  asked: readonly Place[],
  { name }: Place,
  hasAudit: boolean,
  counts: ReadonlyMap<Place, string>,
): string {
  const meta = tag('meta', {}, [
    tag('instanceID'),
    instanceName === undefined ? '' : tag('instanceName'),
    hasAudit ? tag('audit') : '',
  ]);
  const nodes = asked.map((place) => nodeOf(place, undefined, counts)).join('\n');
  const prefix = Object.hasOwn(settings, 'prefix') ? settings.prefix : undefined;
  return tag(name, { id, version, 'odk:prefix': prefix }, [nodes, '\n', meta]);
}

/** The template of a repeat stands once: templates hold templates, instances do not. */
function nodeOf(
  place: Place,
  answers: Answers | undefined,
  counts: ReadonlyMap<Place, string>,
  withTemplate = true,
): string {
  const { item, name, children } = place;
  if (!item) return '';
  const said = answers && Object.hasOwn(answers, item.name) ? answers[item.name] : undefined;
  const inside = (own: Answers | undefined, isOne = withTemplate): string[] =>
    children.map((child) => nodeOf(child, own, counts, isOne));
  if (item.kind === 'group') return tag(name, {}, inside(isAnswers(said) ? said : undefined));
  if (item.kind === 'repeat') {
    const begins = Array.isArray(said) ? said.filter(isAnswers) : (item.begins ?? [{}]);
    const helper = counts.get(place);
    return [
      helper === undefined ? '' : tag(helper),
      withTemplate ? tag(name, { 'jr:template': '' }, inside(undefined)) : '',
      ...begins.map((one) => tag(name, {}, inside(one, false))),
    ].join('');
  }
  const usual = item.default && 'literal' in item.default ? item.default.literal : '';
  return tag(name, {}, said === undefined ? answerText(usual) : answerText(said));
}

const isAnswers = (said: unknown): said is Answers =>
  typeof said === 'object' && said !== null && !Array.isArray(said);

/** `jr:count` takes a path only: any other count is worked out by a node beside the repeat. */
function countsOf({ root, byName }: Places) {
  const [paths, nodes, binds] = [new Map<Place, string>(), new Map<Place, string>(), [] as string[]];
  for (const place of [...byName.values()].flat()) {
    const { item } = place;
    if (item?.kind !== 'repeat' || item.count === undefined) continue;
    const count = pathed(item.count, place, { root, byName });
    if (count === undefined) continue;
    if (/^(\/|\.\.\/)[^\s()[\]'"+*=<>|]+$/.test(count)) {
      paths.set(place, count);
      continue;
    }
    const brothers = new Set([...(place.parent?.children ?? []).map(({ name }) => name), 'meta']);
    let helper = `${place.name}_count`;
    while (brothers.has(helper)) helper += '_';
    const path = `${place.parent?.path ?? ''}/${helper}`;
    paths.set(place, path);
    nodes.set(place, helper);
    binds.push(tag('bind', { nodeset: path, type: 'string', readonly: 'true()', calculate: count }));
  }
  return { paths, nodes, binds };
}

function metaBinds({ instanceName }: Questionnaire, places: Places, audit: Place | undefined): string[] {
  const { root } = places;
  const meta: Place = { item: null, name: 'meta', path: `${root.path}/meta`, parent: root, children: [] };
  const calculate = instanceName === undefined ? undefined : pathed(instanceName, meta, places);
  const watched = audit?.item && !('items' in audit.item) ? Object.entries(audit.item.parameters ?? {}) : [];
  const parameters = watched.flatMap(([name, text]) =>
    /^(location|track|identify)-[a-z-]+$/.test(name) ? [[`odk:${name}`, text] as const] : [],
  );
  return [
    tag('bind', {
      nodeset: `${meta.path}/instanceID`,
      type: 'string',
      readonly: 'true()',
      'jr:preload': 'uid',
    }),
    calculate === undefined
      ? ''
      : tag('bind', { nodeset: `${meta.path}/instanceName`, type: 'string', calculate }),
    audit
      ? tag('bind', { nodeset: `${meta.path}/audit`, type: 'binary', ...Object.fromEntries(parameters) })
      : '',
  ].filter((one) => one !== '');
}

function submissionOf(setting: (name: string) => string | undefined): string {
  const said = {
    action: setting('submission_url'),
    base64RsaPublicKey: setting('public_key'),
    'orx:auto-send': setting('auto_send'),
    'orx:auto-delete': setting('auto_delete'),
  };
  const isSaid = Object.values(said).some((one) => one !== undefined);
  return isSaid ? tag('submission', { ...said, method: said.action && 'post' }) : '';
}
