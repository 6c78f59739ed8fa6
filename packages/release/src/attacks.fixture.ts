import { canonicalText } from '@millwright/schema';
import { attacksOnReleases } from './attacks/releases.fixture.ts';
import { attacksOnTrust } from './attacks/trust.fixture.ts';
import { signEnvelope } from './document/envelope.ts';
import { strangersKey } from './people.fixture.ts';
import { type Arrival, type SampleName, type Situation, samples, signedSample } from './receivers.fixture.ts';

/** Something that must not be accepted, and the same without what is wrong with it, which is. */
export interface Attack {
  /** Goes on after "refuses". */
  readonly name: string;
  readonly arrives: Arrival;
  readonly refused: string;
  readonly good: string;
  /** `release.…`, of its own for each kind of attack. */
  readonly code: string;
  /** Where what is known when it arrives is other than usual. */
  readonly at?: Partial<Situation>;
  /** The same for the good one. */
  readonly goodAt?: Partial<Situation>;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What can be done to any document, by whoever carries it or has another key. */
export function attacksOfForm(arrives: SampleName): readonly Attack[] {
  const { document, content, keys, change } = samples[arrives];
  const good = signedSample(arrives);
  const text = canonicalText(content) ?? '';
  const payload = base64(text);
  const signedText = (other: string): string => signEnvelope(document.payloadType, Buffer.from(other), keys);
  const withPayload = (other: string): string => good.replace(payload, base64(other));
  const envelope = JSON.parse(good);
  const [signature] = envelope.signatures;
  const byStranger = JSON.parse(signedSample(arrives, {}, [strangersKey])).signatures[0].sig;
  const rows: readonly (readonly [name: string, code: string, refused: string])[] = [
    ['altered on its way', 'signature-wrong', withPayload(canonicalText({ ...content, ...change }) ?? '')],
    [
      'with the signature of another document',
      'signature-wrong',
      good.replace(signature.sig, JSON.parse(signedSample(arrives, change)).signatures[0].sig),
    ],
    ['without a signature', 'unsigned', signedSample(arrives, {}, [])],
    ['signed by a stranger', 'wrong-key', signedSample(arrives, {}, [strangersKey])],
    [
      'signed by a stranger who says that the key is another one',
      'signature-wrong',
      good.replace(signature.sig, byStranger),
    ],
    [
      'that says to be of another kind',
      'wrong-kind',
      good.replace(document.payloadType, 'application/vnd.millwright.other+json'),
    ],
    [
      'that is signed as another kind',
      'wrong-kind',
      signEnvelope('application/vnd.millwright.other+json', Buffer.from(text), keys),
    ],
    ['larger than any of its kind', 'too-large', signedText(text.padEnd(document.maxBytes + 1))],
    ['that never ends', 'too-large', '['.repeat(2 * document.maxBytes + 16_384)],
    ['nested without end', 'envelope-invalid', '['.repeat(5000)],
    ['that is no JSON', 'envelope-invalid', good.slice(1)],
    ['cut off', 'envelope-invalid', good.slice(0, -1)],
    ['with something behind it', 'envelope-invalid', `${good}{}`],
    ['signed twice by one key', 'envelope-invalid', twice(good)],
    ['with another member around it', 'envelope-invalid', good.replace('{"payload"', '{"more":1,"payload"')],
    ['written in another way around', 'not-canonical', good.replace('":', '": ')],
    ['written in another way', 'not-canonical', signedText(text.replace('":', '": '))],
    ['with a member twice', 'not-canonical', signedText(text.replace('"format":1', '"format":2,"format":1'))],
    ['of a later format', 'unknown-format', signedText(text.replace('"format":1', '"format":2'))],
    ['without a format', 'document-invalid', signedText(text.replace(/"format":1,|,"format":1/, ''))],
    ['with a member that nobody knows', 'document-invalid', signedText(text.replace(/\}$/, ',"zz":1}'))],
    ['with another prototype', 'document-invalid', signedText(text.replace('{', '{"__proto__":{},'))],
    ['that is a list', 'document-invalid', signedText('[]')],
    ['that is nothing', 'document-invalid', signedText('null')],
  ];
  return rows.map(([name, code, refused]) => ({
    name: `a ${document.kind} ${name}`,
    arrives,
    refused,
    good,
    code: `release.${code}`,
  }));
}

function twice(envelope: string): string {
  const { payload, payloadType, signatures } = JSON.parse(envelope);
  return canonicalText({ payload, payloadType, signatures: [signatures[0], ...signatures] }) ?? '';
}

/** Every attack that concerns documents. */
export const attacks: readonly Attack[] = [
  ...(Object.keys(samples) as SampleName[]).flatMap(attacksOfForm),
  ...attacksOnReleases,
  ...attacksOnTrust,
];
