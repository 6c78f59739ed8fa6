const english = {
  title: 'Log in',
  name: 'Name',
  password: 'Password',
  logIn: 'Log in',
  logOut: 'Log out',
  loggedIn: 'You are logged in as',
  go: 'To the dashboard',
  loggedOut: 'You are logged out.',
  wrong: 'Name or password is wrong.',
  locked: 'Too many wrong attempts. Try again later, or ask an owner of this Node-RED to unlock you.',
  busy: 'Too many log-ins at once. Try again in a few seconds.',
  stale: 'This page was open for too long. Try again.',
  unavailable: 'Nobody can log in right now. Whoever looks after this Node-RED finds the reason in its log.',
  open: 'This connection is not encrypted: others on the network may read your password.',
};

export type PageTexts = Readonly<Record<keyof typeof english, string>>;
export type PageText = keyof PageTexts;

const german: PageTexts = {
  title: 'Anmelden',
  name: 'Name',
  password: 'Passwort',
  logIn: 'Anmelden',
  logOut: 'Abmelden',
  loggedIn: 'Angemeldet als',
  go: 'Zum Dashboard',
  loggedOut: 'Sie sind abgemeldet.',
  wrong: 'Name oder Passwort ist falsch.',
  locked:
    'Zu viele falsche Versuche. Versuchen Sie es später noch einmal, oder bitten Sie einen Eigentümer dieses Node-RED, Sie zu entsperren.',
  busy: 'Zu viele Anmeldungen auf einmal. Versuchen Sie es in einigen Sekunden noch einmal.',
  stale: 'Diese Seite war zu lange offen. Versuchen Sie es noch einmal.',
  unavailable:
    'Zurzeit kann sich niemand anmelden. Wer dieses Node-RED betreut, findet den Grund in dessen Protokoll.',
  open: 'Diese Verbindung ist nicht verschlüsselt: Andere im Netz können Ihr Passwort mitlesen.',
};

const languages = { en: english, de: german } as const;
export type Language = keyof typeof languages;

export const textsIn = (language: Language): PageTexts => languages[language];

/** The language that a browser likes best, of those that there are. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.split(';').map((each) => each.trim().toLowerCase());
      const quality = Number(options.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
      return { language: tag.split('-', 1)[0], quality: Number.isNaN(quality) ? 0 : quality };
    })
    .sort((one, other) => other.quality - one.quality);
  const known = wanted.find(
    ({ language, quality }) => quality > 0 && (language === 'de' || language === 'en'),
  );
  return known?.language === 'de' ? 'de' : 'en';
}
