import { relative } from 'node:path';
import type { FigureFiles } from '../figures/figureFiles.ts';
import type { JudgedSetting } from './claimsFigure.ts';
import { claimsTable, RULE_TEXT } from './claimsText.ts';
import { plainWords } from './plainWords.ts';
import { asSection } from './section.ts';

/** A folder that is joined: its own report, and where its files come to lie. */
export interface JoinedFolder {
  /** Names its folders below `figures` and `data`. */
  readonly name: string;
  /** Its `report.md`. */
  readonly markdown: string;
}

/** A reproduction among them. */
export interface JoinedReproduction extends JudgedSetting {
  /** What the attacks did, in words; null where its runs are not there to tell. */
  readonly words: string | null;
}

/** What one report of several folders tells. */
export interface JoinedReport {
  readonly folders: readonly JoinedFolder[];
  readonly reproductions: readonly JoinedReproduction[];
  /** The claims table as a picture; null where nothing is judged. */
  readonly picture: FigureFiles | null;
  /** The literal command that makes the same again. */
  readonly command: string;
}

/** One report of several, as Markdown with links relative to `out`. */
export function joinedText(out: string, report: JoinedReport): string {
  const { folders, command } = report;
  return [
    '# Resilient multi-agent RL: all results',
    `One report of ${folders.length} ${folders.length === 1 ? 'folder' : 'folders'}: ${folders.map(titleOf).join('; ')}.`,
    '```sh\n' + command + '\n```',
    ...claimsSection(out, report),
    ...folders.map((folder) => sectionOf(folder)),
  ]
    .join('\n\n')
    .concat('\n');
}

function claimsSection(out: string, { reproductions, picture }: JoinedReport): string[] {
  if (reproductions.length === 0) return [];
  return [
    "## The paper's claims",
    ...(picture
      ? [`![The claims and their verdicts](${encodeURI(relative(out, picture.png))})`]
      : []),
    reproductions.some(({ verdicts }) => verdicts.length > 0)
      ? claimsTable(reproductions)
      : 'No finished run tells anything of the claims yet.',
    RULE_TEXT,
    ...reproductions.flatMap(({ name, verdicts, words }) => [
      `### In plain words: ${name}`,
      verdicts.length === 0 ? 'No finished run yet.' : plainWords(verdicts, words ?? ELSEWHERE),
    ]),
  ];
}

const ELSEWHERE =
  'What the attacks did, in words, stands in its own report below: its runs are not beside it.';

function titleOf({ name, markdown }: JoinedFolder): string {
  return `${/^# (.+)$/m.exec(markdown)?.[1] ?? 'a report'} (\`${name}\`)`;
}

/** The paths of a folder's pictures and data below the joined report's own. */
export function rebased(name: string, path: string): string {
  return path.replace(/^(figures|data)\//, `$1/${name}/`);
}

function sectionOf({ name, markdown }: JoinedFolder): string {
  const titled = markdown.replace(/^# .+$/m, (title) => `${title} (\`${name}\`)`);
  return asSection(titled, (path) => rebased(name, path));
}
