import { guardAction } from '../limits/actions.ts';

/**
 * Asks before the editor deploys, whichever way: its button, a key, the list of actions. A deploy that Node-RED asks
 * about itself, because of nodes that are not configured, has come by here before.
 *
 * @param refuses whether it does not happen; whoever says so tells why
 */
export function guardDeploy(refuses: () => boolean): () => void {
  const button = document.getElementById('red-ui-header-button-deploy');
  const group = button?.closest('.red-ui-deploy-button-group');
  const isOffered = (): boolean => button?.classList.contains('disabled') === false;
  const onClick = (event: Event): void => {
    if (!(event.target instanceof Node && button?.contains(event.target))) return;
    if (!isOffered() || !refuses()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  group?.addEventListener('click', onClick, true);
  const undo = guardAction('core:deploy-flows', () => isOffered() && refuses());
  return () => {
    group?.removeEventListener('click', onClick, true);
    undo();
  };
}
