/** How a number is written that has too many digits to be read. */
export const withExponent: Intl.NumberFormatOptions = { notation: 'scientific', maximumFractionDigits: 4 };

/** Whether a number has too many digits before the point. Counters of 32 bits are written in full. */
export const isHuge = (value: number): boolean => Math.abs(value) >= 1e10;
