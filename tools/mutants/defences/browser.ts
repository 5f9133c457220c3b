import type { Defence } from '../defence.ts';

const test = 'services/user/test/browser-session.test.ts';
const session = 'services/user/src/domain/session.ts';
const routes = 'services/user/src/routes/browser-session.ts';

/** A session that lies in a cookie: nobody else uses it, and it ends where it began. */
export const browser: readonly Defence[] = [
  {
    id: 'browser.same-origin',
    what: 'Only a page of the shop opens, continues or closes the session of a browser',
    file: routes,
    cut: ["site !== undefined && site !== 'same-origin'", 'site === null'],
    test: [test, 'is refused, wherever it is'],
  },
  {
    id: 'browser.strict-cookie',
    what: 'The cookie of a session is not sent along when another site asks',
    file: routes,
    cut: ["  value,\n  sameSite: 'strict',", '  value,'],
    test: [test, 'gives the page an access token, and the secret to a cookie that no script reads'],
  },
  {
    id: 'browser.secret',
    what: 'To know the id of a session is not to hold it',
    file: session,
    cut: ['if (session.tokenHash !== presented.hash) return { result: false };', ''],
    test: [test, 'is nobody with another secret, and that ends nothing'],
  },
  {
    id: 'browser.no-machine',
    what: 'The secret of a browser gets no refresh token, which would outlive the cookie',
    file: session,
    cut: ["if (session.browser) return { result: 'refused' };", ''],
    test: [test, 'are not exchanged for one another'],
  },
  {
    id: 'browser.sign-out',
    what: 'Signing out ends the session on the server, not only in the browser',
    file: routes,
    cut: ["    await logOut(deps, cookies[name] ?? '');\n    return { ...noContent()", '    return { ...noContent()'],
    test: [test, 'ends its session on the server, and no other'],
  },
  {
    id: 'browser.own-cookie',
    what: 'No service sees the cookie of another',
    file: 'services/gateway/src/domain/headers.ts',
    cut: ['const name = cookies[app];', "const name = cookies[app] ?? 'mercato_session';"],
    test: ['services/gateway/test/forwarding.test.ts', 'goes no cookie of another'],
  },
];
