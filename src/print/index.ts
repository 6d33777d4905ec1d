export { reportPdf } from './report.ts';
