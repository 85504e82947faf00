/**
 * The import table of ARCHITECTURE.md, as rules. A folder may import itself, the leaves
 * `src/random.ts` and `src/errors.ts`, and what its row allows; nothing else.
 */
export const MAY_IMPORT = {
  tensor: [],
  backend: [],
  compile: ['tensor', 'backend'],
  transport: [],
  env: ['transport'],
  replay: ['tensor'],
  learner: ['tensor', 'compile', 'replay'],
  aggregation: ['tensor'],
  attack: ['tensor', 'learner'],
  cooperation: ['tensor', 'compile', 'aggregation', 'attack'],
  metrics: [],
  checkpoint: ['metrics'],
  experiment: [
    'tensor',
    'backend',
    'compile',
    'env',
    'replay',
    'learner',
    'aggregation',
    'attack',
    'cooperation',
    'metrics',
    'checkpoint',
  ],
  published: ['metrics', 'experiment'],
  theory: ['aggregation', 'attack', 'cooperation'],
  figures: ['metrics', 'experiment'],
  report: ['metrics', 'experiment', 'published', 'theory', 'figures'],
  cli: ['experiment', 'published', 'theory', 'figures', 'report', 'metrics', 'backend'],
};

/** A package with exactly one home in `src`. */
const HOMES = [
  { name: '@tensorflow/tfjs-node-gpu', home: 'backend' },
  { name: 'zeromq', home: 'transport' },
  { name: 'yargs', home: 'cli' },
  { name: 'cli-progress', home: 'cli' },
  { name: 'vega', home: 'figures' },
  { name: 'vega-lite', home: 'figures' },
  { name: '@resvg/resvg-js', home: 'figures' },
  { name: 'marked', home: 'report' },
];

const escape = (text) => text.replaceAll('/', '\\/').replaceAll('.', '\\.');

export default {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      comment: `src/${folder} may import ${['itself', 'the leaves', ...allowed].join(', ')}. See ARCHITECTURE.md.`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: {
        path: '^src/',
        pathNot: [`^src/[^/]+\\.ts$`, ...[folder, ...allowed].map((name) => `^src/${name}/`)],
      },
    })),
    {
      name: 'leaves-import-nothing',
      comment: 'src/random.ts and src/errors.ts are leaves.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/' },
    },
    ...HOMES.map(({ name, home }) => ({
      name: `${home}-is-the-home-of-${name}`,
      comment: `Only src/${home} imports ${name}.`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${home}/` },
      to: { path: `node_modules/${escape(name)}/` },
    })),
    {
      name: 'no-cycles',
      comment: 'Imports run one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan-folders',
      comment: 'Every folder of src has a row in the table above.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: Object.keys(MAY_IMPORT).map((name) => `^src/${name}/`),
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
