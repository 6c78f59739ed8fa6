import { Markup, markup } from './markup.ts';
import { style } from './style.ts';
import { type Language, type PageText, textsIn } from './texts.ts';

interface CommonView {
  readonly language: Language;
  /** Where its forms go. */
  readonly logInPath: string;
  readonly logOutPath: string;
  readonly formToken: string;
  /** Where the log-in leads, if it may. */
  readonly to: string | undefined;
}

export type PageView = CommonView &
  (
    | {
        readonly what: 'form';
        readonly name: string;
        readonly problem: PageText | undefined;
        readonly note: PageText | undefined;
        /** Nobody on the way can read what is sent. */
        readonly isPrivate: boolean;
      }
    | { readonly what: 'loggedIn'; readonly user: string }
    | { readonly what: 'unavailable' }
  );

const fixedStyle = new Markup(style);

/** The page where people log in to dashboards, and out: whole in itself, without a script. */
export function pageText(view: PageView): string {
  const texts = textsIn(view.language);
  const { text } = markup`<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${texts.title}</title>
<style>${fixedStyle}</style>
</head>
<body>
<main>
<h1>${texts.title}</h1>
${content(view)}
</main>
</body>
</html>
`;
  return text;
}

function content(view: PageView): Markup {
  const texts = textsIn(view.language);
  switch (view.what) {
    case 'unavailable':
      return markup`<p role="alert">${texts.unavailable}</p>`;
    case 'loggedIn':
      return markup`<p class="who">${texts.loggedIn} <b>${view.user}</b></p>
${view.to === undefined ? undefined : markup`<a class="go" href="${view.to}">${texts.go}</a>`}
<form method="post" action="${view.logOutPath}">
${hidden(view)}<button class="second">${texts.logOut}</button>
</form>`;
    case 'form':
      return form(view);
  }
}

function form(view: PageView & { readonly what: 'form' }): Markup {
  const { language, logInPath, name, problem, note, isPrivate } = view;
  const texts = textsIn(language);
  const isWrong = problem === 'wrong' ? markup` aria-invalid="true" aria-describedby="problem"` : undefined;
  return markup`${note && markup`<p role="status">${texts[note]}</p>\n`}${
    problem && markup`<p class="problem" id="problem" role="alert">${texts[problem]}</p>\n`
  }<form method="post" action="${logInPath}">
${hidden(view)}<label for="name">${texts.name}</label>
<input id="name" name="name" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required${
    name === '' ? markup` autofocus` : undefined
  }${isWrong}>
<label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required${
    name === '' ? undefined : markup` autofocus`
  }${isWrong}>
<button>${texts.logIn}</button>
</form>${isPrivate ? undefined : markup`\n<p class="quiet">${texts.open}</p>`}`;
}

function hidden({ formToken, to }: CommonView): Markup {
  return markup`<input type="hidden" name="token" value="${formToken}">
${to === undefined ? undefined : markup`<input type="hidden" name="to" value="${to}">\n`}`;
}
