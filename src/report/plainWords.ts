import type { ToldVerdict } from './claims.ts';
import type { VerdictName } from './judgement.ts';

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
  const against = verdicts.flatMap(({ claim, task, parts }) =>
    parts
      .filter(({ verdict }) => verdict === 'contradicted')
      .map(({ what, difference }) => {
        const value = difference ? Math.round(difference.value).toLocaleString('en-US') : '?';
        return `- (${claim}), ${task}: ${what} is ${value}.`;
      }),
  );
  return [
    ...all,
    ...(against.length > 0
      ? [`Comparisons whose interval lies on the other side than claimed:\n\n${against.join('\n')}`]
      : []),
    ...(attacks === '' ? [] : [attacks]),
  ].join('\n\n');
}

const OPENINGS: Readonly<Record<VerdictName, string>> = {
  supported: '**Agrees with the paper:**',
  contradicted: '**Disagrees:**',
  undecided: '**Undecided:**',
};

function listed(verdicts: readonly ToldVerdict[], tasks: number): string {
  return verdicts
    .map(({ claim, statement, task }) => {
      const text = statement.charAt(0).toLowerCase() + statement.slice(1);
      return `(${claim}) ${text}${tasks > 1 ? ` (${task})` : ''}`;
    })
    .join('; ');
}
