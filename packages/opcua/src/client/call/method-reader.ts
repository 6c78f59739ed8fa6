import { ReferenceTypeIds } from 'node-opcua-constants';
import { type NodeId, NodeId as NodeIdOf, NodeIdType } from 'node-opcua-nodeid';
import {
  Argument,
  BrowsePath,
  type BrowsePathResult,
  RelativePath,
  TranslateBrowsePathsToNodeIdsRequest,
  type TranslateBrowsePathsToNodeIdsResponse,
} from 'node-opcua-types';
import { addressErrors } from '../../address/errors.ts';
import { opcuaErrors, serviceError } from '../../errors.ts';
import { localNodeId, textOfNodeId } from '../addresses/node-id.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { Browser } from '../browse/browser.ts';
import type { Caller, ManyService, Outcome } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { keyOf } from '../structures/inquiry.ts';
import { namedOnce } from './arguments.ts';
import { readDataValues } from './data-values.ts';
import { methodErrors } from './errors.ts';
import type { ArgumentDescription, MethodDescription } from './method-description.ts';

export interface MethodReaderOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly resolver: Resolver;
  readonly browser: Pick<Browser, 'browse'>;
}

type Waiting = { readonly signal: AbortSignal };

/** An argument as one session knows it. */
export interface KnownArgument extends ArgumentDescription {
  /** The data type's node id in this session. */
  readonly typeKey: string;
}

/** A method as one session knows it. */
export interface KnownMethod extends MethodDescription {
  readonly link: SessionLink;
  readonly inputs: readonly KnownArgument[];
  readonly outputs: readonly KnownArgument[];
}

const propertyNames = ['InputArguments', 'OutputArguments'] as const;

/** Finds out what methods take and give, and whose they are: once in a session. */
export class MethodReader {
  readonly #options: MethodReaderOptions;
  readonly #methods = new WeakMap<SessionLink, Map<string, KnownMethod>>();
  readonly #objects = new WeakMap<SessionLink, Map<string, string>>();

  constructor(options: MethodReaderOptions) {
    this.#options = options;
  }

  /** @throws why the method's arguments cannot be known */
  async describe(method: string, waiting: Waiting): Promise<KnownMethod> {
    const link = await this.#session(method, waiting);
    const known = this.#methods.get(link)?.get(method);
    if (known !== undefined) return known;
    const properties = await this.#properties(method, link, waiting);
    const [inputs, outputs] = await this.#arguments(properties, link, waiting);
    const described: KnownMethod = {
      link,
      inputs: namedOnce(inputs ?? [], 'input'),
      outputs: namedOnce(outputs ?? [], 'output'),
    };
    kept(this.#methods, link).set(method, described);
    return described;
  }

  /**
   * The one object that a method belongs to. Types that have it too do not count: nothing can be called on them.
   * @throws `opcua.method-of-many`, `.method-of-none`
   */
  async objectOf(method: string, link: SessionLink, { signal }: Waiting): Promise<string> {
    const known = this.#objects.get(link)?.get(method);
    if (known !== undefined) return known;
    const { references } = await this.#options.browser.browse(method, {
      signal,
      direction: 'inverse',
      reference: 'HierarchicalReferences',
      classes: ['Object'],
    });
    const objects = [...new Set(references.map(({ address }) => address))];
    const [object] = objects;
    if (object === undefined) throw methodErrors.methodOfNone({ method });
    if (objects.length > 1) throw methodErrors.methodOfMany({ method, objects: objects.slice(0, 5) });
    kept(this.#objects, link).set(method, object);
    return object;
  }

  /** The session that is open, in which the method's address is resolved. */
  async #session(method: string, { signal }: Waiting): Promise<SessionLink> {
    const resolved = (await this.#options.resolver.resolve([method], { signal })).get(method);
    if (resolved === undefined || 'error' in resolved)
      throw resolved?.error ?? addressErrors.sessionChanged();
    return resolved.link;
  }

  async #properties(
    method: string,
    link: SessionLink,
    { signal }: Waiting,
  ): Promise<readonly (NodeId | undefined)[]> {
    const nodeId = this.#options.resolver.nodeId(method, link);
    const service: ManyService<string, BrowsePathResult> = {
      limit: 'maxNodesPerTranslateBrowsePathsToNodeIds',
      build: (names, now) => {
        sameSession(now, link);
        return new TranslateBrowsePathsToNodeIdsRequest({
          browsePaths: names.map((name) => propertyPath(nodeId, name)),
        });
      },
      results: (response) => (response as TranslateBrowsePathsToNodeIdsResponse).results ?? [],
    };
    const outcomes = await this.#options.caller.callMany(propertyNames, service, {
      signal,
      repeatable: true,
    });
    return outcomes.map((outcome) => {
      const { statusCode, targets } = resultOf(outcome);
      // A method that takes nothing, or gives nothing, need not have the property.
      if (statusCode.name === 'BadNoMatch') return undefined;
      if (statusCode.isBad())
        throw serviceError(statusCode.name, { service: 'TranslateBrowsePathsToNodeIds' });
      const [target] = targets ?? [];
      return target && localNodeId(target.targetId, link.facts.namespaces);
    });
  }

  async #arguments(
    properties: readonly (NodeId | undefined)[],
    link: SessionLink,
    { signal }: Waiting,
  ): Promise<readonly (readonly KnownArgument[])[]> {
    const asked = properties.filter((property) => property !== undefined);
    const outcomes =
      asked.length === 0
        ? []
        : await this.#options.caller.callMany(asked, readDataValues(link), { signal, repeatable: true });
    const read = new Map(asked.map((property, index) => [property, outcomes[index]]));
    return properties.map((property) => {
      if (property === undefined) return [];
      const { statusCode, value } = resultOf(read.get(property));
      if (statusCode.isBad()) throw serviceError(statusCode.name, { service: 'Read' });
      return argumentsIn(value?.value, link.facts.namespaces);
    });
  }
}

function kept<Value>(by: WeakMap<SessionLink, Map<string, Value>>, link: SessionLink): Map<string, Value> {
  const known = by.get(link) ?? new Map<string, Value>();
  by.set(link, known);
  return known;
}

function resultOf<Result>(outcome: Outcome<Result> | undefined): Result {
  if (outcome === undefined)
    throw opcuaErrors.badResponse({ reason: 'there are fewer results than operations' });
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

const propertyPath = (method: NodeId, name: string): BrowsePath =>
  new BrowsePath({
    startingNode: method,
    relativePath: new RelativePath({
      elements: [
        {
          referenceTypeId: new NodeIdOf(NodeIdType.NUMERIC, ReferenceTypeIds.HasProperty, 0),
          includeSubtypes: true,
          isInverse: false,
          targetName: { namespaceIndex: 0, name },
        },
      ],
    }),
  });

function argumentsIn(value: unknown, namespaces: readonly string[]): readonly KnownArgument[] {
  if (!Array.isArray(value)) return [];
  return value.map((argument: unknown): KnownArgument => {
    if (!(argument instanceof Argument))
      throw opcuaErrors.badResponse({ reason: 'the arguments of the method are no Argument structures' });
    const { name, dataType, valueRank, description } = argument;
    return {
      name: name ?? '',
      dataType: textOfNodeId(dataType, namespaces),
      rank: valueRank,
      typeKey: keyOf(dataType),
      ...(description.text && { description: description.text }),
    };
  });
}
