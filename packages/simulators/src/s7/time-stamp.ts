const toBcd = (value: number): number => (Math.floor(value / 10) << 4) | (value % 10);
const fromBcd = (byte: number): number => (byte >> 4) * 10 + (byte & 15);

/** The eight bytes of DATE_AND_TIME: year to second, then three digits of milliseconds and the day of the week, in BCD. */
export function encodeClock(milliseconds: number): Buffer {
  const date = new Date(milliseconds);
  const thousandths = date.getUTCMilliseconds();
  return Buffer.from([
    toBcd(date.getUTCFullYear() % 100),
    toBcd(date.getUTCMonth() + 1),
    toBcd(date.getUTCDate()),
    toBcd(date.getUTCHours()),
    toBcd(date.getUTCMinutes()),
    toBcd(date.getUTCSeconds()),
    toBcd(Math.floor(thousandths / 10)),
    ((thousandths % 10) << 4) | (date.getUTCDay() + 1),
  ]);
}

/** @param bytes the eight. Years from 90 on are of the last century. */
export function decodeClock(bytes: Uint8Array): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, hundredths = 0, last = 0] = [
    ...bytes,
  ].map(fromBcd);
  const full = year < 90 ? 2000 + year : 1900 + year;
  const thousandths = hundredths * 10 + Math.floor(last / 10);
  return Date.UTC(full, month - 1, day, hour, minute, second, thousandths);
}
