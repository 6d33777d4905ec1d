import { expect, test } from 'vitest';
import { loadFormulas } from '../../src/questionnaire/index.ts';
import {
  attachLists,
  readAttached,
  readXForm,
  readXlsForm,
  writeXForm,
  writeXlsForm,
} from '../../src/xlsform/index.ts';
import { Visit } from '../support/scenario.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const form = (
  model: string,
  body = '',
) => `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>Staff</h:title><model><instance><data id="staff" version="7"><who/><said kind="word"/></data></instance>${model}</model></h:head>
  <h:body><input ref="/data/who"><label>Who?</label></input>${body}</h:body></h:html>`;

async function visitOf(xml: string) {
  const { questionnaire, problems } = await readXForm(xml);
  if (!questionnaire) throw new Error(JSON.stringify(problems));
  await loadFormulas(questionnaire);
  return { questionnaire, visit: new Visit(questionnaire) };
}

const families = `<instance id="families"><root>
  <item born="1966"><name>Bob</name><child><name>Sally</name></child><child><name>Kwame</name></child></item>
  <item born="1972"><name>Hu</name><child><name>Foo</name></child></item></root></instance>`;

test('rows within rows and attributes are walked as they stand', async () => {
  const count = "count(instance('families')/root/item[@born &lt; 1970]/child)";
  const { visit, questionnaire } = await visitOf(
    form(`${families}<bind nodeset="/data/said" calculate="${count}"/>`),
  );
  expect(visit.sends).toEqual({ said: 2 });
  const again = await readXForm(writeXForm(questionnaire));
  expect(again.questionnaire).toEqual(questionnaire);
  expect((await readXlsForm(writeXlsForm(questionnaire), { name: 'x.xlsx' })).questionnaire).toEqual(
    questionnaire,
  );
});

test('a table with attributes has them as columns, for pulldata too', async () => {
  const rows =
    '<instance id="t"><root><item at="north"><name>AK</name></item><item at="south"><name>TX</name></item></root></instance>';
  const bind = `<bind nodeset="/data/said" calculate="pulldata('t', 'name', '@at', /data/who)"/>`;
  const { visit, questionnaire } = await visitOf(form(rows + bind));
  expect(visit.answer('who', 'south').sends).toEqual({ who: 'south', said: 'TX' });
  expect((await readXForm(writeXForm(questionnaire))).questionnaire).toEqual(questionnaire);
});

test('what an attribute of the form itself says can be read', async () => {
  const { visit } = await visitOf(
    form('<bind nodeset="/data/said" calculate="concat(/data/@version, ./@kind)"/>'),
  );
  expect(visit.sends).toEqual({ said: '7word' });
});

test('an attached XML file of any shape is a tree', async () => {
  const read = readAttached('saved.xml', bytes('<data id="x"><g><a>1</a></g><b/></data>'));
  expect(read).toMatchObject({
    list: {
      choices: [],
      tree: { name: 'data', attributes: { id: 'x' }, children: [{ name: 'g' }, { name: 'b' }] },
    },
  });
});

test('who asks for choices from a file that has none is told', async () => {
  const body = `<select1 ref="/data/said"><label>Said</label><itemset nodeset="instance('page')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>`;
  const { questionnaire } = await visitOf(form('<instance id="page" src="jr://file/page.xml"/>', body));
  const { problems } = attachLists(questionnaire, () => bytes('<html><p>Hello</p></html>'));
  expect(problems.map(({ code }) => code)).toEqual(['attached-no-rows']);
});
