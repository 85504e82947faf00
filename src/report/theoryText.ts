import { styleOf } from '../figures/legend.ts';
import { adoptionExample, ownPairCounterexamples } from '../theory/counterexamples.ts';
import { COMPONENTS, influence, RULES } from '../theory/consensus.ts';
import { MatrixMoments } from '../theory/moments.ts';
import { WORLDS, type Study } from '../theory/study.ts';
import { details, table } from './markdown.ts';
import { breakdownTable } from './theoryBreakdown.ts';
import { headlines, summaryTable, wholeTable } from './theorySummary.ts';
import { short, type TheoryVerdict } from './theoryVerdicts.ts';

/** What a report says of how it was made. */
export interface TheoryOrigin {
  readonly command: string;
  readonly version: string;
  /** Device and libraries, in words. */
  readonly machine: string;
}

/** `report.md`. */
export function theoryReport(
  study: Study,
  verdicts: readonly TheoryVerdict[],
  pictures: { readonly critic: string; readonly actor: string; readonly breakdown: string },
  origin: TheoryOrigin,
): string {
  const { size } = study;
  const breakdown = breakdownTable(study);
  return `${[
    '# Theorems 1 to 5, checked by experiment',
    'A check of a limit says how fast a measure falls at the end of a run: like t^p, with p from its last part, t from 1/30 of the steps on. *Holds*: the 95 % interval of p over seeds (Student) is below -0.1; *fails*: above; *undecided*: around it, and more seeds would decide. What stops at a positive distance has p near 0. A check of a bound *fails* with one trial above it. What holds here is not proved; what fails has a smallest example below.',
    headlines(verdicts),
    'Of several temperatures with one verdict, the one with the largest distance or ratio:',
    summaryTable(verdicts),
    '## In plain words',
    'What comes out with the default seeds and steps, and why. Fewer leave more undecided; the tables above are of this very run.',
    plainWords(),
    '## Theorem 1: critics',
    `![Critics over time](${pictures.critic})`,
    'Three states, two actions, three features; the policy is fixed; chi_k is where the mean of eq. (2) is 0, from linear equations. The paper’s section III lets P^k and r^k differ between agents, so both worlds are tried. The limit of averaging is where the updates of a component’s agents, weighted with the left Perron vector of C, sum to 0: ' +
      `${COMPONENTS.map((agents) => `agents ${agents.join(', ')} count ${agents.map((agent) => short(influence()[agent] ?? NaN)).join(', ')}`).join('; ')}.`,
    '### Assumptions',
    assumptions(study),
    '## Theorem 2: actors',
    `![Actors over time](${pictures.actor})`,
    'Policies are softmax, not Gaussian as in Assumption 2, so that J and its gradient can be computed exactly; the critic has features for all pairs but one, so that eq. (3) follows the gradient of J. Step sizes (1 + t / 50)^-0.6 / 2 and (1 + t / 50)^-0.9 / 2, as Assumption 5 wants.',
    '## Theorems 3 and 4: one step of aggregation',
    smallExamples(),
    '## Theorem 5: breakdown points',
    `![Norm of the result by share of attacked members](${pictures.breakdown})`,
    `Fewest attacked members that break a rule, out of n; distances 10 to 10^8, clustered and spread, ${size.neighborhoods} neighborhoods each. Broken: from 10^4 on, the result moves with the attacked members by more than 1 % of their distance. The agent itself is honest and counted.`,
    table(breakdown.header, breakdown.rows, 0),
    details('All checks, each temperature by itself', wholeTable(verdicts)),
    '## How this was made',
    [
      `- Command: \`${origin.command}\``,
      `- resilient-marl ${origin.version}; ${origin.machine}`,
      `- Seeds 0 to ${size.seeds - 1}; ${size.criticSteps.toLocaleString('en-US')} steps of critics, ${size.actorSteps.toLocaleString('en-US')} of actors; ${size.networks.toLocaleString('en-US')} random networks for each scenario.`,
      `- Theorems 3 to 5 run the project’s rules on TensorFlow. The loops of Theorems 1 and 2 run them in float64; on the vectors of this very experiment the two differ by at most ${RULES.map((rule, index) => `${short(study.disagreement[index] ?? NaN)} (${styleOf(rule).label})`).join(', ')} of the largest coordinate. Only a medoid whose two best candidates are equally good to float32 may differ by more.`,
      '- Numbers: `data/*.csv`.',
    ].join('\n'),
  ].join('\n\n')}\n`;
}

/** What came out at the default size and why, in words of ours. */
function plainWords(): string {
  return [
    '- **Theorem 1 holds where the agents of a component have one and the same MDP,** so that all chi_k are one point, for every rule. Where MDPs differ, as section III allows, it fails: averaging and soft-medoid agree, but on a compromise that is no agent’s chi_k; with medoid some agents go on adopting a neighbor whose chi is another. The proof takes the limit without cooperation for each agent’s shared vector, but that vector starts from an aggregated one. Smallest example: two neighbors, average, chi of 0 and of 1: both come to 1/2.',
    '- **Soft-medoid is the average in the limit,** at every temperature: steps vanish, so that distances do, and a softmax over equal numbers is the average.',
    '- **Medoid brings no consensus of its own.** It adopts vectors whole, and a neighborhood of two keeps its own. What agreement there is comes from equal fixed points.',
    '- **Theorem 2** is the same story: gradients go to 0 with equal MDPs, and stay away from 0 where agents with different ones combine.',
    '- **Theorems 3 and 4 hold in the infinity-norm if all errors are taken at one pair (s, a), or each at its worst pair, and nothing is forged in transit.** As written, each agent stands at a pair of its own, and then they fail in every norm. In the 2-norm they fail on the paper’s graph, too. A forged message is no agent’s vector, so that the errors before do not bound it.',
    '- **Theorem 5 holds from three members on,** for medoid and soft-medoid, with a strict majority of honest members. With equally many, which the text before it allows, they break. Of two members, a tie, our medoid keeps itself and never breaks. It takes attacked members at one place: spread in random directions, as the figure shows, many more are needed, if any number does.',
  ].join('\n');
}

function smallExamples(): string {
  const adoption = adoptionExample();
  const [two, three] = ownPairCounterexamples();
  return [
    'Smallest examples:',
    '',
    `- C = [[1, 0], [1, 0]], x = (1, 0): row stochastic, spectral radius 1, and C x = (1, 1). In the 2-norm the ratio is ${adoption.euclideanRatio.toFixed(4)} = sqrt(2), in the infinity-norm ${adoption.infinityRatio}. Eqs. (27) and (31) bound a norm by a spectral radius, which holds for normal matrices.`,
    `- Two agents, soft-medoid. Agent 0 stands at phi = (1, 0) with error vector (0, 1), agent 1 at (0, 1) with (1, 0): errors (${list(two?.before)}) before, (${list(two?.after)}) after. Eq. (25) has the neighbor’s error at agent k’s pair; eq. (26) puts the neighbor’s error at its own pair in its place.`,
    `- Three agents, medoid: errors (${list(three?.before)}) before, (${list(three?.after)}) after.`,
    '- Two members, one attacked, soft-medoid: both have the same total distance, so that the weights are 1/2 and 1/2 at every distance. So |N(h)| >= |N(a)|, as in the text before Theorem 5, is not enough; its proof has >.',
  ].join('\n');
}

function list(values: readonly number[] = []): string {
  return values.map(short).join(', ');
}

/** What proofs of consensus ask of C_t, as seen in the first seed's run. */
function assumptions({ critics }: Study): string {
  const rows = WORLDS.flatMap((world) =>
    RULES.map((rule, index) => {
      const report = (critics[world][0]?.moments[index] ?? new MatrixMoments()).report();
      return [
        styleOf(rule).label,
        world === 'equal' ? 'equal' : 'differ',
        short(report.rowError),
        short(report.columnError),
        short(report.leastPositive),
        report.contraction.toFixed(3),
        report.contractionWithin.map((norm) => norm.toFixed(3)).join(', '),
      ];
    }),
  );
  return [
    'Assumptions 1 and 3 to 5 hold by construction: independent features, none of whose combinations is constant; an irreducible, aperiodic chain; bounded rewards; step sizes as asked for. Proofs of consensus for such actor-critics (Zhang et al., ICML 2018, on average rewards of networked agents) ask for more of C_t than section VI: rows that sum to 1, columns that sum to 1 in the mean, entries that are 0 or above a constant, and a spectral norm of E[C’(I - 11’/N)C] below 1. The first holds for every rule. The second holds for no rule that cooperates, on this graph. Soft-medoid’s entries are above a constant only once agents have come close. The last fails for all: the graph has two components, so that it is looked at within each, too; there averaging and soft-medoid contract, and medoid does not.',
    table(
      [
        'Rule',
        'MDPs',
        'Row sums - 1',
        'Column sums - 1, mean',
        'Least positive entry',
        'Norm, all agents',
        'Norm, within components',
      ],
      rows,
      2,
    ),
  ].join('\n\n');
}
