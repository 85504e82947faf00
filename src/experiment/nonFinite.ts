import type { StepResult } from '../env/envPool.ts';
import type { LossValues } from '../learner/learner.ts';
import { NETWORK_NAMES, type NetworkName } from '../learner/exchange.ts';
import type { Cohort } from './cohort.ts';
import type { RoundLinks } from './communication.ts';
import type { Episode } from './evaluator.ts';

/** A number that is not finite: NaN or infinite. */
export interface NonFinite {
  /** The learner whose it is; of a received vector, who received it. */
  readonly row: number;
  readonly what: 'observation' | 'reward' | 'loss' | 'parameter' | 'evaluation' | 'received vector';
  /** Of a received vector: the agent that it came from, and the network whose parameters it holds. */
  readonly from?: { readonly neighbor: number; readonly network: NetworkName };
}

/** What one step of a cohort showed. */
export interface Seen {
  readonly result: StepResult;
  readonly losses: LossValues | null;
  readonly round: RoundLinks | null;
  /** Rows of the learners whose parameters are not finite after the step. */
  readonly nonFinite: readonly number[];
  readonly evaluation: readonly Episode[] | null;
}

/** All that is not finite in one step, what causes before what follows from it. */
export function nonFiniteIn(cohort: Cohort, seen: Seen): NonFinite[] {
  const { result, losses, round, evaluation } = seen;
  const rows = cohort.members.length;
  const links = NETWORK_NAMES.flatMap((network) =>
    (round?.[network] ?? [])
      .filter(({ leftOut }) => leftOut)
      .map(({ run, agent, neighbor }) => ({
        row: rowOf(cohort, run, agent),
        from: { neighbor, network },
        isOwn: agent === neighbor,
      })),
  );
  return [
    ...blocks('observation', result.obs_EO, rows),
    ...blocks('reward', result.reward_E, rows),
    ...(losses
      ? [...blocks('loss', losses.critic_L, rows), ...blocks('loss', losses.actor_L, rows)]
      : []),
    ...links.filter(({ isOwn }) => isOwn).map(({ row }) => ({ row, what: 'parameter' as const })),
    ...seen.nonFinite.map((row) => ({ row, what: 'parameter' as const })),
    ...(evaluation ?? [])
      .filter((episode) => !Number.isFinite(episode.return))
      .map(({ run, agent }) => ({ row: rowOf(cohort, run, agent), what: 'evaluation' as const })),
    ...links
      .filter(({ isOwn }) => !isOwn)
      .map(({ row, from }) => ({ row, what: 'received vector' as const, from })),
  ];
}

/** What is not finite, of whom and when, for whoever has to find out why. */
export function nonFiniteText({ what, from }: NonFinite, who: string, step: number): string {
  if (from) {
    return (
      `${who} received ${from.network} parameters from agent ${from.neighbor} with a number that is not finite, ` +
      `at step ${step}. With --non-finite exclude, rules leave such a sender out and the run goes on.`
    );
  }
  const whose: Readonly<Record<Exclude<NonFinite['what'], 'received vector'>, string>> = {
    observation: 'An observation',
    reward: 'A reward',
    loss: 'A loss',
    parameter: 'A parameter',
    evaluation: 'The return of an evaluation',
  };
  return `${whose[what as keyof typeof whose]} of ${who} is not finite at step ${step}.`;
}

/** The rows of an array of `rows` equal blocks in which a number is not finite. */
function blocks(what: NonFinite['what'], values: ArrayLike<number>, rows: number): NonFinite[] {
  const width = values.length / rows;
  const found = new Set<number>();
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) found.add(Math.floor(at / width));
  }
  return [...found].map((row) => ({ row, what }));
}

function rowOf({ runs }: Cohort, run: number, agent: number): number {
  return (runs[run]?.firstLearner ?? NaN) + agent;
}
