/** What asks: controls, groups and repeats, and what they do when an answer changes or an instance is added. */

import type { Kind, Question, Questionnaire } from '../../questionnaire/index.ts';
import { looksPaged } from '../appearance.ts';
import { kept, parameter } from './writeBinds.ts';
import { writeItemset } from './writeLists.ts';
import { isInRepeat, meant, type Place, type Places, pathed } from './writePlaces.ts';
import type { WrittenSpeech } from './writeSpeech.ts';
import { type Attributes, escapedText, tag } from './writeXml.ts';

export interface Writing {
  readonly places: Places;
  readonly speech: WrittenSpeech;
  readonly lists: Questionnaire['lists'];
  /** What runs when the answer of a place changes. */
  readonly onChange: Map<Place, string[]>;
  /** The count of a repeat that is more than a path: the node that works it out. */
  readonly counts: ReadonlyMap<Place, string>;
}

const controls: Partial<Record<Kind, string>> = {
  one: 'select1',
  many: 'select',
  rank: 'odk:rank',
  acknowledge: 'trigger',
  range: 'range',
  photo: 'upload',
  audio: 'upload',
  video: 'upload',
  file: 'upload',
};
const mediaTypes: Partial<Record<Kind, string>> = {
  photo: 'image/*',
  audio: 'audio/*',
  video: 'video/*',
  file: 'application/*',
};
const controlParameters = ['start', 'end', 'step', 'rows'];

/** Whether somebody sees it. */
export const isShown = ({ item }: Place): boolean =>
  item !== null && item.kind !== 'calculate' && item.kind !== 'hidden' && item.kind !== 'metadata';

export const writeBody = (all: readonly Place[], writing: Writing): string =>
  all.map((place) => writeOne(place, writing)).join('\n');

function writeOne(place: Place, writing: Writing): string {
  const { item, path } = place;
  const { speech, places, onChange, lists } = writing;
  if (!item || !isShown(place)) return '';
  if ('items' in item) return writeSection(place, writing);
  const { label, hint, guidance, media } = item;
  const attributes: Attributes = {
    ref: path,
    appearance: item.appearance,
    mediatype: mediaTypes[item.kind],
    ...Object.fromEntries(controlParameters.map((name) => [name, parameter(item, name)])),
    'odk:incremental': parameter(item, 'incremental'),
    accuracyThreshold: parameter(item, 'capture-accuracy'),
    unacceptableAccuracyThreshold: parameter(item, 'warning-accuracy'),
  };
  const chooses = item.kind === 'one' || item.kind === 'many' || item.kind === 'rank';
  return tag(controls[item.kind] ?? 'input', kept(item.columns, 'body::', attributes), [
    speech.element('label', `${path}:label`, { words: label, media }, place),
    speech.element('hint', `${path}:hint`, { words: hint, guidance }, place),
    chooses ? writeItemset(item, place, places, lists) : '',
    ...(onChange.get(place) ?? []),
  ]);
}

function writeSection(place: Place, writing: Writing): string {
  const { item, path, children } = place;
  if (!item || !('items' in item)) return '';
  const appearance =
    item.page && !looksPaged(item.appearance)
      ? `field-list ${item.appearance ?? ''}`.trim()
      : item.appearance;
  const said = [
    writing.speech.element('label', `${path}:label`, { words: item.label, media: item.media }, place),
    writing.speech.element('hint', `${path}:hint`, { words: item.hint }, place),
  ];
  const inner = writeBody(children, writing);
  if (item.kind === 'group') return tag('group', { ref: path, appearance }, [...said, inner]);
  const repeat = { nodeset: path, 'jr:count': writing.counts.get(place) };
  const added = withNew(children)
    .filter(({ item: one }) => !(one && 'default' in one && one.default && 'firstOnly' in one.default))
    .map((one) => writeDefault(one, writing.places, 'odk-new-repeat'));
  return tag('group', { ref: path, appearance }, [...said, tag('repeat', repeat, [inner, ...added])]);
}

/** What an added instance begins with: its questions, but not those of repeats within, which are added with theirs. */
const withNew = (all: readonly Place[]): Place[] =>
  all.flatMap((one) => (one.item?.kind === 'repeat' ? [] : [one, ...withNew(one.children)]));

/** `<setvalue>` of a default that is worked out. */
export function writeDefault(place: Place, places: Places, event: string): string {
  const { item, path } = place;
  if (!item || 'items' in item || !item.default || !('formula' in item.default)) return '';
  const value = pathed(item.default.formula, place, places);
  return value === undefined ? '' : tag('setvalue', { event, ref: path, value });
}

/** What happens when an interview begins. Instances that stand there with answers keep them. */
export function writeBeginnings(all: readonly Place[], places: Places, begun = false): string[] {
  return all.flatMap((place) => {
    const { item, path } = place;
    if (!item) return [];
    if ('items' in item) {
      const isBegun = begun || (item.kind === 'repeat' && item.begins !== undefined);
      return writeBeginnings(place.children, places, isBegun);
    }
    const event = 'odk-instance-first-load';
    const set = begun && isInRepeat(place) ? '' : writeDefault(place, places, event);
    return [set, recordingOf(item, path)].filter((one) => one !== '');
  });
}

function recordingOf(question: Question, ref: string): string {
  if (question.metadata === 'start-geopoint')
    return tag('odk:setgeopoint', { event: 'odk-instance-first-load', ref });
  const quality = parameter(question, 'quality');
  if (question.metadata !== 'background-audio') return '';
  return tag('odk:recordaudio', { event: 'odk-instance-load', ref, 'odk:quality': quality });
}

/** What runs when an answer changes, by the question whose answer it is. */
export function readTriggers(places: Places): Map<Place, string[]> {
  const found = new Map<Place, string[]>();
  for (const place of [...places.byName.values()].flat()) {
    const { item, path } = place;
    if (!item || 'items' in item) continue;
    for (const name of item.trigger ?? []) {
      const source = meant(name, place, places);
      if (!source?.item || 'items' in source.item || !isShown(source)) continue;
      const event = 'xforms-value-changed';
      const isPlace = item.kind === 'metadata' && item.metadata === 'background-geopoint';
      const value = item.calculate === undefined ? undefined : pathed(item.calculate, place, places);
      if (!isPlace && value === undefined) continue;
      const action = isPlace
        ? tag('odk:setgeopoint', { event, ref: path })
        : tag('setvalue', { event, ref: path, value });
      found.set(source, [...(found.get(source) ?? []), action]);
    }
  }
  return found;
}

/** An answer as the primary instance holds it. */
export const answerText = (value: unknown): string =>
  escapedText(
    Array.isArray(value)
      ? value.join(' ')
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : '',
  );
