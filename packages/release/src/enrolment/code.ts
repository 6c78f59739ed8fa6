import { hash, hkdfSync } from 'node:crypto';
import * as v from 'valibot';
import { readBase32, writeBase32 } from '../base32.ts';
import { issueText } from '../document/document.ts';
import { count, digest, keyText, type Label, labels, time } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import type { Random } from '../keys/key-pair.ts';
import { makeSigningKey, type SigningKey } from '../keys/keys.ts';

/** What a device is told by the code that somebody pastes. */
export interface EnrolmentCode {
  /** Where the hub is: `https://hub.example/red`. */
  readonly url: string;
  /** SHA-256 of the trust that holds there: it names every key of the hub and of the release. */
  readonly trust: string;
  /** What knowing the code is proved with: it follows from the secret in it. */
  readonly key: SigningKey;
}

/**
 * What a hub keeps of a code: only the public key that follows from the secret. Who steals it can enrol nothing. Plain
 * JSON.
 */
export const codeRecord = v.strictObject({
  /** `ed25519:…` */
  key: keyText('ed25519'),
  trust: digest,
  expires: time,
  usesLeft: count,
  /** For each device that enrols with it. */
  labels,
});
export interface CodeRecord extends v.InferOutput<typeof codeRecord> {}

const format = 1;
const secretBytes = 16;
const digestBytes = 32;
const sumBytes = 4;
const longestUrl = 200;
const longestText = 1000;

/** @throws `release.code-mistyped` for an address that no code can hold, `release.document-invalid` */
export function makeEnrolmentCode(
  about: {
    readonly url: string;
    readonly trust: string;
    readonly expires: number;
    readonly uses: number;
    readonly labels: readonly Label[];
  },
  random: Random,
): { readonly text: string; readonly record: CodeRecord } {
  const url = Buffer.from(checkedUrl(about.url));
  const secret = random(secretBytes);
  const { success, output, issues } = v.safeParse(codeRecord, {
    key: keyOf(secret).public.text,
    trust: about.trust,
    expires: about.expires,
    usesLeft: about.uses,
    labels: [...about.labels],
  });
  if (!success) throw releaseErrors.documentInvalid({ kind: 'enrolment code', reason: issueText(issues[0]) });
  const content = Buffer.concat([Buffer.of(url.length), secret, Buffer.from(about.trust, 'hex'), url]);
  const characters = writeBase32(Buffer.concat([content, sumOf(content)]));
  const groups = characters.match(/.{1,5}/g) ?? [];
  return { text: [`mw${format}`, ...groups].join('-'), record: output };
}

/** @throws `release.code-mistyped`, `release.unknown-format`. Nothing of the code is in them */
export function readEnrolmentCode(source: string): EnrolmentCode {
  const compact = source.slice(0, longestText).replace(/[\s\u2010-\u2015-]/g, '');
  const [, found, text = ''] = /^mw(\d)(.*)$/i.exec(compact) ?? [];
  if (found === undefined) throw mistyped('it does not begin with "mw1-"');
  if (Number(found) !== format)
    throw releaseErrors.unknownFormat({ kind: 'enrolment code', found: Number(found), known: format });
  const bytes = readBase32(text);
  if ('foreignAt' in bytes) throw mistyped(`character ${bytes.foreignAt + 1} after "mw1" cannot stand there`);
  const content = Buffer.from(bytes.subarray(0, -sumBytes));
  const least = 1 + secretBytes + digestBytes;
  const length = least + (content[0] ?? 0);
  if (!sumOf(content).equals(bytes.subarray(-sumBytes)) || content.length !== length)
    throw mistyped(
      content.length < length
        ? 'it is cut off, or a character is wrong'
        : 'a character is wrong, or too many are there',
    );
  const secret = content.subarray(1, 1 + secretBytes);
  return {
    url: checkedUrl(content.toString('utf8', least)),
    trust: content.toString('hex', 1 + secretBytes, least),
    key: keyOf(secret),
  };
}

/** The 32 bytes of an Ed25519 key, from the secret in the code. @see RFC 5869 */
function keyOf(secret: Uint8Array): SigningKey {
  const seed = hkdfSync('sha256', secret, Buffer.alloc(0), 'millwright/enrolment-code/1', 32);
  return makeSigningKey(() => new Uint8Array(seed));
}

const sumOf = (content: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`mw${format}`), content]), 'buffer').subarray(0, sumBytes);

const mistyped = (reason: string): Error => releaseErrors.codeMistyped({ reason });

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !url.hash && !url.search;
  if (!isPlain || !['http:', 'https:'].includes(url.protocol) || Buffer.byteLength(text) > longestUrl)
    throw mistyped('its address is none of a hub');
  return text;
}
