import { UserError } from '../errors.ts';
import type { EvenCount, MedoidTie, Rule, RuleConfig, RuleName } from './aggregator.ts';
import { average } from './average.ts';
import { median } from './median.ts';
import { medoid } from './medoid.ts';
import { none } from './none.ts';
import { softMedoid } from './softMedoid.ts';

type Factory<Name extends RuleName> = (
  config: Extract<RuleConfig, { readonly name: Name }>,
) => Rule;

const factories = {
  none: () => none,
  average: () => average,
  median: ({ evenCount }) => median(checkEvenCount(evenCount)),
  medoid: ({ tie }) => medoid(tie === undefined ? undefined : checkTie(tie)),
  'soft-medoid': ({ temperature }) => softMedoid(checkTemperature(temperature)),
} satisfies { readonly [Name in RuleName]: Factory<Name> };

/** The rules' names, in the order of the paper's Fig. 1. */
export const ruleNames = Object.keys(factories) as readonly RuleName[];

/** The rule of a configuration. A mistake in it is a `UserError`. */
export function createRule(config: RuleConfig): Rule {
  if (!Object.hasOwn(factories, config.name)) {
    throw new UserError(
      `Unknown aggregation rule ${JSON.stringify(config.name)}. Allowed: ${ruleNames.join(', ')}.`,
    );
  }
  // The name picks the factory that takes this member of the union; the compiler cannot follow.
  const create = factories[config.name] as (config: RuleConfig) => Rule;
  return create(config);
}

/** Throws a `UserError` unless a rule can be made of its configuration. */
export function assertRuleConfig(config: RuleConfig): void {
  createRule(config);
}

/** A rule's stable name with its options, as in file names: `soft-medoid-T0.1`. */
export function ruleKey(config: RuleConfig): string {
  return createRule(config).key;
}

function checkTemperature(temperature: number): number {
  if (temperature > 0 && Number.isFinite(temperature)) return temperature;
  throw new UserError(
    `soft-medoid: the temperature is ${String(temperature)}, but it has to be a positive number. ` +
      'Small ones come near the medoid, large ones near the average; the paper has 0.1, 1 and 10.',
  );
}

function checkTie(tie: MedoidTie): MedoidTie {
  const allowed: readonly MedoidTie[] = ['self', 'lowest'];
  if (allowed.includes(tie)) return tie;
  throw new UserError(
    `medoid: the tie rule is ${JSON.stringify(tie)}. Allowed: ${allowed.join(', ')}.`,
  );
}

function checkEvenCount(evenCount: EvenCount): EvenCount {
  const allowed: readonly EvenCount[] = ['midpoint', 'lower'];
  if (allowed.includes(evenCount)) return evenCount;
  throw new UserError(
    `median: the value of an even count is ${JSON.stringify(evenCount)}. ` +
      `Allowed: ${allowed.join(', ')}.`,
  );
}
