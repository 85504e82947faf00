import type { PaperPanel } from './paperPlan.ts';

/** One figure of the paper, with those of its panels that are wanted. */
export interface Sheet {
  /** File name without its ending: `fig2`. */
  readonly name: string;
  readonly title: string;
  readonly panels: readonly PaperPanel[];
}

/** What the paper says under its figures. */
const CAPTIONS: Readonly<Record<string, string>> = {
  '2': 'mean return of the group without attack',
  '3': 'mean return of the group under attack',
  '4': 'mean return of agents 0, 1, 3, 5, 6 under attack',
  '5': 'mean return of the group under attack',
};

/** The paper's figures that some panels belong to, in its order. */
export function sheetsOf(panels: readonly PaperPanel[]): Sheet[] {
  const sheets = new Map<string, PaperPanel[]>();
  for (const panel of panels) {
    const figure = panel.id.slice(0, 1);
    sheets.set(figure, [...(sheets.get(figure) ?? []), panel]);
  }
  return [...sheets].map(([figure, ofSheet]) => {
    const tasks = [...new Set(ofSheet.map(({ task }) => task))].join(' and ');
    return {
      name: `fig${figure}`,
      title: `Fig. ${figure}: ${CAPTIONS[figure] ?? ''} (${tasks})`,
      panels: ofSheet,
    };
  });
}
