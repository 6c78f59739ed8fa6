/** The number in four bits for each decimal digit, the most significant one first; undefined where four bits are no digit. */
export function numberOfBcd(bits: number, digits: number): number | undefined {
  let value = 0;
  for (let place = digits - 1; place >= 0; place -= 1) {
    const digit = (bits >>> (4 * place)) & 0xf;
    if (digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Decimal digits as four bits each. @param value whole, and of no more than seven digits */
export function bcdOf(value: number): number {
  return Number.parseInt(`${value}`, 16);
}
