import { echo } from './echo.ts';
import { environments } from './environments.ts';
import { products } from './products.ts';
import { training } from './training.ts';
import { update } from './update.ts';
import { serve } from './work.ts';

const SUBJECTS: Readonly<Record<string, () => Promise<void>>> = {
  echo: () => serve(echo),
  environments: () => serve(environments),
  products: () => serve(products),
  training: () => serve(training),
  update: () => serve(update),
};

/** Serves one subject until the benchmark has no more to ask, and ends the process. */
export async function main(name: string): Promise<void> {
  // Ctrl-C reaches all processes; the benchmark ends by it, which closes our input.
  process.on('SIGINT', () => undefined);
  const subject = SUBJECTS[name];
  if (!subject) throw new RangeError(`There is no subject ${name}.`);
  await subject();
  // An open socket would keep the process alive.
  process.exit();
}
