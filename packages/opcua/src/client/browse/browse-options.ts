import type { NodeClassName } from '../../node-class.ts';
import type { Reference } from './reference.ts';

/** Which references of a node are wanted. */
export interface BrowseFilter {
  /** Default: forward. */
  readonly direction?: 'forward' | 'inverse' | 'both';
  /** A type of reference: a name of the specification (`HasComponent`) or an address. Default: HierarchicalReferences. */
  readonly reference?: string;
  /** Whether types derived from that one count too. Default: true. */
  readonly subtypes?: boolean;
  /** Only nodes of these classes. Default: all. */
  readonly classes?: readonly NodeClassName[];
}

export interface BrowseOptions extends BrowseFilter {
  readonly signal: AbortSignal;
  /** Ends when there are so many references; what is left is given up at the server. Default: none. */
  readonly most?: number;
}

/** The references of one node. */
export interface Browsed<Found = Reference> {
  readonly references: readonly Found[];
  /** Whether there are more, which were left out because of the limit. */
  readonly truncated: boolean;
}

export interface CrawlOptions extends Omit<BrowseOptions, 'most' | 'direction'> {
  /** Ends when so many nodes were found. Default: 10,000. */
  readonly mostNodes?: number;
  /** How many levels below the start. Default: 32. */
  readonly mostLevels?: number;
  /** Which nodes are reported; the others count for no limit. Default: all. */
  readonly wanted?: (node: Reference) => boolean;
  /** Which nodes are followed. Default: all. */
  readonly followed?: (node: Reference) => boolean;
  /** Hears of each node when it is come across for the first time. */
  readonly met?: (node: CrawledNode) => void;
  /** Asked between requests: true ends it where it is. */
  readonly isOver?: () => boolean;
}

export interface CrawledNode extends Reference {
  /** The address of the node through which it was found first. */
  readonly parent: string;
  /** 1 for what the start refers to. */
  readonly level: number;
}

export interface Crawled {
  readonly nodes: readonly CrawledNode[];
  /** How many nodes were come across, whether they were wanted or not. */
  readonly looked: number;
  /** Whether a limit ended it. */
  readonly truncated: boolean;
  /** Nodes that could not be browsed, and why. */
  readonly failed: readonly { readonly address: string; readonly error: unknown }[];
}
