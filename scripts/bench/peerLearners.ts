/** An implementation of the eight learners in Python. */
export interface PeerLearner {
  /** What `learner_named` in `peers/learner.py` knows it by. */
  readonly key: string;
  readonly library: 'PyTorch' | 'JAX';
  /** How it goes about it. */
  readonly way: string;
}

/**
 * The peers that make sense on a processor of this model. On AMD's, PyTorch's matrix library leaves
 * AVX-512 alone unless it is told otherwise: there it is measured both as it comes and told.
 */
export function peerLearners(cpuModel: string): PeerLearner[] {
  const torch = [
    { key: 'torch-loop', library: 'PyTorch', way: 'loop over agents' },
    { key: 'torch-stacked', library: 'PyTorch', way: 'stacked' },
  ] as const;
  const told = torch.map((peer) => ({
    ...peer,
    key: `${peer.key}+mkl`,
    way: `${peer.way}, MKL as on Intel`,
  }));
  return [
    ...torch,
    ...(cpuModel.includes('AMD') ? told : []),
    { key: 'jax', library: 'JAX', way: 'jit + vmap' },
  ];
}
