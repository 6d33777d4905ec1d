/** What can be printed, as a thread is told it: plain data. */
import {
  cardsPdf,
  codePosterPdf,
  type Invited,
  type PosterSource,
  posterPdf,
  reportPdf,
} from '../../print/index.ts';
import { type ReportLanguage, type ReportSource, reportOf, toHtml } from '../../report/index.ts';

export type PrintJob =
  | {
      readonly is: 'report';
      readonly source: ReportSource;
      readonly language: ReportLanguage;
      readonly format: 'pdf' | 'html';
    }
  | { readonly is: 'poster'; readonly source: PosterSource; readonly link: string }
  | { readonly is: 'code'; readonly source: PosterSource; readonly code: Parameters<typeof codePosterPdf>[1] }
  | { readonly is: 'cards'; readonly source: PosterSource; readonly invited: readonly Invited[] };

export async function printJob(job: PrintJob): Promise<Uint8Array> {
  switch (job.is) {
    case 'report': {
      const report = reportOf(job.source, job.language);
      return job.format === 'html' ? new TextEncoder().encode(toHtml(report)) : reportPdf(report);
    }
    case 'poster':
      return posterPdf(job.source, job.link);
    case 'code':
      return codePosterPdf(job.source, job.code);
    case 'cards':
      return cardsPdf(job.source, job.invited);
  }
}
