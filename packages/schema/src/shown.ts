/** Arabic letters that reach out to the next one. @see https://www.unicode.org/Public/UNIDATA/ArabicShaping.txt */
const reaching =
  '[[\\p{Script=Arabic}&&\\p{L}]--[\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef\\u0759-\\u075b\\u076b\\u076c\\u0771\\u0773\\u0774\\u0778\\u0779]]';
const joining = '[[\\p{Script=Arabic}&&\\p{L}]--[\\u0621\\u0674]]';
/** What takes the vowel from a letter of an Indic script, and binds it to the next one. */
const virama =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u0e3a\\u0f84\\u1039\\u103a\\u17d2]';

/**
 * Where the two characters without width that join letters, or keep them apart, are part of how a word is written: only there do
 * they show.
 *
 * @see RFC 5892, appendix A.1 and A.2
 */
const joiner = `(?<=${virama})[\\u200c\\u200d]|(?<=${reaching}\\p{Mn}*)\\u200c(?=\\p{Mn}*${joining})`;

const unshown = new RegExp(`(?!${joiner})[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]`, 'gv');

/**
 * Whether people see every character of a text. None steers terminals, breaks lines, has no width, or turns the direction of what
 * stands around it; none is half of a pair. With those two texts look alike that are not, or one looks like nothing.
 */
export const isShown = (text: string): boolean => text.search(unshown) < 0;

/** A text with a mark (U+FFFD) for each character that is not shown. */
export const asShown = (text: string): string => text.replace(unshown, '\ufffd');
