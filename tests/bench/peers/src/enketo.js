import './enketo.scss';
import { Form } from 'enketo-core';

const { form, model } = await fetch('form.json').then((reply) => reply.json());
const element = document.createRange().createContextualFragment(form).querySelector('form');
document.querySelector('.form-header').after(element);
const opened = new Form(
  element,
  { modelStr: model, instanceStr: null, submitted: false, external: [], session: {} },
  {},
);
const problems = opened.init();
if (problems.length > 0) throw new Error(problems.join('\n'));
globalThis.formIsReady = true;
