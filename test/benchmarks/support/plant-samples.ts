/** Mulberry32: numbers from 0 up to 1. */
export function chance(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** The value at each second of one of five kinds of tags, as plants have them. */
export function plantTag(index: number, random: () => number): (second: number) => number {
  /** About normal, with a standard deviation of 1. */
  const noise = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);
  let state = 0;
  switch (index % 5) {
    case 0:
      return (second) => hundredths(80 + 5 * Math.sin(second / 600) + noise() / 2);
    case 1:
      return () => {
        state += noise() * 0.02;
        return hundredths(21 + state);
      };
    case 2:
      return () => {
        state += Math.round(random() * 3);
        return state;
      };
    case 3:
      return () => {
        if (random() < 0.02) state = 1 - state;
        return state;
      };
    default:
      return () => {
        if (random() < 0.001) state = Math.round(random() * 1_000) / 10;
        return state;
      };
  }
}
