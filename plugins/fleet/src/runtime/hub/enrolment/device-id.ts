import type { Random } from '@millwright/release';

/** Without those that look alike. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz';
const longestName = 40;

/** What a device is called by machines for ever: its name as far as that can be, and what tells it from all others. */
export function deviceIdOf(name: string, random: Random): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestName)
    .replace(/^-|-$/g, '');
  const mark = Array.from(random(8), (byte) => letters[byte % letters.length]).join('');
  return [...(plain === '' ? [] : [plain]), mark].join('-');
}
