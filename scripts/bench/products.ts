/** One batched matrix product of an update, of all learners at once. */
export interface Product {
  readonly a: Operand;
  readonly b: Operand;
}

/** Operands with equal names are the same numbers. */
export interface Operand {
  readonly name: string;
  /** As it lies in memory: learners, rows, columns. */
  readonly shape: readonly [number, number, number];
  readonly isTransposed: boolean;
}

export interface UpdateSizes {
  readonly learners: number;
  readonly batch: number;
  readonly observation: number;
  readonly action: number;
  readonly hidden: readonly [number, number];
}

/** Rows and columns of the kernels of a network. */
type Kernels = readonly (readonly [inputs: number, units: number])[];

/**
 * Every matrix product of one DDPG update with the critic's action at layer 2, as reverse-mode
 * differentiation makes them: the floor under an update. The actor's update would need 6 of the 406
 * columns of the critic's gradient at that layer; all are counted, because that is what makes the
 * usual 2.54 MFLOP a sample and learner.
 */
export function updateProducts(sizes: UpdateSizes): Product[] {
  const { learners, batch } = sizes;
  const { actor, critic } = kernelsOf(sizes);
  const operand = (name: string, rows: number, columns: number, isTransposed = false): Operand => ({
    name,
    shape: [learners, rows, columns],
    isTransposed,
  });
  const forward = (network: string, pass: string, kernels: Kernels) =>
    kernels.map(([inputs, units], layer) => ({
      a: operand(`${pass}.input${layer}`, batch, inputs),
      b: operand(`${network}.kernel${layer}`, inputs, units),
    }));
  const kernelGradients = (pass: string, kernels: Kernels) =>
    kernels.map(([inputs, units], layer) => ({
      a: operand(`${pass}.input${layer}`, batch, inputs, true),
      b: operand(`${pass}.gradient${layer}`, batch, units),
    }));
  // Nobody asks for the gradient by the observations.
  const inputGradients = (network: string, pass: string, kernels: Kernels) =>
    kernels
      .map(([inputs, units], layer) => ({
        a: operand(`${pass}.gradient${layer}`, batch, units),
        b: operand(`${network}.kernel${layer}`, inputs, units, true),
      }))
      .slice(1);
  return [
    ...forward('target-actor', 'next-action', actor),
    ...forward('target-critic', 'next-value', critic),
    ...forward('critic', 'value', critic),
    ...kernelGradients('value', critic),
    ...inputGradients('critic', 'value', critic),
    ...forward('actor', 'action', actor),
    ...forward('new-critic', 'action-value', critic),
    ...inputGradients('new-critic', 'action-value', critic),
    ...kernelGradients('action', actor),
    ...inputGradients('actor', 'action', actor),
  ];
}

function kernelsOf({ observation, action, hidden }: UpdateSizes) {
  const [first, second] = hidden;
  const actor: Kernels = [
    [observation, first],
    [first, second],
    [second, action],
  ];
  const critic: Kernels = [
    [observation, first],
    [first + action, second],
    [second, 1],
  ];
  return { actor, critic };
}

/** Floating-point operations, a multiplication and an addition being two. */
export function floatingPointOperations(products: readonly Product[]): number {
  return products.reduce((sum, { a, b }) => {
    const [learners, rows, columns] = a.shape;
    const others = b.isTransposed ? b.shape[1] : b.shape[2];
    return sum + 2 * learners * rows * columns * others;
  }, 0);
}

/** Bytes of all online parameters: Adam's moments and the targets are as many again. */
export function parameterBytes(sizes: UpdateSizes): number {
  const { actor, critic } = kernelsOf(sizes);
  const numbers = [...actor, ...critic].reduce(
    (sum, [inputs, units]) => sum + (inputs + 1) * units,
    0,
  );
  return 4 * sizes.learners * numbers;
}
