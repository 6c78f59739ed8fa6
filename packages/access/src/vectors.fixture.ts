import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { arbitraryPolicy, arbitraryRequest } from './arbitrary.fixture.ts';
import { compilePolicy } from './compile-policy.ts';
import type { Policy } from './policy.ts';
import type { AccessRequest, Circumstances, Decision } from './request.ts';

/** A request and what has to be decided; its time is a text as in RFC 3339. */
export interface VectorCase {
  readonly about: string;
  readonly request: Omit<AccessRequest, 'circumstances'> & {
    readonly circumstances: Omit<Circumstances, 'time'> & { readonly time: string };
  };
  readonly decision: Decision;
}

export interface VectorGroup {
  readonly about: string;
  readonly policy: Policy;
  readonly cases: readonly VectorCase[];
}

export const vectorsDirectory = new URL('../vectors/', import.meta.url);
export const generatedFile = new URL('generated.json', vectorsDirectory);

export const readVectors = <Vectors>(name: string): Vectors =>
  JSON.parse(readFileSync(new URL(name, vectorsDirectory), 'utf8'));

/** Every group of decisions, by the name of its file. */
export const decisionVectors = (): ReadonlyMap<string, readonly VectorGroup[]> =>
  new Map(
    readdirSync(vectorsDirectory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, readVectors<{ groups?: VectorGroup[] }>(name).groups ?? []]),
  );

export const requestOf = ({ request }: VectorCase): AccessRequest => ({
  ...request,
  circumstances: { ...request.circumstances, time: Date.parse(request.circumstances.time) },
});

const seed = 20_261_125;
const policies = 30;
const drawn = 30;
/** Of each outcome: most of what is drawn is allowed by no rule. */
const mostOfEach = 2;

/** The text of `generated.json`. It changes with what can be drawn, and with fast-check. */
export function generatedVectors(): string {
  const samples = fc.sample(
    fc.tuple(arbitraryPolicy(), fc.array(arbitraryRequest, { minLength: drawn, maxLength: drawn })),
    { seed, numRuns: policies },
  );
  const groups = samples.map(([policy, requests], index) => {
    const { decide } = compilePolicy(policy);
    const decided = requests.map((request) => ({ request, decision: decide(request) }));
    const cases = Object.values(Object.groupBy(decided, ({ decision }) => decision.code))
      .flatMap((each = []) => each.slice(0, mostOfEach))
      .map(({ request, decision }, at) => caseText(`request ${at + 1}`, request, decision));
    const { roles, bindings } = policy;
    return `{
      "about": "policy ${index + 1}",
      "policy": { "format": 1, "roles": [${lines(roles)}],
      "bindings": [${lines(bindings)}] },
      "cases": [
        ${cases.join(',\n        ')}
      ]
    }`;
  });
  return `{
  "about": "Drawn at random; written by MILLWRIGHT_WRITE_VECTORS=1 npm test -- packages/access/src/vectors",
  "groups": [
    ${groups.join(',\n    ')}
  ]
}
`;
}

const lines = (items: readonly unknown[]): string =>
  items.map((item) => `\n        ${ascii(JSON.stringify(item))}`).join(',');

function caseText(about: string, request: AccessRequest, decision: Decision): string {
  const time = new Date(request.circumstances.time).toISOString();
  return ascii(
    JSON.stringify({
      about,
      request: { ...request, circumstances: { ...request.circumstances, time } },
      decision,
    }),
  );
}

/** What looks alike must not be mistaken, or brought into another form by a tool that means well. */
const ascii = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
