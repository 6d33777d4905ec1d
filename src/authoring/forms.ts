/** Opens a questionnaire from any file that may hold one, with all that is to be told about it. */
import { extname } from 'node:path';
import {
  type Attached,
  compileForm,
  type Form,
  loadFormulas,
  Questionnaire,
} from '../questionnaire/index.ts';
import { Fault, readBytes, readJson } from './io.ts';

export {};
