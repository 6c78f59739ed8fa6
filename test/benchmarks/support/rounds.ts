/** What each arm took in one round, one value per visit. */
export type Round<Name extends string, Value> = Readonly<Record<Name, readonly Value[]>>;

/**
 * Visits every arm twice a round, once on the way there and once on the way back (ABC CBA), and lets each be the first in
 * turn: what the machine does meanwhile, and what drifts, meets all arms alike. Who turns in the middle is visited twice
 * on end, with its code and data still in the processor's caches; so there are always as many rounds as let each arm
 * turn equally often. The first rounds are for warming up, and not returned.
 */
export async function visit<Name extends string, Value>(
  names: readonly Name[],
  rounds: { readonly count: number; readonly warmUp: number },
  take: (name: Name, round: number) => Promise<Value>,
): Promise<readonly Round<Name, Value>[]> {
  const taken: Round<Name, Value>[] = [];
  const count = Math.ceil(rounds.count / names.length) * names.length;
  for (let round = -rounds.warmUp; round < count; round++) {
    const first = (round + rounds.warmUp) % names.length;
    const there = [...names.slice(first), ...names.slice(0, first)];
    const values = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Name, Value[]>;
    for (const name of [...there, ...there.toReversed()]) values[name].push(await take(name, round));
    if (round >= 0) taken.push(values);
  }
  return taken;
}

/** How many rounds: as many as a benchmark needs, or as `MILLWRIGHT_BENCH_ROUNDS` says. */
export const rounds = (needed: number): number =>
  Number(process.env['MILLWRIGHT_BENCH_ROUNDS'] ?? 0) || needed;
