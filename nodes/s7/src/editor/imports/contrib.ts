import type { ReadFile } from '@millwright/editor';
import { addressProblem, formatAddress, parseAddress } from '@millwright/s7';

/**
 * Reads the variables of a node-red-contrib-s7 endpoint: an address and a name on each line, with a semicolon, a tab or a comma between
 * them. Undefined for any other text. An address there has a comma of its own (`DB1,REAL4`), so that the last one counts.
 */
export function readContrib(text: string): ReadFile | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((given, index) => ({ line: index + 1, given: given.trim() }))
    .filter(({ given }) => given !== '');
  const pairs = lines.map(({ line, given }) => ({ line, ...pairOf(given) }));
  if (!pairs.some(({ address, name }) => name !== '' && addressProblem(address) === undefined))
    return undefined;
  // A head over the columns is nothing that is missing.
  const [first] = pairs;
  const content = first && /^addr(?:ess)?$/i.test(first.address) ? pairs.slice(1) : pairs;
  return {
    format: 'node-red-contrib-s7',
    rows: content.map(({ line, address, name }) => ({ line, cells: { name, address: canonical(address) } })),
    refused: [],
    unknown: [],
  };
}

function pairOf(given: string): { readonly address: string; readonly name: string } {
  const [, address, name] =
    /^("[^"]*"|[^;\t]*)\s*[;\t]\s*(.*)$/.exec(given) ?? /^("[^"]*"|.*),(.*)$/.exec(given) ?? [];
  return { address: unquoted(address ?? given), name: unquoted(name ?? '') };
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

function canonical(address: string): string {
  if (addressProblem(address) !== undefined) return address;
  const { place, shape, zone } = parseAddress(address);
  return formatAddress(place, shape, zone);
}
