import { hash } from 'node:crypto';
import { canonicalText } from '@millwright/schema';
import * as v from 'valibot';
import { readJson } from '../canonical.ts';
import { releaseErrors } from '../errors.ts';
import type { SigningKey } from '../keys/keys.ts';
import { quoted } from '../refusal-details.ts';
import { checkSignatures, type Envelope, readEnvelope, type Signers, signEnvelope } from './envelope.ts';

/** One kind of document: how it is written and read. Payloads are UTF-8 of canonical JSON (RFC 8785). */
export interface DocumentKind<Content> {
  readonly kind: string;
  /** `application/vnd.millwright.<kind>+json`: signed with it, so that no kind can be taken for another. */
  readonly payloadType: string;
  /** How many bytes a payload can have. */
  readonly maxBytes: number;
  /** @throws `release.document-invalid`, `release.too-large` */
  encode(content: Content): Uint8Array;
  /** @throws `release.too-large`, `release.document-invalid`, `release.not-canonical`, `release.unknown-format` */
  decode(payload: Uint8Array): Content;
}

/** A document that was believed. */
export interface Opened<Content> {
  readonly content: Content;
  /** SHA-256 of the payload, in hexadecimal: what names this very document. */
  readonly digest: string;
  /** The key ids of those whose signatures counted. */
  readonly signers: readonly string[];
}

export const digestOf = (payload: Uint8Array): string => hash('sha256', payload, 'hex');

/** The format that is written. The one before it is read too, once there is one. */
const currentFormat = 1;

/** The member that each schema begins with. */
export const format = v.literal(currentFormat);

/** @param schema strict: unknown members are refused, and every text and list has a limit */
export function defineDocument<Content extends object>(
  kind: string,
  maxBytes: number,
  schema: v.GenericSchema<unknown, Content>,
): DocumentKind<Content> {
  const checked = (value: unknown): Content => {
    const parsed = v.safeParse(schema, value, { abortEarly: true });
    if (!parsed.success) throw releaseErrors.documentInvalid({ kind, reason: issueText(parsed.issues[0]) });
    return parsed.output;
  };
  const limited = (payload: Uint8Array): Uint8Array => {
    if (payload.length > maxBytes) throw releaseErrors.tooLarge({ kind, limit: maxBytes });
    return payload;
  };
  return {
    kind,
    payloadType: `application/vnd.millwright.${kind}+json`,
    maxBytes,
    encode: (content) => {
      const text = canonicalText(checked(content));
      if (text === undefined)
        throw releaseErrors.documentInvalid({ kind, reason: 'a text of it is not well-formed Unicode' });
      return limited(Buffer.from(text));
    },
    decode: (payload) => {
      const json = readJson(limited(payload));
      if (!json) throw releaseErrors.documentInvalid({ kind, reason: 'it is not JSON in UTF-8' });
      if (!json.isCanonical) throw releaseErrors.notCanonical({ kind });
      const found = (json.value as { readonly format?: unknown } | null)?.format;
      if (Number.isSafeInteger(found) && found !== currentFormat)
        throw releaseErrors.unknownFormat({ kind, found: Number(found), known: currentFormat });
      const content = checked(json.value);
      // To Valibot an empty list is an object without members.
      if (canonicalText(content) !== canonicalText(json.value))
        throw releaseErrors.documentInvalid({ kind, reason: 'a list stands where it has to be an object' });
      return content;
    },
  };
}

/** Where, and what is wrong there. Valibot quotes what it found, which can be anybody's. */
export const issueText = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue);
  return quoted(`${path === null ? '' : `${path}: `}${issue.message}`, 300);
};

/** The text of an envelope. @throws as `encode` */
export const signDocument = <Content>(
  document: DocumentKind<Content>,
  content: Content,
  keys: readonly SigningKey[],
): string => signEnvelope(document.payloadType, document.encode(content), keys);

/**
 * An envelope of this kind, of which nothing is believed yet.
 *
 * @throws `release.too-large`, `release.envelope-invalid`, `release.not-canonical`, `release.wrong-kind`
 */
export function readEnvelopeOf(
  { kind, payloadType, maxBytes }: DocumentKind<unknown>,
  source: string | Uint8Array,
): Envelope {
  const envelope = readEnvelope(source, kind, maxBytes);
  if (envelope.payloadType !== payloadType)
    throw releaseErrors.wrongKind({ kind, found: envelope.payloadType });
  return envelope;
}

/**
 * Reads a document and believes it only if these signed it. In this order: size, JSON, envelope, kind, signatures,
 * canonical form, format, schema. What it means is still to be checked.
 *
 * @throws as {@link readEnvelopeOf}, {@link checkSignatures} and `decode`
 */
export function openDocument<Content>(
  document: DocumentKind<Content>,
  source: string | Uint8Array,
  signers: Signers,
): Opened<Content> {
  const envelope = readEnvelopeOf(document, source);
  return {
    signers: checkSignatures(envelope, document.kind, signers),
    content: document.decode(envelope.payload),
    digest: digestOf(envelope.payload),
  };
}
