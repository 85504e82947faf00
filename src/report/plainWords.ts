import type { ToldVerdict } from './claims.ts';
import type { VerdictName } from './judgement.ts';
import { differenceText } from './panelScores.ts';

/**
 * What agrees with the paper and what does not, in sentences made from the verdicts.
 *
 * @param attacks what the attacks did, in words: see `attackWords`
 */
export function plainWords(verdicts: readonly ToldVerdict[], attacks = ''): string {
  const tasks = [...new Set(verdicts.map(({ task }) => task))];
  const all = (['supported', 'contradicted', 'undecided'] as const).flatMap((verdict) => {
    const own = verdicts.filter((each) => each.verdict === verdict);
    return own.length === 0 ? [] : [`${OPENINGS[verdict]} ${listed(own, tasks.length)}.`];
  });
  const [against, none] = [false, true].map((isApart) =>
    verdicts.flatMap(({ claim, task, parts }) =>
      parts
        .filter((part) => part.verdict === 'contradicted' && (part.claimed === 'apart') === isApart)
        .map(({ what, difference }) => {
          const value = difference ? differenceText(difference) : '?';
          return `- (${claim}), ${task}: ${what} is ${value}.`;
        }),
    ),
  );
  return [
    ...all,
    ...list('Comparisons whose interval lies on the other side than claimed:', against),
    ...list('Differences that are claimed, and are practically none:', none),
    ...(attacks === '' ? [] : [attacks]),
  ].join('\n\n');
}

function list(opening: string, items: readonly string[] = []): string[] {
  return items.length === 0 ? [] : [`${opening}\n\n${items.join('\n')}`];
}

const OPENINGS: Readonly<Record<VerdictName, string>> = {
  supported: '**Agrees with the paper:**',
  contradicted: '**Disagrees:**',
  undecided: '**Undecided:**',
};

/** Each claim once, with the tasks on which it came out so. */
function listed(verdicts: readonly ToldVerdict[], tasks: number): string {
  const byClaim = new Map(verdicts.map(({ claim, statement }) => [claim, statement]));
  return [...byClaim]
    .map(([claim, statement]) => {
      const own = verdicts.filter((verdict) => verdict.claim === claim).map(({ task }) => task);
      const text = statement.charAt(0).toLowerCase() + statement.slice(1);
      return `(${claim}) ${text}${tasks > 1 ? ` (${own.join(', ')})` : ''}`;
    })
    .join('; ');
}
