import type { Defence } from '../defence.ts';

const createAccount = 'services/user/src/use-cases/create-account.ts';
const createAccountTest = 'services/user/test/create-account.test.ts';
const storedClaims = 'services/user/src/adapters/stored-claims.ts';
const storedClaimsTest = 'services/user/src/adapters/stored-claims.test.ts';
const signInTest = 'services/user/test/sign-in.test.ts';
const sessionsTest = 'services/user/test/sessions.test.ts';
const changePasswordTest = 'services/user/test/change-password.test.ts';
const loginBrake = 'services/user/src/domain/login-brake.ts';
const loginBrakeTest = 'services/user/src/domain/login-brake.test.ts';

/** Names that are held by one account, tokens that work once. */
export const user: readonly Defence[] = [
  {
    id: 'user.names-held-again',
    what: 'A name counts only when it was still ours after the account pointed to it',
    file: createAccount,
    cut: ['await settle(deps, identity.id);', 'void settle;'],
    test: [createAccountTest, 'goes on where a crash left it, on the retry of its author'],
  },
  {
    id: 'user.lost-name-withdraws',
    what: 'An account that lost its name is withdrawn',
    file: createAccount,
    cut: [
      "isActive(current) ? { state: { ...current, status: 'withdrawn' }, result: null } : { result: null }",
      '({ result: null, ...(current && {}) })',
    ],
    test: [createAccountTest, 'goes to one owner when the first one wakes up late, just before its account is written'],
  },
  {
    id: 'user.held-name-is-taken',
    what: 'A name that somebody is taking is taken',
    file: storedClaims,
    cut: ['claim.heldUntil > this.#clock.now() || this.#pointsTo', 'this.#pointsTo'],
    test: [storedClaimsTest, 'that many reach for at once is held by one of them'],
  },
  {
    id: 'user.used-name-is-taken',
    what: 'A name that an account points to is taken, however old its claim',
    file: storedClaims,
    cut: [
      'claim.heldUntil > this.#clock.now() || this.#pointsTo(claim.ownerId, name)',
      'claim.heldUntil > this.#clock.now()',
    ],
    test: [storedClaimsTest, 'stays with the account that points to it, however old the claim'],
  },
  {
    id: 'user.claim-conflict',
    what: 'A claim that somebody else wrote meanwhile is looked at again',
    file: storedClaims,
    cut: [
      "if ((await this.#write(name, ownerId, stored)) === 'written') return 'held';",
      "await this.#write(name, ownerId, stored);\n      return 'held';",
    ],
    test: [storedClaimsTest, 'that many reach for at once is held by one of them'],
  },
  {
    id: 'user.own-claim-renewed',
    what: 'One keeps a name by writing its claim again, which defeats whoever decided on an older reading',
    file: storedClaims,
    cut: ["return 'taken';\n", "return 'taken';\n      if (stored?.value.ownerId === ownerId) return 'held';\n"],
    test: [storedClaimsTest, 'is held anew by its holder, which defeats whoever decided on an older reading'],
  },
  {
    id: 'user.claim-uncertain',
    what: 'A claim whose write is uncertain is looked up',
    file: storedClaims,
    cut: ["if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';", ''],
    test: [storedClaimsTest, 'whose write ended in %s is looked up'],
  },
  {
    id: 'user.used-name-is-kept',
    what: 'A name that the account points to is not given back',
    file: storedClaims,
    cut: [
      'if (stored?.value.ownerId !== ownerId || (await this.#pointsTo(ownerId, name))) return;',
      'if (stored?.value.ownerId !== ownerId) return;',
    ],
    test: [storedClaimsTest, 'stays with the account that points to it, however old the claim'],
  },
  {
    id: 'user.author-only',
    what: 'An account that a crash left half made is finished only for who knows its password',
    file: createAccount,
    cut: [
      "if ((await write(deps, account)) === 'exists') await checkAuthor(deps, wanted, identity.id);",
      'await write(deps, account);\n  void checkAuthor;',
    ],
    test: [createAccountTest, 'shows the account to its author only: the same id with another password is refused'],
  },
  {
    id: 'user.refresh-token-once',
    what: 'A refresh token works once; used again it ends the session',
    file: 'services/user/src/domain/session.ts',
    cut: [
      "if (session.tokenHash !== presented.hash) return { state: endSession(book, session.id), result: 'ended' };",
      '',
    ],
    test: ['services/user/test/users.api.test.ts', '200 with tokens that work, and refresh once'],
  },
  {
    id: 'user.reuse-ends-session',
    what: 'A refresh token that comes back ends the session, also for whoever holds the next one',
    file: 'services/user/src/domain/session.ts',
    cut: ["return { state: endSession(book, session.id), result: 'ended' };", "return { result: 'ended' };"],
    test: [signInTest, 'ends the session when a token is used again: the thief and the owner are both out'],
  },
  {
    id: 'user.session-idle',
    what: 'A session that nobody uses ends after an hour',
    file: 'services/user/src/domain/session.ts',
    cut: ['if (!book || !session || now >= session.expiresAt)', 'if (!book || !session || now < 0)'],
    test: [signInTest, 'refuses what is not a token, an unknown session and an idle one'],
  },
  {
    id: 'user.session-whole',
    what: 'A session that is always used ends too',
    file: 'services/user/src/domain/session.ts',
    cut: ['Math.min(session.endsAt, now + limits(session.remembered).idle)', 'now + limits(session.remembered).idle'],
    test: [sessionsTest, 'end an hour after they were last used, and after a day however often they were'],
  },
  {
    id: 'user.same-work',
    what: 'An address that nobody has costs as much as one with a wrong password',
    file: 'services/user/src/use-cases/prove.ts',
    cut: [
      'const matches = await deps.hasher.verify',
      'if (!found) throw refusals.credentials();\n  const matches = await deps.hasher.verify',
    ],
    test: [signInTest, 'hashes and reads as much for an unknown address'],
  },
  {
    id: 'user.weak-refused',
    what: 'A password that is soon guessed is refused, also where the mail chooses it',
    file: 'services/user/src/use-cases/reset-password.ts',
    cut: ['demandStrong(deps, password, checkReset(', 'void (demandStrong, checkReset('],
    test: [changePasswordTest, 'is refused wherever one is chosen, and changes nothing'],
  },
  {
    id: 'user.change-wants-the-old',
    what: 'A password is changed only over the one that was proven',
    file: 'services/user/src/domain/password.ts',
    cut: ['if (current.passwordHash !== proven.passwordHash)', 'if (current.id !== proven.id)'],
    test: [changePasswordTest, 'of two at once lets one through'],
  },
  {
    id: 'user.change-ends-sessions',
    what: 'A new password ends the sessions of whoever knew the old one',
    file: 'services/user/src/domain/password.ts',
    cut: ['sessionEpoch: account.sessionEpoch + 1', 'sessionEpoch: account.sessionEpoch'],
    test: [changePasswordTest, 'ends all of them where nobody knows in which it is asked'],
  },
  {
    id: 'user.guesses-counted-together',
    what: 'Guesses at one account are counted together, from wherever they come',
    file: loginBrake,
    cut: ['(familiar ? `${email} from ${client}` : email)', '`${email} from ${client}${familiar}`'],
    test: [loginBrakeTest, 'counts strangers together, wherever they are: many addresses guess no faster than one'],
  },
  {
    id: 'user.owner-not-locked-out',
    what: 'Whoever guesses from elsewhere does not keep the owner out where the account was signed in to before',
    file: loginBrake,
    cut: ['(familiar ? `${email} from ${client}` : email)', '(familiar || client ? email : email)'],
    test: [
      loginBrakeTest,
      'keeps nobody out of the own account, where it was signed in to before, however long strangers guess',
    ],
  },
  {
    id: 'user.one-client-many-accounts',
    what: 'One client that tries many accounts is slowed',
    file: loginBrake,
    cut: ['if (client !== null) this.#clients.count(client, now);', ''],
    test: [
      loginBrakeTest,
      'slows one client that tries many accounts, and does not forget it for a success at its own',
    ],
  },
  {
    id: 'user.closed-is-nobody',
    what: 'What is left of a closed account describes nobody',
    file: 'services/user/src/domain/account.ts',
    cut: ["  fullName: null,\n  phone: null,\n  address: null,\n  passwordHash: '',\n", ''],
    test: [sessionsTest, 'of a closed account are gone, and so is what described a person'],
  },
  {
    id: 'user.first-admin-once',
    what: 'Whoever makes the first administrator makes the same one, so that the next goes on where one died',
    file: 'services/user/src/use-cases/first-admin.ts',
    cut: [
      "uuidV5('user', 'first-admin', wanted.email)",
      "uuidV5('user', 'first-admin', wanted.email, deps.ids.uuid())",
    ],
    test: [
      'services/user/test/first-admin.test.ts',
      'is made by the next try where the first one died after it took the names',
    ],
  },
];
