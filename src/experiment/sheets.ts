import type { PaperPanel } from './paperPlan.ts';

/** Panels that are drawn side by side in one picture. */
export interface Sheet {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly panels: readonly PaperPanel[];
}

/**
 * One sheet for each task, and one of its own for the panels that show some agents only, as the
 * paper's Fig. 4 does.
 */
export function sheetsOf(panels: readonly PaperPanel[]): Sheet[] {
  const sheets = new Map<string, PaperPanel[]>();
  for (const panel of panels) {
    const name = panel.agents === null ? panel.task : `${panel.task}-subgroup`;
    sheets.set(name, [...(sheets.get(name) ?? []), panel]);
  }
  return [...sheets].map(([name, ofSheet]) => ({
    name,
    title: `${figureNames(ofSheet)}: ${ofSheet[0]?.task ?? ''}`,
    panels: ofSheet,
  }));
}

/** `Fig. 2b`, `Figs. 2b, 5a and 5b`. */
function figureNames(panels: readonly PaperPanel[]): string {
  const ids = panels.map(({ id }) => id);
  const last = ids.pop() ?? '';
  return ids.length === 0 ? `Fig. ${last}` : `Figs. ${ids.join(', ')} and ${last}`;
}
