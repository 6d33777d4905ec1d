import { Model } from 'survey-core';
import 'survey-core/survey-core.fontless.css';
import { renderSurvey } from 'survey-js-ui';

const form = await fetch('form.json').then((reply) => reply.json());
renderSurvey(new Model(form), document.getElementById('app'));
globalThis.formIsReady = true;
