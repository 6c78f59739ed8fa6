import type { Row } from './histories.fixture.ts';

const start = 1_790_000_000_000;
const rowsOf = (values: readonly number[]): readonly Row[] =>
  values.map((value, index) => [start + index * 1_000 + (index % 3), value, Number.isNaN(value) ? 2 : 0]);

/** A history of each coding, and its block as the first version wrote it: plants have files full of these. */
export const golden = [
  {
    kind: 'constant',
    rows: rowsOf([7.25, 7.25, Number.NaN, 7.25]),
    block:
      'TVdTQo4AAAABAAQAAAADAAAAAAAAAAAAwAZFDHpCAIB7B0UMekIAAAAAAMA1QAAAwAZFDHpCAAAAAAAAHUAAAMAGRQx6QgAAAAAAAB1AAADABkUMekIAAAAAAAAdQACAewdFDHpCAAAAAAAAHUCz9mSMEA4IAoCwg8WYaNIPBQIAAwAAAAAAAB1A2p2qig==',
  },
  {
    kind: 'decimal',
    rows: rowsOf([20.01, 19.99, 20.5, -3, 1_000_000.5]),
    block:
      'TVdTQpYAAAABAQUAAAAFAAAAAAAAAAAAwAZFDHpCABC6B0UMekIAAAAA9IQuQQCAewdFDHpCAAAAAAAACMAAELoHRQx6QgAAAACBhC5BAADABkUMekLD9ShcjwI0QAAQugdFDHpCAAAAAIGELkHeJcgHKAKAsIPFmGjSDwUDAIMBAgKiHwPBJQACAJYTAu3p1y9hR/Mo',
  },
  {
    kind: 'single',
    rows: rowsOf([0, -0, Math.fround(0.1), Number.NEGATIVE_INFINITY]),
    block:
      'TVdTQpQAAAABAgQAAAADAAAAAAAAAAAAwAZFDHpCAIB7B0UMekIAAACgmZm5PwAAwAZFDHpCAAAAAAAAAAAAID0HRQx6QgAAAKCZmbk/AADABkUMekIAAAAAAAAAAAAgPQdFDHpCAAAAoJmZuT9bW0/pIAKAsIPFmGjSDwUCAAMCAAG35syxHwABAOvMmccTWYMaZA==',
  },
  {
    kind: 'double',
    rows: rowsOf([0.1 + 0.2, 0.1 + 0.2, 1 / 3, 2 ** 53, -1 / 3]),
    block:
      'TVdTQqoAAAABAwUAAAAFAAAAAAAAAAAAwAZFDHpCABC6B0UMekIAAAAAAABAQwAQugdFDHpCVVVVVVVV1b8AgHsHRQx6QgAAAAAAAEBDAADABkUMekI0MzMzMzPTPwAQugdFDHpCVVVVVVVV1b/7SAZuKAKAsIPFmGjSDwUDAIMBi72ZmZmZmZn+3eQwMzMzMzMf/Kqqqqqqqkr+4K+qqqqqqqrkB7RIa9E=',
  },
] as const;
