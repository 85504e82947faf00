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

/** The kernels of a network, biases as their last rows: `src/learner/networks.ts`. */
interface Kernels {
  readonly first: Kernel;
  readonly second: Kernel;
  /** Of what enters at the second layer, be it the bias alone. */
  readonly late: Kernel;
  readonly last: Kernel;
  readonly lastBias: Kernel;
}

type Kernel = readonly [inputs: number, units: number];

/**
 * Every matrix product of one DDPG update with the critic's action at layer 2: the floor under an
 * update. They are as few as they can be: the actor's gradient goes through the columns of the action
 * alone, and nobody asks for the gradient by the observations. 2.3 MFLOP a sample and learner, where
 * a program that joins hidden units and action in one matrix has 2.54.
 */
export function updateProducts(sizes: UpdateSizes): Product[] {
  const { learners, batch } = sizes;
  const { actor, critic } = kernelsOf(sizes);
  const operand = (name: string, rows: number, columns: number, isTransposed = false): Operand => ({
    name,
    shape: [learners, rows, columns],
    isTransposed,
  });
  const layersOf = (kernels: Kernels) =>
    Object.entries(kernels).map(([layer, [inputs, units]]: [string, Kernel]) => ({
      layer,
      inputs,
      units,
    }));
  const forward = (network: string, pass: string, kernels: Kernels) =>
    layersOf(kernels).map(({ layer, inputs, units }) => ({
      a: operand(`${pass}.${layer}.input`, batch, inputs),
      b: operand(`${network}.${layer}`, inputs, units),
    }));
  const kernelGradients = (pass: string, kernels: Kernels) =>
    layersOf(kernels).map(({ layer, inputs, units }) => ({
      a: operand(`${pass}.${layer}.input`, batch, inputs, true),
      b: operand(`${pass}.${layer}.gradient`, batch, units),
    }));
  const inputGradients = (
    network: string,
    pass: string,
    kernels: Kernels,
    through: readonly (keyof Kernels)[],
  ) =>
    layersOf(kernels)
      .filter(({ layer }) => through.includes(layer as keyof Kernels))
      .map(({ layer, inputs, units }) => ({
        a: operand(`${pass}.${layer}.gradient`, batch, units),
        b: operand(`${network}.${layer}`, inputs, units, true),
      }));
  return [
    ...forward('target-actor', 'next-action', actor),
    ...forward('target-critic', 'next-value', critic),
    ...forward('critic', 'value', critic),
    ...kernelGradients('value', critic),
    ...inputGradients('critic', 'value', critic, ['second', 'last']),
    ...forward('actor', 'action', actor),
    ...forward('new-critic', 'action-value', critic),
    ...inputGradients('new-critic', 'action-value', critic, ['late', 'last']),
    ...kernelGradients('action', actor),
    ...inputGradients('actor', 'action', actor, ['second', 'last']),
  ];
}

function kernelsOf({ observation, action, hidden }: UpdateSizes) {
  const [units1, units2] = hidden;
  const common = { first: [observation + 1, units1], second: [units1, units2] } as const;
  const actor: Kernels = {
    ...common,
    late: [1, units2],
    last: [units2, action],
    lastBias: [1, action],
  };
  const critic: Kernels = {
    ...common,
    late: [action + 1, units2],
    last: [units2, 1],
    lastBias: [1, 1],
  };
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
  const numbers = [actor, critic]
    .flatMap((kernels) => Object.values(kernels) as Kernel[])
    .reduce((sum, [inputs, units]) => sum + inputs * units, 0);
  return 4 * sizes.learners * numbers;
}
