import { auditErrors } from '../../common/errors.ts';
import type { Notice } from '../../common/log.ts';
import { faultAt } from '../../common/named.ts';
import type { AnchorText } from '../delivery/anchors.ts';
import type { SeenEvent } from '../log/messages.ts';
import { noticeOf } from '../notice.ts';
import { anchorsOfSize } from './anchors.ts';
import type { Verified } from './verification.ts';

export interface Witnesses {
  readonly anchors: readonly AnchorText[];
  /** The last check of the whole log. */
  readonly verified: Verified | undefined;
}

/** Why an event cannot be taken for what was written; undefined where nothing speaks against it. */
export function eventProblem(
  { event: { seq }, standing }: SeenEvent,
  { anchors, verified }: Witnesses,
): Notice | undefined {
  const fault = verified && faultAt(verified.verdict, seq);
  const error =
    ownProblem(seq, standing) ??
    anchorProblem(seq, standing, anchors) ??
    (fault && auditErrors.eventNamed({ seq, kind: fault.kind, found: fault.message }));
  return error && noticeOf(error);
}

function ownProblem(seq: number, standing: SeenEvent['standing']): Error | undefined {
  switch (standing.state) {
    case 'changed':
      return auditErrors.eventChanged({ seq });
    case 'astray':
      return auditErrors.eventAstray({ seq, size: standing.size });
    case 'unsigned':
      return auditErrors.eventUnsigned({ seq, size: standing.size });
    default:
      return undefined;
  }
}

function anchorProblem(
  seq: number,
  standing: SeenEvent['standing'],
  anchors: readonly AnchorText[],
): Error | undefined {
  if (standing.state !== 'covered') return undefined;
  const other = anchors.find(({ text }) =>
    anchorsOfSize(text, standing).some(({ root }) => Buffer.from(root).toString('hex') !== standing.root),
  );
  return other && auditErrors.eventRewritten({ seq, size: standing.size, name: other.destination.name });
}
