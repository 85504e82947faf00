type Rgb = readonly [number, number, number];

/**
 * How dichromats see linear RGB: Machado, Oliveira and Fernandes, "A physiologically-based model for
 * simulation of color vision deficiency" (2009), https://doi.org/10.1109/TVCG.2009.113, severity 1.
 */
export const VISIONS: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance of two colors (`#rrggbb`) in CIELAB, as seen with a vision. */
export function colorDistance(a: string, b: string, vision: readonly [Rgb, Rgb, Rgb]): number {
  const [labA, labB] = [lab(a, vision), lab(b, vision)];
  return Math.hypot(labA[0] - labB[0], labA[1] - labB[1], labA[2] - labB[2]);
}

/** https://en.wikipedia.org/wiki/CIELAB_color_space, white point D65. */
function lab(color: string, vision: readonly [Rgb, Rgb, Rgb]): Rgb {
  const channel = (at: number): number => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const seen = multiply(vision, [channel(1), channel(3), channel(5)]);
  const [x, y, z] = multiply(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    [clip(seen[0]), clip(seen[1]), clip(seen[2])],
  );
  const f = (value: number): number =>
    value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function multiply(matrix: readonly [Rgb, Rgb, Rgb], [r, g, b]: Rgb): Rgb {
  const [x, y, z] = matrix;
  const dot = (row: Rgb): number => row[0] * r + row[1] * g + row[2] * b;
  return [dot(x), dot(y), dot(z)];
}

const clip = (value: number): number => Math.min(1, Math.max(0, value));
