import type { ClaimId } from './claims.ts';
import { differenceText } from './panelScores.ts';
import {
  flipsOf,
  isIncomplete,
  isReversal,
  type Flip,
  type JudgedVariant,
} from './variantVerdicts.ts';

/**
 * Which choices change which verdicts, in sentences made from the verdicts alone. The first variant is
 * the base.
 */
export function sensitivityWords(judged: readonly JudgedVariant[]): string {
  const [base, ...variants] = judged;
  if (!base) return '';
  const changed = variants
    .map((variant) => ({ variant, flips: flipsOf(base, variant) }))
    .filter(({ flips }) => flips.length > 0);
  const lacking = judged.filter(
    ({ verdicts }) => verdicts.length === 0 || verdicts.some(isIncomplete),
  );
  return [
    choicesText(base, variants),
    reversalsText(
      changed.flatMap(({ variant, flips }) => flips.map((flip) => ({ variant, flip }))),
    ),
    base.verdicts.map(({ claim }) => `- ${claimText(claim, judged)}`).join('\n'),
    ...changed.map(({ variant, flips }) => variantText(variant, flips)),
    ...(lacking.length > 0
      ? [`**Runs are missing** in: ${lacking.map(({ label }) => label).join('; ')}.`]
      : []),
  ].join('\n\n');
}

/** `beta changes (ii) and (iv); tie changes none.` */
function choicesText(base: JudgedVariant, variants: readonly JudgedVariant[]): string {
  const choices = [...new Set(variants.flatMap(({ choice }) => choice ?? []))];
  const texts = choices.map((choice) => {
    const own = variants.filter((variant) => variant.choice === choice);
    const claims = new Set(
      own.flatMap((variant) => flipsOf(base, variant)).map(({ claim }) => claim),
    );
    const changed = base.verdicts.map(({ claim }) => claim).filter((claim) => claims.has(claim));
    return `${choice}: ${changed.length === 0 ? 'none' : changed.map((claim) => `(${claim})`).join(', ')}`;
  });
  return `**Verdicts that each choice changes.** ${texts.join('; ')}.`;
}

function reversalsText(
  changes: readonly { readonly variant: JudgedVariant; readonly flip: Flip }[],
): string {
  const reversed = changes.filter(({ flip }) => isReversal(flip));
  if (reversed.length === 0) {
    return changes.length === 0
      ? 'No verdict changes in any variant.'
      : 'No verdict is reversed: each change is from or to undecided.';
  }
  const list = reversed.map(
    ({ variant, flip }) => `(${flip.claim}) with ${variant.label}, from ${flip.from} to ${flip.to}`,
  );
  return `**Reversed:** ${list.join('; ')}.`;
}

/** `(i) is supported in all 12 settings.` */
function claimText(claim: ClaimId, judged: readonly JudgedVariant[]): string {
  const settings = judged.flatMap(({ label, verdicts }) =>
    verdicts
      .filter((each) => each.claim === claim && !isIncomplete(each))
      .map(({ verdict }) => ({ label, verdict })),
  );
  const counts = (['supported', 'contradicted', 'undecided'] as const)
    .map((verdict) => ({ verdict, own: settings.filter((each) => each.verdict === verdict) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => b.own.length - a.own.length);
  const [most, ...others] = counts;
  if (!most) return `(${claim}) cannot be judged yet.`;
  if (others.length === 0)
    return `(${claim}) is ${most.verdict} in all ${settings.length} settings.`;
  const rest = others.map(
    ({ verdict, own }) =>
      `${verdict} in ${own.length} (${own.map(({ label }) => label).join('; ')})`,
  );
  return `(${claim}) is ${most.verdict} in ${most.own.length} of ${settings.length} settings, ${rest.join(', ')}.`;
}

function variantText({ label }: JudgedVariant, flips: readonly Flip[]): string {
  const lines = flips.flatMap(({ claim, from, to, parts }) => [
    `- (${claim}) from ${from} to ${to}`,
    ...parts.map(({ before, after }) => {
      const [was, is] = [before, after].map(({ difference, verdict }) =>
        difference ? `${differenceText(difference)} (${verdict})` : 'no runs',
      );
      return `  - ${after.what}: ${was ?? ''} at the base, ${is ?? ''} here`;
    }),
  ]);
  return `**With ${label}:**\n\n${lines.join('\n')}`;
}
