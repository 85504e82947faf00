import { LINE_HEIGHT, SOFT_COLOR, TEXT_SIZE } from './look.ts';

/** Lines of small text under the pictures of a figure, as one of its views. */
export function footnoteView(lines: readonly string[], width: number, x = 0) {
  return {
    data: { values: [{}] },
    width,
    height: LINE_HEIGHT * lines.length,
    view: { stroke: null },
    mark: {
      type: 'text' as const,
      align: 'left' as const,
      baseline: 'top' as const,
      x,
      y: 0,
      fontSize: TEXT_SIZE - 1,
      lineHeight: LINE_HEIGHT - 1,
      color: SOFT_COLOR,
    },
    encoding: { text: { value: [...lines] } },
  };
}
