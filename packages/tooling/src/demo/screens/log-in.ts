import { ask } from '../admin.ts';

interface Dashboards {
  readonly settings: { readonly logInFor: string };
}

/** Lets nobody see the dashboard who is not logged in. */
export async function askForLogIn({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string;
}): Promise<void> {
  const { settings } = (await ask(url, token, 'GET', 'access/dashboards')) as Dashboards;
  await ask(url, token, 'PUT', 'access/dashboards', { ...settings, logInFor: 'dashboards' });
}
