/** One measured figure beside what it should reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Where the value lies with 95 % confidence. */
  readonly interval?: readonly [number, number];
  /** In words: `< 5 %`. */
  readonly reach: string;
  readonly ok: boolean;
}

/** What a file of `test/benchmarks/` exports. Its name is the area. */
export interface Benchmark {
  /** One that takes minutes tells each figure as soon as it knows it. */
  run(): Promise<readonly Figure[]> | AsyncIterable<Figure>;
}
