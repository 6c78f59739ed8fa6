/** True with `MILLWRIGHT_ALL=1`: every test runs at full width and a missing peer is a failure. */
export const everything = process.env['MILLWRIGHT_ALL'] === '1';

/** The count for a repeated test: the full one with `MILLWRIGHT_ALL=1`, else a quick one; `MILLWRIGHT_COUNT_<NAME>` overrules both. */
export function count(name: string, counts: { readonly quick: number; readonly full: number }): number {
  const own = process.env[`MILLWRIGHT_COUNT_${name.toUpperCase()}`];
  if (own) return Number(own);
  return everything ? counts.full : counts.quick;
}

/** Each of these at full width; at a user's, the first of them speaks for all. */
export function variants<Variant>(all: readonly Variant[]): readonly Variant[] {
  return everything ? all : all.slice(0, 1);
}
