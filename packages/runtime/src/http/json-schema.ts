import type { Route } from '@millwright/schema';
import { toJsonSchema } from '@valibot/to-json-schema';

/** A schema as OpenAPI 3.1 takes it: JSON Schema 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Schema = NonNullable<Route['params']>;
type Default = Exclude<ReturnType<typeof toJsonSchema>['default'], undefined>;

/**
 * Which side of a schema is written down. Bodies and answers are what goes over the wire, hence `input`. Parameters
 * and queries are `output`: OpenAPI describes them as the values that they stand for, not as the text that they
 * become on the way.
 */
export type Side = 'input' | 'output';

export interface Converted {
  readonly schema: JsonSchema;
  /** What the schema refers to by name; to be put into the components of the document under these names. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/**
 * Writes down a schema of any bundle: what it uses are plain members, not the functions of one copy of valibot.
 * A rule that JSON Schema cannot express is left out, so that it allows more than the route does.
 *
 * @param name unique in the document; recursive parts are named after it
 */
export function jsonSchema(schema: Schema, side: Side, name: string): Converted {
  const {
    $schema: _dialect,
    $defs,
    ...own
  } = toJsonSchema(schema, {
    typeMode: side,
    target: 'draft-2020-12',
    errorMode: 'ignore',
    overrideRef: ({ referenceId }) => `#/components/schemas/${name}.${referenceId}`,
    overrideSchema: ({ valibotSchema, jsonSchema: converted }) =>
      side === 'output' && converted.default !== undefined
        ? { ...converted, default: readDefault(valibotSchema as Schema, converted.default) }
        : undefined,
  });
  const definitions = Object.entries($defs ?? {}).map(([id, each]) => [`${name}.${id}`, each]);
  return { schema: own as JsonSchema, definitions: Object.fromEntries(definitions) };
}

/** What a default means once it has been read. */
function readDefault(schema: Schema, raw: Default): Default {
  const result = schema['~standard'].validate(raw);
  return 'value' in result ? (result.value as Default) : raw;
}
