import { expect, test } from 'vitest';
import { readXForm } from '../../src/xlsform/index.ts';

const form = (instance: string, { model = '', repeat = '' } = {}) =>
  `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
    <h:head><h:title>Visit</h:title><model><instance><data id="visit">${instance}</data></instance>${model}</model></h:head>
    <h:body><group ref="/data/child"><repeat nodeset="/data/child"${repeat}>
      <input ref="/data/child/name"><label>Name</label></input>
    </repeat></group></h:body></h:html>`;

const first = async (xml: string) => (await readXForm(xml)).questionnaire?.items[0];

test('one blank instance goes without saying', async () => {
  expect(await first(form('<child><name/></child>'))).not.toHaveProperty('begins');
  expect(await first(form('<child jr:template=""><name/></child><child><name/></child>'))).not.toHaveProperty(
    'begins',
  );
});

test('a template alone is no instance', async () => {
  expect(await first(form('<child jr:template=""><name/></child>'))).toMatchObject({ begins: [] });
});

test('instances bring their answers, a template what added ones begin with', async () => {
  const template = '<child jr:template=""><name>Bo</name></child>';
  expect(
    await first(form(`${template}<child><name>Ana</name></child><child><name>Bo</name></child>`)),
  ).toMatchObject({ begins: [{ name: 'Ana' }, {}], items: [{ default: { literal: 'Bo' } }] });
});

test('what is set when an instance is added is not set in those that are there already', async () => {
  const model = '<setvalue event="odk-new-repeat" ref="/data/child/name" value="position(..)"/>';
  expect(await first(form('<child><name/></child>', { model }))).toMatchObject({
    begins: [{ name: '' }],
    items: [{ default: { formula: 'position(..)' } }],
  });
  const both = model.replace('odk-new-repeat', 'odk-instance-first-load odk-new-repeat');
  expect(await first(form('<child><name/></child>', { model: both }))).not.toHaveProperty('begins');
});

test('a text that is set at the first load is what the first instances hold', async () => {
  const model = `<setvalue event="odk-instance-first-load" ref="/data/child/name">first</setvalue>
    <setvalue event="odk-new-repeat" ref="/data/child/name">later</setvalue>`;
  expect(await first(form('<child><name/></child>', { model }))).toMatchObject({
    begins: [{ name: 'first' }],
    items: [{ default: { literal: 'later' } }],
  });
});

test('where nothing may be added, the number is fixed', async () => {
  const two = '<child><name/></child><child><name/></child>';
  expect(await first(form(two, { repeat: ' jr:noAddRemove="true()"' }))).toMatchObject({ count: '2' });
});
