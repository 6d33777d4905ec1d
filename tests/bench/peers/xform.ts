/** The fifty questions as an ODK XForm, with a page per section. Each text is written once, however often it is used. */
import type { Asked, FormPage, Label } from './form.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const names: Readonly<Record<string, string>> = {
  en: 'English (en)',
  ms: 'Bahasa Melayu (ms)',
  fil: 'Filipino (fil)',
  th: 'ไทย (th)',
  vi: 'Tiếng Việt (vi)',
};

export function toXForm(pages: readonly FormPage[]): string {
  const texts = new Map<string, { id: string; label: Label }>();
  const labelled = (label: Label): string => {
    const key = JSON.stringify(label);
    const known = texts.get(key) ?? { id: `t${texts.size + 1}`, label };
    texts.set(key, known);
    return `<label ref="jr:itext('${known.id}')"/>`;
  };
  const control = (page: string, { name, label, kind, choices }: Asked): string => {
    const ref = `/data/${page}/${name}`;
    if (kind === 'text' || kind === 'integer') return `<input ref="${ref}">${labelled(label)}</input>`;
    const items = choices
      .map((choice) => `<item>${labelled(choice.label)}<value>${choice.value}</value></item>`)
      .join('');
    const element = kind === 'one' ? 'select1' : 'select';
    return `<${element} ref="${ref}">${labelled(label)}${items}</${element}>`;
  };
  const body = pages
    .map(
      ({ name, label, questions }) =>
        `<group ref="/data/${name}" appearance="field-list">${labelled(label)}${questions
          .map((question) => control(name, question))
          .join('')}</group>`,
    )
    .join('');
  const instance = pages
    .map(
      ({ name, questions }) =>
        `<${name}>${questions.map((question) => `<${question.name}/>`).join('')}</${name}>`,
    )
    .join('');
  const binds = pages
    .flatMap(({ name: page, questions }) =>
      questions.map(
        ({ name, kind }) =>
          `<bind nodeset="/data/${page}/${name}" type="${kind === 'integer' ? 'int' : 'string'}"/>`,
      ),
    )
    .join('');
  const itext = Object.entries(names)
    .map(([tag, name], index) => {
      const all = [...texts.values()].map(
        ({ id, label }) => `<text id="${id}"><value>${escaped(label[tag] ?? '')}</value></text>`,
      );
      return `<translation lang="${name}"${index === 0 ? ' default="true()"' : ''}>${all.join('')}</translation>`;
    })
    .join('');
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Officials</h:title><model><itext>${itext}</itext><instance><data id="officials" version="1">${instance}<meta><instanceID/></meta></data></instance>${binds}<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/></model></h:head><h:body class="pages">${body}</h:body></h:html>`;
}
