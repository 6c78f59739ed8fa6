/** How long something is measured: `full` seconds, or `quick` ones with `MILLWRIGHT_BENCH_QUICK=1`, which only shows that it works. */
export const seconds = (full: number, quick: number): number => Math.ceil(part(full, quick));

/** How often something is done. */
export const times = (full: number, quick: number): number => Math.ceil(part(full, quick));

const part = (full: number, quick: number): number => (process.env['MILLWRIGHT_BENCH_QUICK'] ? quick : full);
