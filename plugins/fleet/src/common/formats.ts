import type { CodedError } from '@millwright/schema';
import * as v from 'valibot';
import { fleetErrors } from './errors.ts';

/**
 * The format of the road that is written here. A hub and a device speak it and the one before, so that either can be
 * updated first: a device begins with its own, goes on with the highest of those that a refusal names, and is answered
 * in the format that it asked in. Whoever stands between can make both speak the former one: what is believed does not
 * hang on the road, but on documents, which have a format of their own.
 */
export const roadFormat = 1;

/** `device` or `hub`, and which of its messages: `device.report`. */
export type RoadMessage =
  | 'device.request'
  | 'hub.challenge'
  | 'device.answer'
  | 'hub.welcome'
  | 'device.greet'
  | 'hub.nonce'
  | 'device.greeting'
  | 'hub.pass'
  | 'device.frame'
  | 'hub.frame'
  | 'device.adoption'
  | 'hub.adopted';

type Members = Readonly<Record<string, unknown>>;

/** What a format says otherwise than the one after it. What is left out is said alike. */
export interface FormerFormat {
  /** A message of this format, as the format after it says it; what it lacks has to be checked after that. */
  readonly raise?: Partial<Record<RoadMessage, (message: Members) => Members>>;
  /** A message of the format after it, as this one says it. */
  readonly lower?: Partial<Record<RoadMessage, (message: Members) => Members>>;
}

/** Format 0 never was: it is format 1 with its number lowered, so that neighbours are tested before there are any. */
const formerFormats: Readonly<Record<number, FormerFormat>> = { 0: {} };

/** What was said in a format that is not spoken here, and why it is refused. */
export interface Unspoken {
  readonly refused: CodedError;
  readonly said: unknown;
}

export interface RoadFormats {
  /** Those that are spoken here, the highest first. */
  readonly spoken: readonly number[];
  /**
   * A schema for messages of any format that is spoken here. Handlers see them as the newest format says them, but for
   * `format`, which stays the one to answer in. Parsing throws `fleet.format-unknown`, before it looks at the shape.
   */
  message<Entries extends v.ObjectEntries & { readonly format: v.GenericSchema<number> }>(
    kind: RoadMessage,
    entries: Entries,
  ): v.ObjectSchema<Entries, undefined>;
  /** The same for what comes first: one of another format does not throw, so that whoever answers hears who asked. */
  opening<Entries extends v.ObjectEntries & { readonly format: v.GenericSchema<number> }>(
    kind: RoadMessage,
    entries: Entries,
  ): v.GenericSchema<
    v.InferInput<v.ObjectSchema<Entries, undefined>>,
    v.InferOutput<v.ObjectSchema<Entries, undefined>> | Unspoken
  >;
  /** A message of the newest format in the one that its `format` says. */
  write<Message extends { readonly format: number }>(kind: RoadMessage, message: Message): Members;
  /** The format to go on with after a refusal that names what the other side speaks; undefined: one has to be updated. */
  common(theirs: readonly number[]): number | undefined;
}

export function roadFormats(newest: number, formers: Readonly<Record<number, FormerFormat>>): RoadFormats {
  const spoken = [newest, newest - 1].filter((format) => format >= 0);

  const known = (kind: RoadMessage, format: number): FormerFormat | undefined => {
    if (!spoken.includes(format)) {
      const [from, to] = kind.startsWith('device.')
        ? (['device', 'hub'] as const)
        : (['hub', 'device'] as const);
      throw fleetErrors.formatUnknown({ format, spoken, behind: format > newest ? to : from });
    }
    return format === newest ? undefined : formers[format];
  };

  const raised = (kind: RoadMessage, value: unknown): unknown => {
    const format = (value as { readonly format?: unknown } | null | undefined)?.format;
    if (typeof format !== 'number' || !Number.isSafeInteger(format)) return value;
    const raise = known(kind, format)?.raise?.[kind];
    return raise ? { ...raise(value as Members), format } : value;
  };

  const message: RoadFormats['message'] = (kind, entries) => {
    const schema = v.object(entries);
    // Not a pipe of two schemas: the document of all routes is to show the members of the newest format.
    return {
      ...schema,
      '~run': (dataset, config) => schema['~run']({ value: raised(kind, dataset.value) }, config),
    };
  };

  return {
    spoken,
    message,
    opening<Entries extends v.ObjectEntries & { readonly format: v.GenericSchema<number> }>(
      kind: RoadMessage,
      entries: Entries,
    ) {
      const schema = message(kind, entries);
      type Of = v.ObjectSchema<Entries, undefined>;
      const opening: v.GenericSchema<unknown, unknown> = {
        ...(schema as v.GenericSchema<unknown, unknown>),
        '~run': (dataset, config) => {
          const said = dataset.value;
          try {
            return schema['~run'](dataset, config);
          } catch (refused) {
            if (!fleetErrors.formatUnknown.is(refused)) throw refused;
            return { typed: true, value: { refused, said } satisfies Unspoken };
          }
        },
      };
      return opening as v.GenericSchema<v.InferInput<Of>, v.InferOutput<Of> | Unspoken>;
    },
    write: (kind, message) => {
      const lower = known(kind, message.format)?.lower?.[kind];
      return lower ? { ...lower(message), format: message.format } : message;
    },
    common: (theirs) => spoken.find((format) => theirs.includes(format)),
  };
}

export const road = roadFormats(roadFormat, formerFormats);
