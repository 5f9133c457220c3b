import type { Defence } from '../defence.ts';

const changeAddress = 'services/user/src/use-cases/change-address.ts';
const changeAddressTest = 'services/user/test/change-address.test.ts';
const mailCode = 'services/user/src/use-cases/mail-code.ts';
const register = 'services/user/src/use-cases/register.ts';
const registration = 'services/user/src/domain/registration.ts';
const registerTest = 'services/user/test/register.test.ts';

export const userAddresses: readonly Defence[] = [
  {
    id: 'user.register-same-work',
    what: 'Registering costs the same for an address that is taken',
    file: mailCode,
    cut: [
      'const isKnown = (await findByEmail(deps, email)) !== undefined;',
      'const isKnown = (await findByEmail(deps, email)) !== undefined;\n  if (isKnown) return { email, confirmWithinMinutes: confirmMinutes };',
    ],
    test: [registerTest, 'costs the same for an address that is taken'],
  },
  {
    id: 'user.register-password-confirms',
    what: 'Whoever follows the mail of a stranger’s registration does not open an account under the stranger’s password',
    file: register,
    cut: ['if (!(await hasher.verify(password, pending.passwordHash)))', 'if (!password)'],
    test: [registerTest, 'refuses a stranger’s password, and leaves the token to its owner'],
  },
  {
    id: 'user.register-token-once',
    what: 'A registration token works once',
    file: registration,
    cut: ['book.pending?.tokenHash === tokenHash ? { ...book, pending: null } : book', 'tokenHash ? book : book'],
    test: [registerTest, 'makes the account, once, for who has the token and the password'],
  },
  {
    id: 'user.register-token-expires',
    what: 'A registration token is good for an hour',
    file: registration,
    cut: ['&& now < pending.expiresAt', '&& now > 0'],
    test: [registerTest, 'refuses an old token, and blocks nobody after it'],
  },
  {
    id: 'user.register-mails-an-hour',
    what: 'Nobody’s mailbox is flooded by registering its address',
    file: mailCode,
    cut: ['if (!mayMail(book, now)) return { result: null };', 'void mayMail;'],
    test: [registerTest, 'mails five times an hour to one address at the most (%s)'],
  },
  {
    id: 'user.register-one-network',
    what: 'One network that registers many addresses is slowed',
    file: mailCode,
    cut: ['brake.check(client, clock.now());', ''],
    test: [registerTest, 'is slowed for one network that names many addresses, and not for others'],
  },
  {
    id: 'user.address-change-proof',
    what: 'Whoever holds somebody’s access token does not move the account to an address of their own',
    file: changeAddress,
    cut: ['await prove(deps, { email: before.email, password: currentPassword }, origin);', 'void prove;'],
    test: [changeAddressTest, 'changes nothing: it mails a code there, once the password was right'],
  },
  {
    id: 'user.address-change-same',
    what: 'Nobody learns by moving an account whether an address has one',
    file: mailCode,
    cut: ['const mail = isKnown', 'if (isKnown) return { result: null };\n    const mail = isKnown'],
    test: [changeAddressTest, 'costs the same and says the same where another account has the address'],
  },
  {
    id: 'user.address-change-owner',
    what: 'The code for a new address moves only the account that asked for it',
    file: registration,
    cut: ['|| pending.moves !== moves', ''],
    test: [changeAddressTest, 'refuses an old token, another account’s, an earlier one, and one that is none'],
  },
  {
    id: 'user.address-change-told',
    what: 'Whoever loses an account to another address learns of it at the former one',
    file: changeAddress,
    cut: ['await tellFormer(deps, from, tokenHash);', 'void [tellFormer, from];'],
    test: [changeAddressTest, 'tells the former one however much was mailed there'],
  },
  {
    id: 'user.address-change-resets',
    what: 'A reset that went to the former address opens nothing any more',
    file: 'services/user/src/domain/account.ts',
    cut: ['update.email === undefined || update.email === account.email ? account.reset : null', 'account.reset'],
    test: [changeAddressTest, 'leaves a reset that went to the former address good for nothing'],
  },
];
