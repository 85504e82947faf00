import { UserError } from '../errors.ts';
import type { Attack, AttackConfig, AttackName } from './attack.ts';
import { averageAttack } from './average.ts';
import { medianAttack } from './median.ts';

const attacks = { average: averageAttack, median: medianAttack } satisfies Record<
  AttackName,
  Attack
>;

/** The attacks' names. Each is named for the rule it is made for; it can be tried on every rule. */
export const attackNames = Object.keys(attacks) as readonly AttackName[];

/** The attack of a name. An unknown one is a `UserError`. */
export function createAttack(name: AttackName): Attack {
  if (Object.hasOwn(attacks, name)) return attacks[name];
  throw new UserError(
    `Unknown attack ${JSON.stringify(name)}. Allowed: ${attackNames.join(', ')}.`,
  );
}

/** Throws a `UserError` unless an attack's options make sense on the graph with these neighborhoods. */
export function assertAttackConfig(
  { name, beta, onset, target, victim, networks }: AttackConfig,
  { neighbors }: { readonly neighbors: readonly (readonly number[])[] },
): void {
  createAttack(name);
  if (!(beta > 0 && beta <= 1)) {
    throw new UserError(
      `attack: beta is ${String(beta)}, but this step towards the virtual agent has to be in (0, 1].`,
    );
  }
  if (!Number.isSafeInteger(onset) || onset < 0) {
    throw new UserError(
      `attack: the onset is ${String(onset)}, but it has to be an environment step: 0, 1, 2, ...`,
    );
  }
  if (!['both', 'actor', 'critic'].includes(networks)) {
    throw new UserError(
      `attack: the forged networks are ${JSON.stringify(networks)}. Allowed: both, actor, critic.`,
    );
  }
  const heard = neighbors[target]?.filter((neighbor) => neighbor !== target);
  if (!heard) {
    throw new UserError(
      `attack: there is no target agent ${String(target)}; the graph has agents 0 to ${neighbors.length - 1}.`,
    );
  }
  if (!heard.includes(victim)) {
    throw new UserError(
      `attack: the victim ${String(victim)} is no neighbor of the target ${target}, which hears ` +
        `${heard.length > 0 ? `agents ${heard.join(', ')}: choose one of them` : 'nobody'}.`,
    );
  }
}
