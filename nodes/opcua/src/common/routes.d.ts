import * as v from 'valibot';
export declare const area = 'opcua';
declare const listedConnection: v.ObjectSchema<
  {
    readonly id: v.StringSchema<undefined>;
    readonly name: v.StringSchema<undefined>;
    readonly place: v.StringSchema<undefined>;
    readonly readOnly: v.BooleanSchema<undefined>;
    readonly phase: v.PicklistSchema<
      ['idle', 'connecting', 'online', 'degraded', 'waiting', 'closing'],
      undefined
    >;
    readonly delay: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly reason: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly code: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly counters: v.ObjectSchema<
      {
        readonly requests: v.NumberSchema<undefined>;
        readonly errors: v.RecordSchema<v.StringSchema<undefined>, v.NumberSchema<undefined>, undefined>;
        readonly latency: v.ObjectSchema<
          {
            readonly p50: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
            readonly p99: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          },
          undefined
        >;
        readonly bytes: v.ObjectSchema<
          {
            readonly in: v.NumberSchema<undefined>;
            readonly out: v.NumberSchema<undefined>;
          },
          undefined
        >;
        readonly reconnects: v.NumberSchema<undefined>;
        readonly refused: v.NumberSchema<undefined>;
        readonly dropped: v.NumberSchema<undefined>;
        readonly slow: v.NumberSchema<undefined>;
        readonly suspended: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly unit: v.NumberSchema<undefined>;
              readonly since: v.NumberSchema<undefined>;
              readonly next: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly lastError: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly code: v.StringSchema<undefined>;
              readonly message: v.StringSchema<undefined>;
              readonly at: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
      },
      undefined
    >;
    /** How the session is protected, while there is one. */
    readonly security: v.OptionalSchema<
      v.ObjectSchema<
        {
          /** The last part of the policy's URI: `None`, `Basic256Sha256` … */
          policy: v.StringSchema<undefined>;
          mode: v.PicklistSchema<['None', 'Sign', 'SignAndEncrypt'], undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** Whether its user allows it to be unprotected. */
    readonly unsecured: v.BooleanSchema<undefined>;
    /** What was let pass because a user said so, and what the server does otherwise than one might think. */
    readonly notices: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    /** The tables of tags that speak over it. */
    readonly tables: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.StringSchema<undefined>;
          readonly tags: v.NumberSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type ListedConnection = v.InferOutput<typeof listedConnection>;
export declare const opcuaRoutes: import('@millwright/schema').Routes<{
  readonly test: {
    readonly method: 'POST';
    readonly path: '/test';
    readonly permission: 'flows.write';
    readonly summary: 'Connects as a dialog says and asks the server what it is. Secrets that the dialog does not hold are those of the deployed connection, as long as the server is the same';
    readonly body: v.ObjectSchema<
      {
        /** The configuration node that the dialog belongs to, where it is deployed. */
        readonly node: v.OptionalSchema<
          v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
          >,
          undefined
        >;
        /** Its fields as they are typed. */
        readonly config: v.RecordSchema<
          v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
          >,
          v.UnknownSchema,
          undefined
        >;
        /** Its secrets as they are typed; those that are not named are the deployed ones. They are kept nowhere. */
        readonly secrets: v.OptionalSchema<
          v.RecordSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
            >,
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
            >,
            undefined
          >,
          undefined
        >;
      },
      undefined
    >;
    readonly response: v.ObjectSchema<
      {
        readonly policy: v.StringSchema<undefined>;
        readonly mode: v.PicklistSchema<['None', 'Sign', 'SignAndEncrypt'], undefined>;
        /** The URL, with whatever stood for its parts filled in. */
        readonly place: v.StringSchema<undefined>;
        /** From the first byte of the connection to the server's own state. */
        readonly milliseconds: v.NumberSchema<undefined>;
        /** What the server says of itself. */
        readonly product: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        readonly manufacturer: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        readonly version: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        readonly state: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
    readonly maxBodyBytes: number;
  };
  readonly read: {
    readonly method: 'POST';
    readonly path: '/read';
    readonly permission: 'flows.write';
    readonly reads: true;
    readonly background: true;
    readonly summary: 'Reads rows of a table as they are typed, over a deployed connection';
    readonly body: v.ObjectSchema<
      {
        readonly connection: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
        >;
        readonly format: v.ObjectSchema<
          {
            readonly wide: v.PicklistSchema<readonly import('@millwright/tags').WideForm[], undefined>;
            readonly dates: v.PicklistSchema<readonly import('@millwright/opcua').DateForm[], undefined>;
            readonly enumerations: v.PicklistSchema<
              readonly import('@millwright/opcua').EnumerationForm[],
              undefined
            >;
          },
          undefined
        >;
        readonly tags: v.SchemaWithPipe<
          readonly [
            v.ArraySchema<
              v.RecordSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                >,
                v.UnknownSchema,
                undefined
              >,
              undefined
            >,
            v.MinLengthAction<
              {
                [x: string]: unknown;
              }[],
              1,
              undefined
            >,
            v.MaxLengthAction<
              {
                [x: string]: unknown;
              }[],
              200,
              undefined
            >,
          ]
        >;
      },
      undefined
    >;
    readonly response: v.ObjectSchema<
      {
        /** One for each row, in their order. */
        readonly samples: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly tag: v.StringSchema<undefined>;
              readonly value: v.NullableSchema<
                v.UnionSchema<
                  [v.BooleanSchema<undefined>, v.NumberSchema<undefined>, v.StringSchema<undefined>],
                  undefined
                >,
                undefined
              >;
              readonly quality: v.PicklistSchema<['good', 'uncertain', 'bad'], undefined>;
              readonly ts: v.NumberSchema<undefined>;
              readonly address: v.StringSchema<undefined>;
              readonly unit: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly text: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly status: v.OptionalSchema<
                v.ObjectSchema<
                  {
                    readonly code: v.NumberSchema<undefined>;
                    readonly name: v.StringSchema<undefined>;
                    readonly reason: v.StringSchema<undefined>;
                  },
                  undefined
                >,
                undefined
              >;
              readonly error: v.OptionalSchema<
                v.ObjectSchema<
                  {
                    readonly code: v.StringSchema<undefined>;
                    readonly message: v.StringSchema<undefined>;
                    readonly details: v.OptionalSchema<v.LooseObjectSchema<{}, undefined>, undefined>;
                  },
                  undefined
                >,
                undefined
              >;
            },
            undefined
          >,
          undefined
        >;
        readonly pace: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly answerTime: v.NumberSchema<undefined>;
              readonly between: v.NumberSchema<undefined>;
              readonly atOnce: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** So many values one request may ask for, as far as the server has said. */
        readonly perRequest: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
      },
      undefined
    >;
    readonly maxBodyBytes: number;
  };
  readonly status: {
    readonly method: 'GET';
    readonly path: '/status';
    readonly permission: 'flows.read';
    readonly background: true;
    readonly summary: 'How the deployed OPC UA connections fare: state, security, requests, errors, latency';
    readonly response: v.ObjectSchema<
      {
        readonly connections: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly id: v.StringSchema<undefined>;
              readonly name: v.StringSchema<undefined>;
              readonly place: v.StringSchema<undefined>;
              readonly readOnly: v.BooleanSchema<undefined>;
              readonly phase: v.PicklistSchema<
                ['idle', 'connecting', 'online', 'degraded', 'waiting', 'closing'],
                undefined
              >;
              readonly delay: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly reason: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly code: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly counters: v.ObjectSchema<
                {
                  readonly requests: v.NumberSchema<undefined>;
                  readonly errors: v.RecordSchema<
                    v.StringSchema<undefined>,
                    v.NumberSchema<undefined>,
                    undefined
                  >;
                  readonly latency: v.ObjectSchema<
                    {
                      readonly p50: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
                      readonly p99: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
                    },
                    undefined
                  >;
                  readonly bytes: v.ObjectSchema<
                    {
                      readonly in: v.NumberSchema<undefined>;
                      readonly out: v.NumberSchema<undefined>;
                    },
                    undefined
                  >;
                  readonly reconnects: v.NumberSchema<undefined>;
                  readonly refused: v.NumberSchema<undefined>;
                  readonly dropped: v.NumberSchema<undefined>;
                  readonly slow: v.NumberSchema<undefined>;
                  readonly suspended: v.ArraySchema<
                    v.ObjectSchema<
                      {
                        readonly unit: v.NumberSchema<undefined>;
                        readonly since: v.NumberSchema<undefined>;
                        readonly next: v.NumberSchema<undefined>;
                      },
                      undefined
                    >,
                    undefined
                  >;
                  readonly lastError: v.OptionalSchema<
                    v.ObjectSchema<
                      {
                        readonly code: v.StringSchema<undefined>;
                        readonly message: v.StringSchema<undefined>;
                        readonly at: v.NumberSchema<undefined>;
                      },
                      undefined
                    >,
                    undefined
                  >;
                },
                undefined
              >;
              /** How the session is protected, while there is one. */
              readonly security: v.OptionalSchema<
                v.ObjectSchema<
                  {
                    /** The last part of the policy's URI: `None`, `Basic256Sha256` … */
                    policy: v.StringSchema<undefined>;
                    mode: v.PicklistSchema<['None', 'Sign', 'SignAndEncrypt'], undefined>;
                  },
                  undefined
                >,
                undefined
              >;
              /** Whether its user allows it to be unprotected. */
              readonly unsecured: v.BooleanSchema<undefined>;
              /** What was let pass because a user said so, and what the server does otherwise than one might think. */
              readonly notices: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              /** The tables of tags that speak over it. */
              readonly tables: v.ArraySchema<
                v.ObjectSchema<
                  {
                    readonly name: v.StringSchema<undefined>;
                    readonly tags: v.NumberSchema<undefined>;
                  },
                  undefined
                >,
                undefined
              >;
            },
            undefined
          >,
          undefined
        >;
      },
      undefined
    >;
  };
}>;
//# sourceMappingURL=routes.d.ts.map
