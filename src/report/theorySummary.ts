import { styleOf, type RuleConfig } from '../figures/legend.ts';
import { table } from './markdown.ts';
import type { TheoryVerdict } from './theoryVerdicts.ts';

const VERDICTS = ['holds', 'fails', 'undecided'] as const;

/** The first table: soft-medoids in one row where they come to one verdict, with the worst of them. */
export function summaryTable(verdicts: readonly TheoryVerdict[]): string {
  const rows = groupsOf(verdicts).flatMap((group) => {
    const isOne = new Set(group.map(({ verdict }) => verdict)).size === 1;
    return isOne ? [{ ...worstOf(group), label: labelOf(group) }] : group.map(labelled);
  });
  return tableOf(rows);
}

/** Every check in a row of its own. */
export function wholeTable(verdicts: readonly TheoryVerdict[]): string {
  return tableOf(verdicts.map(labelled));
}

/** Each theorem: what it holds for, and what not. */
export function headlines(verdicts: readonly TheoryVerdict[]): string {
  const theorems = [...new Set(verdicts.map(({ theorem }) => theorem))];
  return table(
    ['Theorem', 'Holds', 'Fails', 'Undecided'],
    theorems.map((theorem) => [
      theorem,
      ...VERDICTS.map((verdict) =>
        listed(
          verdicts.filter((row) => row.theorem === theorem),
          verdict,
        ),
      ),
    ]),
  );
}

/** The checks of one verdict, with the rules where rules differ. */
function listed(verdicts: readonly TheoryVerdict[], verdict: TheoryVerdict['verdict']): string {
  return [...new Set(verdicts.map(({ checked }) => checked))]
    .flatMap((checked) => {
      const all = verdicts.filter((row) => row.checked === checked);
      const own = all.filter((row) => row.verdict === verdict);
      if (own.length === 0) return [];
      if (own.length === all.length) return [checked];
      return [`${checked} (${groupsOf(own).map(labelOf).join(', ')})`];
    })
    .join('; ');
}

/** Neighboring rows that differ in temperature alone. */
function groupsOf(verdicts: readonly TheoryVerdict[]): TheoryVerdict[][] {
  const groups = new Map<string, TheoryVerdict[]>();
  for (const row of verdicts) {
    const key = [row.theorem, row.checked, row.rule?.name].join('|');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function worstOf(group: readonly TheoryVerdict[]): TheoryVerdict {
  return group.reduce((worst, row) => (row.worst > worst.worst ? row : worst));
}

function labelled(row: TheoryVerdict): TheoryVerdict & { readonly label: string } {
  return { ...row, label: labelOf([row]) };
}

function labelOf(group: readonly TheoryVerdict[]): string {
  const rules = group.flatMap(({ rule }) => rule ?? []);
  const temperatures = rules.flatMap(temperatureOf);
  if (temperatures.length > 1) return `Soft-medoid, T ${temperatures.join(', ')}`;
  return rules[0] ? styleOf(rules[0]).label : '';
}

function temperatureOf(rule: RuleConfig): number[] {
  return rule.name === 'soft-medoid' ? [rule.temperature] : [];
}

function tableOf(rows: readonly (TheoryVerdict & { readonly label: string })[]): string {
  return table(
    ['Theorem', 'Checked', 'Rule', 'Trials', 'Result', 'Verdict'],
    rows.map((row) => [row.theorem, row.checked, row.label, row.trials, row.result, row.verdict]),
  );
}
