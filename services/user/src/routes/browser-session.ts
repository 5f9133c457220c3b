import type { userApi } from '@mercato/contracts/user';
import { errors } from '@mercato/kit/errors';
import { type Cookie, type Handlers, noContent, ok } from '@mercato/kit/service';
import { lifetimeOf } from '../domain/session.ts';
import type { UserDeps } from '../use-cases/deps.ts';
import { originOf } from '../use-cases/origin.ts';
import { logOut } from '../use-cases/sessions.ts';
import { continueInBrowser, logIn, withoutSecret } from '../use-cases/sign-in.ts';

type BrowserRoutes = 'openBrowserSession' | 'continueBrowserSession' | 'closeBrowserSession';

const name = 'mercato_session';
const forget: Cookie = { name, value: '', maxAge: 0, sameSite: 'strict' };

/** A session as a cookie; without being remembered it goes with the browser. */
const cookieFor = (value: string, remember: boolean): Cookie => ({
  name,
  value,
  sameSite: 'strict',
  ...(remember ? { maxAge: lifetimeOf(remember) / 1_000 } : {}),
});

/**
 * Browsers say from where they ask, and pages cannot change what they say. The cookie stays away from other sites, but
 * not from a neighbour such as another port or subdomain.
 */
const mustBeOurPage = (headers: Readonly<Record<string, string | undefined>>): void => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin')
    throw errors.forbidden('Only a page of the shop has a session here');
};

/** The session of a browser, which its scripts never see. */
export const browserSessionHandlers = (deps: UserDeps): Pick<Handlers<typeof userApi>, BrowserRoutes> => ({
  openBrowserSession: async ({ body, headers, cookies }) => {
    mustBeOurPage(headers);
    const pair = await logIn(deps, { ...body, browser: true }, originOf(headers));
    // Whoever was signed in here before is not any more.
    await logOut(deps, cookies[name] ?? '');
    return { ...ok(withoutSecret(pair)), cookies: [cookieFor(pair.refreshToken, body.remember)] };
  },
  continueBrowserSession: async ({ headers, cookies }) => {
    mustBeOurPage(headers);
    const token = cookies[name];
    const session = token === undefined ? undefined : await continueInBrowser(deps, token);
    return { ...ok({ session: session ?? null }), cookies: token !== undefined && !session ? [forget] : [] };
  },
  closeBrowserSession: async ({ headers, cookies }) => {
    mustBeOurPage(headers);
    await logOut(deps, cookies[name] ?? '');
    return { ...noContent(), cookies: [forget] };
  },
});
