import { join } from 'node:path';
import { replaceFile } from '../metrics/atomicFile.ts';
import { htmlOf } from './html.ts';

/** Paths of a report's two files. */
export interface ReportFiles {
  readonly md: string;
  readonly html: string;
}

/** Writes `report.md` and a self-contained `report.html`, replacing earlier ones as one step each. */
export function writeReportFiles(folder: string, markdown: string): ReportFiles {
  const files = { md: join(folder, 'report.md'), html: join(folder, 'report.html') };
  const html = htmlOf(markdown, folder);
  replaceFile(files.md, markdown);
  replaceFile(files.html, html);
  return files;
}
