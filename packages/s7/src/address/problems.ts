/** What can be wrong with an address, each in words that end the sentence "… is no address: at column 4 …". */
export const addressProblemWords = {
  'address-empty': () => 'it is empty',
  'area-unknown': () => 'an area is missing: DB, I, Q, M, T, C, V, PI or PQ (also E, A, Z, PE, PA)',
  'block-range': () => 'the number of a data block goes from 1 to 65535',
  'block-place': () => 'a place in the data block is missing, such as .DBX0.3, .DBW4 or ,REAL4',
  'type-unknown': ({ word = '' }) => `there is no type or size ${word}`,
  'number-missing': () => 'a number is missing',
  'number-range': ({ max = '' }) => `the number goes up to ${max}`,
  'past-the-end': ({ max = '' }) => `it reaches past byte ${max}, the last one that has an address`,
  'bit-missing': () => 'a bit is missing, such as .0',
  'bit-range': () => 'a byte has the bits 0 to 7',
  'bit-unexpected': ({ size = '' }) =>
    `${size} has no bits of its own: a bit is X, as in DB1.DBX0.3, or M0.3`,
  'length-missing': ({ word = 'STRING' }) =>
    `the most characters are missing: ${word}[20], or as in ,${word}0.20`,
  'length-range': ({ word = 'STRING', max = '' }) => `a ${word} holds 0 to ${max} characters`,
  'bracket-missing': () => 'a ] is missing',
  'count-range': ({ max = '' }) => `an array has 1 to ${max} elements`,
  'size-differs': ({ word = '', size = '', bytes = '' }) =>
    `${word} takes ${bytes} bytes, and ${size} is another size. B stands for any`,
  'type-differs': ({ word = '', other = '' }) =>
    `the address says ${word}, and the type of the tag is ${other}`,
  'type-of-area': ({ word = '' }) => `${word} is not a type of this area`,
  'low-byte-first': ({ word = '' }) =>
    `${word} means a number with its low byte first, which cannot be read here`,
  'rest-unexpected': () => 'nothing more is expected',
} as const satisfies Readonly<Record<string, (details: AddressDetails) => string>>;

export type AddressProblemCode = keyof typeof addressProblemWords;

export const addressProblems = Object.keys(addressProblemWords) as readonly AddressProblemCode[];

/** What the words of a problem need. */
export type AddressDetails = Readonly<Partial<Record<'word' | 'other' | 'size' | 'bytes' | 'max', string>>>;

/** What is wrong with an address while somebody types it. */
export interface AddressProblem {
  readonly code: AddressProblemCode;
  readonly details: AddressDetails & {
    /** Where, from 1 on; behind the last character where something is missing at the end. */
    readonly column: number;
  };
}
