import { askBeforeLeaving, html, openTray } from '@millwright/editor';
import { lookOnlyLine, roleChoice } from '../parts/dialog-parts.ts';
import { manyOwnersWarning } from '../parts/role-warnings.ts';
import { giveRoles, rolesGiven, sameNames } from '../policy/edit.ts';
import { openReview } from '../saving/open-review.ts';
import { mayChange, type OpenContext } from '../sidebar/context.ts';

/** The roles of everyone who is logged in, or also of those who are not. */
export function openSubject(kind: 'everyone' | 'anyone', context: OpenContext): void {
  const { texts, all } = context;
  const subject = { kind };
  const { policy } = all.current;
  const before = rolesGiven(policy, subject);
  const title = texts(`subject.${kind}`);
  const tray = openTray({ title, label: title, width: 480 });
  const allowed = mayChange(context);
  let roles = before;
  const isChanged = (): boolean => !sameNames(roles, before);
  const draw = (): void => {
    if (allowed)
      tray.setPrimary({
        label: texts('review.open'),
        disabled: !isChanged(),
        run: () => openReview(tray, { edit: giveRoles(subject, before, roles), context, back: draw }),
      });
    tray.show(
      html`${allowed ? html`` : lookOnlyLine(texts('lookOnly.people'), all.keepers ?? [], texts)}
        <p>${texts(`people.subjectText.${kind}`)}</p>
        ${roleChoice({
          texts,
          id: 'mw-access-subject',
          legend: texts('people.roles'),
          roles: policy.roles,
          chosen: roles,
          disabled: !allowed,
          change: (chosen) => {
            roles = chosen;
            draw();
          },
        })}
        ${manyOwnersWarning(policy, roles, texts)}`,
    );
  };
  askBeforeLeaving(tray, isChanged);
  draw();
}
