export { cardsPdf, type Invited } from './cards.ts';
export { codePosterPdf, type PosterSource, posterPdf } from './poster.ts';
export { reportPdf } from './report.ts';
