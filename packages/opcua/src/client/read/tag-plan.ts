import type { NodeId } from 'node-opcua-nodeid';
import { attributes } from '../../attributes.ts';
import type { OpcUaTag } from '../../tag.ts';
import type { Resolver } from '../addresses/resolver.ts';
import { refusalOf } from '../refusal-of.ts';
import type { SessionLink } from '../session-link.ts';
import type { Enumeration } from '../values/data-type.ts';
import { parseIndexRange } from '../values/index-range.ts';
import { encodeReadValueId, type ReadOperation } from './read-operation.ts';

/** What is sent for an address that leads nowhere in this session: the server has no such node either. */
const nowhere = Buffer.concat([
  Buffer.from([0, 0]),
  Buffer.from([13, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 255, 255]),
]);

/** What a tag is within one session. */
interface Place {
  readonly link: SessionLink;
  readonly nodeId: NodeId | undefined;
  readonly bytes: Buffer;
  /** Why the address leads nowhere. */
  readonly error?: unknown;
}

/** A tag that is read again and again: its place in a request is made once for each session. */
export class TagPlan implements ReadOperation {
  readonly tag: OpcUaTag;
  readonly attribute: number;
  /** Why it cannot be read at all. */
  readonly refusal: unknown;
  readonly #resolver: Resolver;
  #place: Place | undefined;
  #enumeration: { readonly link: SessionLink; readonly of: Enumeration | undefined } | undefined;

  constructor(tag: OpcUaTag, resolver: Resolver) {
    this.tag = tag;
    this.#resolver = resolver;
    const { attribute = 'Value', indexRange = '' } = tag;
    this.attribute = attributes[attribute];
    this.refusal =
      indexRange === '' || parseIndexRange(indexRange)
        ? undefined
        : refusalOf('BadIndexRangeInvalid', `"${indexRange}" is no range of indexes, as "1:2" or "0,1:2"`);
  }

  /** Whether its address has to be resolved before it is read in this session. */
  needsAddress(link: SessionLink | undefined): boolean {
    return link === undefined || this.#place?.link !== link;
  }

  encoded(link: SessionLink): Buffer {
    if (this.#place?.link !== link) this.#place = this.#placeIn(link);
    return this.#place.bytes;
  }

  /** Why its address leads nowhere in the session that it was last sent in. */
  get error(): unknown {
    return this.#place?.error;
  }

  get nodeId(): NodeId | undefined {
    return this.#place?.nodeId;
  }

  /** The next request is to find its place anew. */
  forgetPlace(): void {
    this.#place = undefined;
  }

  /** Undefined where nobody has found out yet whether its data type is an enumeration. */
  enumerationIn(link: SessionLink): { readonly of: Enumeration | undefined } | undefined {
    return this.#enumeration?.link === link ? this.#enumeration : undefined;
  }

  keepEnumeration(link: SessionLink, of: Enumeration | undefined): void {
    this.#enumeration = { link, of };
  }

  #placeIn(link: SessionLink): Place {
    const { address, indexRange } = this.tag;
    try {
      const nodeId = this.#resolver.nodeId(address, link);
      return { link, nodeId, bytes: encodeReadValueId(nodeId, this.attribute, indexRange) };
    } catch (error) {
      return { link, nodeId: undefined, bytes: nowhere, error };
    }
  }
}
