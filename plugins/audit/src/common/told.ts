/** In which field of their data events have what their row says, by their name. */
export const toldIn: Readonly<Record<string, string>> = {
  'audit.settings.update': 'values',
  'access.policy.update': 'changed',
  'access.policy.revert': 'changed',
};
