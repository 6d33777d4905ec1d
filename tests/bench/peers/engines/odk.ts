/** ODK Web Forms' engine in Node, on jsdom, with the form as an XForm. */
import { createRequire } from 'node:module';
import type { Engine, Place } from '../../core/engine.ts';
import { lists, type Option, summed } from '../../core/form.ts';

/** As much of the package's types as is used here: nobody has to install the peers to check our types. */
interface OdkNode {
  readonly currentState: {
    readonly reference: string;
    readonly relevant: boolean;
    readonly value?: unknown;
    readonly label?: OdkText | null;
    readonly valueOptions?: readonly { readonly value: string; readonly label: OdkText }[];
    readonly children?: readonly OdkNode[] | null;
  };
  setValue?(value: string): unknown;
  selectValue?(value: string): unknown;
}
interface OdkText {
  readonly asString: string;
}
interface OdkPackage {
  loadForm(
    text: string,
    options: object,
  ): Promise<{ status: string; error?: Error; createInstance(options: object): { root: OdkNode } }>;
}

const { loadForm } = await bringPackage();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const labelled = (label: string): string => `<label>${escaped(label)}</label>`;
const pathOf = ({ block, at }: Place): string => `/data/b${block}/q${at}`;
const itemsOf = (options: readonly Option[]): string =>
  options.map(({ name, label }) => `<item>${labelled(label)}<value>${name}</value></item>`).join('');

export const odk: Engine = {
  /**
   * In the engine's favour: choices stand in each question, as its parser likes them, and the total is four sums over node
   * sets. Written as the others have it, with 2,000 terms, it ends in a stack overflow at 5,000 questions (in a browser it was
   * seen to stay at 0 for ever), and at 1,000 each change of the total takes five times as long. The guard is there because
   * its sum over no nodes is not a number.
   */
  writeBlocks(blocks) {
    const total = summed
      .map((at) => `/data/*/q${at}[. != '']`)
      .map((filled) => `if(count(${filled}) > 0, sum(${filled}), 0)`)
      .join(' + ');
    const instance = blocks.map((questions, index) => {
      const block = index + 1;
      return `<b${block}>${questions.map(({ at }) => `<q${at}/>`).join('')}</b${block}>`;
    });
    const binds = blocks.flat().map((question) => {
      const relevant =
        question.at === 10 ? ` relevant="${pathOf({ block: question.block, at: 9 })} = 'yes'"` : '';
      const type = question.kind === 'integer' ? 'int' : 'string';
      return `<bind nodeset="${pathOf(question)}" type="${type}"${relevant}/>`;
    });
    const body = blocks.map((questions, index) => {
      const controls = questions.map((question) =>
        question.list
          ? `<select1 ref="${pathOf(question)}">${labelled(question.label)}${itemsOf(lists[question.list])}</select1>`
          : `<input ref="${pathOf(question)}">${labelled(question.label)}</input>`,
      );
      const block = index + 1;
      return `<group ref="/data/b${block}">${labelled(`Part ${block}`)}${controls.join('')}</group>`;
    });
    return xform({
      instance: `${instance.join('')}<total/>`,
      more: '',
      binds: `${binds.join('')}<bind nodeset="/data/total" type="string" calculate="${escaped(total)}"/>`,
      body: body.join(''),
    });
  },
  writeCascade({ regions, districts }) {
    const items = districts.map(
      ({ name, label, region }) =>
        `<item><name>${name}</name><label>${escaped(label)}</label><region>${region}</region></item>`,
    );
    return xform({
      instance: '<b1><q1/><q2/></b1>',
      more: `<instance id="districts"><root>${items.join('')}</root></instance>`,
      binds: '<bind nodeset="/data/b1/q1" type="string"/><bind nodeset="/data/b1/q2" type="string"/>',
      body: `<group ref="/data/b1"><select1 ref="/data/b1/q1">${labelled('Which region?')}${itemsOf(regions)}</select1><select1 ref="/data/b1/q2">${labelled('Which district?')}<itemset nodeset="instance('districts')/root/item[region = /data/b1/q1]"><value ref="name"/><label ref="label"/></itemset></select1></group>`,
    });
  },
  async load(text) {
    const form = await loadForm(text, {
      fetchFormAttachment: () => Promise.reject(new Error('This form has no attachments.')),
    });
    if (form.status === 'failure') throw form.error ?? new Error('The form was refused.');
    const { root } = form.createInstance({ instance: { stateFactory: <State>(state: State) => state } });
    let nodes: Map<string, OdkNode> | undefined;
    const at = (path: string): OdkNode => {
      nodes ??= nodesOf(root);
      const node = nodes.get(path);
      if (!node) throw new Error(`Nothing stands at ${path}.`);
      return node;
    };
    const offered = ({ currentState }: OdkNode) =>
      (currentState.valueOptions ?? []).map(({ value, label }) => `${value} ${label.asString}`);
    return {
      first() {
        const [question] = root.currentState.children?.[0]?.currentState.children ?? [];
        return question ? [question.currentState.label?.asString, ...offered(question)].join('\n') : '';
      },
      answer(place, given) {
        const node = at(pathOf(place));
        if (node.selectValue) node.selectValue(String(given));
        else node.setValue?.(String(given));
      },
      total: () => Number(at('/data/total').currentState.value),
      isAsked: (place) => at(pathOf(place)).currentState.relevant,
      districts: () => offered(at('/data/b1/q2')),
    };
  },
};

function xform(part: { instance: string; more: string; binds: string; body: string }): string {
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Bench</h:title><model><instance><data id="bench" version="1">${part.instance}<meta><instanceID/></meta></data></instance>${part.more}${part.binds}<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/></model></h:head><h:body>${part.body}</h:body></h:html>`;
}

/** A screen holds the nodes that it draws; this finds them once, and nobody's clock runs meanwhile. */
function nodesOf(root: OdkNode): Map<string, OdkNode> {
  const all = new Map<string, OdkNode>();
  const walk = (node: OdkNode): void => {
    all.set(node.currentState.reference, node);
    for (const child of node.currentState.children ?? []) walk(child);
  };
  walk(root);
  return all;
}

/** The package expects a browser's globals, and the parser inside it those of CommonJS. */
async function bringPackage(): Promise<OdkPackage> {
  const [dom, engine]: readonly [string, string] = ['jsdom', '@getodk/xforms-engine'];
  const { JSDOM } = await import(dom);
  const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost/' });
  const lend = (name: string, value: unknown): void => {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
  };
  for (const name of Object.getOwnPropertyNames(window)) lend(name, window[name]);
  lend('__dirname', import.meta.dirname);
  lend('require', createRequire(import.meta.url));
  return await import(engine);
}
