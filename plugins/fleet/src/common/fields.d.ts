import * as v from 'valibot';
/** What people call something: one line that is not blank, as signed documents take it. */
export declare const shown: (
  limit: number,
) => v.SchemaWithPipe<
  readonly [
    v.StringSchema<undefined>,
    v.TrimAction,
    v.MinLengthAction<string, 1, undefined>,
    v.MaxLengthAction<string, number, undefined>,
    v.CheckAction<string, 'not-shown'>,
  ]
>;
/** Milliseconds since 1970. */
export declare const moment: v.SchemaWithPipe<
  readonly [
    v.NumberSchema<undefined>,
    v.IntegerAction<number, undefined>,
    v.MinValueAction<number, 0, undefined>,
  ]
>;
export declare const count: v.SchemaWithPipe<
  readonly [
    v.NumberSchema<undefined>,
    v.IntegerAction<number, undefined>,
    v.MinValueAction<number, 0, undefined>,
  ]
>;
/** SHA-256, in hexadecimal. */
export declare const digest: v.SchemaWithPipe<
  readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
>;
export declare const deviceId: v.SchemaWithPipe<
  readonly [
    v.StringSchema<undefined>,
    v.RegexAction<string, undefined>,
    v.MaxLengthAction<string, 64, undefined>,
  ]
>;
export declare const jobId: v.SchemaWithPipe<
  readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
>;
/** A `name=value` on a device, by which sets of devices are selected. */
export declare const label: v.ObjectSchema<
  {
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.TrimAction,
        v.MinLengthAction<string, 1, undefined>,
        v.MaxLengthAction<string, number, undefined>,
        v.CheckAction<string, 'not-shown'>,
      ]
    >;
    readonly value: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.TrimAction,
        v.MinLengthAction<string, 1, undefined>,
        v.MaxLengthAction<string, number, undefined>,
        v.CheckAction<string, 'not-shown'>,
      ]
    >;
  },
  undefined
>;
export type Label = v.InferOutput<typeof label>;
/** Each name once. */
export declare const labels: v.SchemaWithPipe<
  readonly [
    v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.SchemaWithPipe<
            readonly [
              v.StringSchema<undefined>,
              v.TrimAction,
              v.MinLengthAction<string, 1, undefined>,
              v.MaxLengthAction<string, number, undefined>,
              v.CheckAction<string, 'not-shown'>,
            ]
          >;
          readonly value: v.SchemaWithPipe<
            readonly [
              v.StringSchema<undefined>,
              v.TrimAction,
              v.MinLengthAction<string, 1, undefined>,
              v.MaxLengthAction<string, number, undefined>,
              v.CheckAction<string, 'not-shown'>,
            ]
          >;
        },
        undefined
      >,
      undefined
    >,
    v.MaxLengthAction<
      {
        name: string;
        value: string;
      }[],
      64,
      undefined
    >,
    v.CheckAction<
      {
        name: string;
        value: string;
      }[],
      'not-unique'
    >,
  ]
>;
/** A coded error as data: editors make their own words from the code and the details. */
export declare const trouble: v.ObjectSchema<
  {
    readonly code: v.StringSchema<undefined>;
    /** English. */
    readonly message: v.StringSchema<undefined>;
    readonly details: v.OptionalSchema<
      v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
      undefined
    >;
  },
  undefined
>;
export type Trouble = v.InferOutput<typeof trouble>;
/** Which release something is. */
export declare const releaseName: v.SchemaWithPipe<
  readonly [
    v.StringSchema<undefined>,
    v.MaxLengthAction<string, 64, undefined>,
    v.RegexAction<string, 'not-a-release-name'>,
  ]
>;
export declare const releaseId: v.ObjectSchema<
  {
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.MaxLengthAction<string, 64, undefined>,
        v.RegexAction<string, 'not-a-release-name'>,
      ]
    >;
    readonly version: v.SchemaWithPipe<
      readonly [
        v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >,
        v.MinValueAction<number, 1, undefined>,
      ]
    >;
  },
  undefined
>;
export type ReleaseId = v.InferOutput<typeof releaseId>;
export declare const restartKind: v.PicklistSchema<['supervised', 'exit', 'none'], undefined>;
export declare const driftPolicy: v.PicklistSchema<['report', 'revert', 'adopt'], undefined>;
export type DriftPolicy = v.InferOutput<typeof driftPolicy>;
/** Text of a query that narrows a list. */
export declare const searchText: v.SchemaWithPipe<
  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
>;
//# sourceMappingURL=fields.d.ts.map
