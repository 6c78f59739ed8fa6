import { isOpen, type Method, type Route } from '@millwright/schema';
import { type Converted, type JsonSchema, jsonSchema } from './json-schema.ts';

/** The routes that one plugin has registered. */
export interface RegisteredRoutes {
  readonly plugin: string;
  readonly version: string;
  readonly table: Readonly<Record<string, Route>>;
}

export interface OpenApiOptions {
  /** Of the copy that makes the document. */
  readonly version: string;
  /** Path of Node-RED's admin root, without a slash at its end: `/admin`, or empty. */
  readonly root: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI document of all routes that are registered.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(
  registered: readonly RegisteredRoutes[],
  { version, root }: OpenApiOptions,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const schemas: Record<string, JsonSchema> = { Error: errorSchema };
  for (const { table } of registered)
    for (const route of Object.values(table)) {
      const { operation, definitions } = describe(route);
      Object.assign(schemas, definitions);
      const path = route.path.replace(/:([A-Za-z]\w*)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation };
    }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Millwright',
      version,
      description:
        'The admin routes of the Millwright packages in this Node-RED. Where it has no log-in, no token is needed.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: root === '' ? '/' : root }],
    tags: tags(registered),
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(
        Object.values(errorResponses).map(({ name, description }) => [
          name,
          name === 'Unauthorized' ? { description } : { description, content: json(reference('Error')) },
        ]),
      ),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of this Node-RED (POST /auth/token)',
        },
      },
    },
  };
}

/** One tag for each area, which says who serves it. */
function tags(registered: readonly RegisteredRoutes[]): readonly Json[] {
  const servedBy = new Map<string, Set<string>>();
  for (const { plugin, version, table } of registered)
    for (const { area } of Object.values(table))
      servedBy.set(area, (servedBy.get(area) ?? new Set()).add(`${plugin} ${version}`));
  return [...servedBy].map(([name, by]) => ({ name, description: `Served by ${[...by].join(', ')}` }));
}

interface Described {
  readonly operation: Json;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

function describe(route: Route): Described {
  const id = `${route.area}.${route.name}`;
  const convert = (part: 'params' | 'query' | 'body' | 'response'): Converted | undefined => {
    const schema = route[part];
    const side = part === 'params' || part === 'query' ? 'output' : 'input';
    return schema && jsonSchema(schema, side, `${id}.${part}`);
  };
  const [params, query, body, response] = [
    convert('params'),
    convert('query'),
    convert('body'),
    convert('response'),
  ];
  const parameters = [...parametersOf('path', params), ...parametersOf('query', query)];
  const operation = {
    operationId: id,
    tags: [route.area],
    ...(route.summary === undefined ? {} : { summary: route.summary }),
    security: isOpen(route) ? [] : [{ bearer: [route.permission] }],
    'x-permission': route.permission,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: { required: route.body?.type !== 'optional', content: json(body.schema) },
          'x-max-body-bytes': route.maxBodyBytes,
        }
      : {}),
    responses: {
      ...(route.stream
        ? {
            200: {
              description: 'A file',
              content: { [route.stream]: { schema: { type: 'string', format: 'binary' } } },
            },
          }
        : response
          ? { 200: { description: 'Done', content: json(response.schema) } }
          : { 204: { description: 'Done' } }),
      ...Object.fromEntries(
        statusesOf(route).map((status) => [
          status,
          { $ref: `#/components/responses/${errorResponses[status].name}` },
        ]),
      ),
      default: { description: 'Refused or failed', content: json(reference('Error')) },
    },
  };
  const parts = [params, query, body, response];
  return { operation, definitions: Object.assign({}, ...parts.map((part) => part?.definitions)) };
}

function parametersOf(place: 'path' | 'query', converted: Converted | undefined): readonly Json[] {
  const { properties = {}, required = [] } = (converted?.schema ?? {}) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

/** What every route may answer; the others of a plugin's own come under `default`. */
const errorResponses = {
  400: { name: 'BadRequest', description: 'The request is not as the route declares it' },
  401: { name: 'Unauthorized', description: 'No valid token, or the permission is missing' },
  403: { name: 'Forbidden', description: 'Refused; nothing was changed' },
  413: { name: 'TooLarge', description: 'The body is larger than the route takes' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not JSON, or cannot be decoded' },
  423: { name: 'Locked', description: 'Another operation holds what this one needs; nothing was changed' },
  500: { name: 'Fault', description: "Something failed that was not foreseen; Node-RED's log has more" },
  503: { name: 'Unavailable', description: 'Something that is needed for this does not work now' },
} as const;

type ErrorStatus = keyof typeof errorResponses;

function statusesOf({ method, params, query, body }: Route): readonly ErrorStatus[] {
  const changing = method !== ('GET' satisfies Method);
  const input = changing || params !== undefined || query !== undefined;
  return [
    ...(input ? [400 as const] : []),
    401,
    ...(changing ? ([403, 413] as const) : []),
    ...(body ? [415 as const] : []),
    ...(changing ? [423 as const] : []),
    500,
    503,
  ];
}

const errorSchema: JsonSchema = {
  type: 'object',
  properties: {
    code: {
      type: 'string',
      description: 'Stable; docs/errors.md explains each',
      examples: ['request.invalid'],
    },
    message: { type: 'string', description: 'One English sentence for people' },
    details: { type: 'object', description: 'Facts as plain JSON, different for each code' },
  },
  required: ['code', 'message'],
};

const json = (schema: JsonSchema): Json => ({ 'application/json': { schema } });

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
