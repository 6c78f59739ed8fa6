const largest = 0xffff_ffff;

/** The sequence number after this one: 1 comes after the largest, 0 is never used. @see OPC 10000-4 section 7.10 (Counter) */
export const following = (sequence: number): number => (sequence >= largest ? 1 : sequence + 1);

/** How many steps it is from one sequence number to another; negative where the other lies behind it. */
export function stepsTo(from: number, to: number): number {
  const forward = (to - from + largest) % largest;
  return forward > largest / 2 ? forward - largest : forward;
}

/** The sequence numbers from `from` on, before `to`. */
export function between(from: number, to: number): readonly number[] {
  const numbers: number[] = [];
  for (let sequence = from; sequence !== to; sequence = following(sequence)) numbers.push(sequence);
  return numbers;
}
