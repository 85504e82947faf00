/** A measure at one moment. */
export interface Moment {
  readonly t: number;
  readonly value: number;
}

/** The part of a run, from its end, that a rate is read from: t from `last` / 30 to `last`. */
const SPAN = 30;

/**
 * How fast a measure goes to 0: the p of value = c t^p, by least squares on both logarithms over the last
 * part of a run. A measure that converges to a positive number comes to p = 0. NaN where it is 0 somewhere.
 */
export function decayRate(moments: readonly Moment[]): number {
  const last = Math.max(...moments.map(({ t }) => t));
  const points = moments
    .filter(({ t }) => t >= last / SPAN)
    .map(({ t, value }) => ({ x: Math.log(t), y: Math.log(value) }));
  const meanOf = (axis: 'x' | 'y') =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x0, y0] = [meanOf('x'), meanOf('y')];
  const covariance = points.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0);
  return covariance / points.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
}
