/** A DataValue that holds these bytes as its Variant. */
export const bytes = (...values: readonly number[]): Buffer => Buffer.from([1, ...values]);

export const int32 = (value: number): readonly number[] => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return [...buffer];
};

/** A DateTime, which counts in 100 ns. */
export const ticks = (value: bigint): readonly number[] => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(value);
  return [...buffer];
};

/** 2026-01-02T03:04:05.1234567Z */
export const moment = BigInt(Date.parse('2026-01-02T03:04:05.123Z') + 11_644_473_600_000) * 10_000n + 4_567n;
