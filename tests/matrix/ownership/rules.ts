/** Something that belongs to one shopper, with the ids by which others could ask for it. */
export interface Belongings {
  readonly userId: string;
  readonly orderId: string;
  readonly paymentId: string;
}

type Parts = Readonly<Record<string, string>>;

/** A route that names what it is about: a stranger is answered `answer`, whatever else the request says. */
export interface Named {
  readonly stranger: 403 | 404;
  /** False for what even an administrator may not do for somebody. */
  readonly administrators?: false;
  readonly params?: (of: Belongings) => Parts;
  readonly query?: (of: Belongings) => Parts;
}

/**
 * Who may. `anyone`: it is about nobody. `own`: the token alone says whose it is about, so that there is no id to guess.
 * `admin`: administrators alone. `internal`: other services alone; the gateway does not know it.
 */
export type Rule = 'anyone' | 'own' | 'admin' | 'internal' | Named;

const order: Named = { stranger: 404, params: ({ orderId }) => ({ id: orderId }) };
const user: Named = { stranger: 403, params: ({ userId }) => ({ id: userId }) };

/** Every route of the contracts by its id: one that is not here fails the tests until somebody says whose it is. */
export const rules: Readonly<Record<string, Rule>> = {
  registerUser: 'anyone',
  confirmRegistration: 'anyone',
  login: 'anyone',
  refreshToken: 'anyone',
  requestPasswordReset: 'anyone',
  confirmPasswordReset: 'anyone',
  changePassword: { ...user, administrators: false },
  requestAddressChange: { ...user, administrators: false },
  confirmAddressChange: { ...user, administrators: false },
  getJwks: 'anyone',
  getUser: user,
  updateUser: user,
  deleteUser: user,
  logout: 'anyone',
  openBrowserSession: 'anyone',
  continueBrowserSession: 'anyone',
  closeBrowserSession: 'anyone',
  listSessions: user,
  endSessions: user,
  endSession: { stranger: 403, params: ({ userId }) => ({ id: userId, sessionId: 's1' }) },
  getContact: 'internal',
  createApiKey: 'admin',
  listApiKeys: 'admin',
  revokeApiKey: 'admin',
  exchangeApiKey: 'internal',

  listProducts: 'anyone',
  getProduct: 'anyone',
  listCategories: 'anyone',
  createProduct: 'admin',
  updateProduct: 'admin',
  deleteProduct: 'admin',
  changeStock: 'admin',
  importProducts: 'admin',
  getReservations: 'admin',
  quoteProducts: 'internal',
  reserveStock: 'internal',
  commitStock: 'internal',
  releaseStock: 'internal',

  getCart: 'own',
  clearCart: 'own',
  putCartItem: 'own',
  removeCartItem: 'own',
  mergeCart: 'own',
  getCartLines: 'internal',

  placeOrder: 'own',
  getOrder: order,
  getOrderTimeline: order,
  streamOrder: order,
  cancelOrder: order,
  listOrders: { stranger: 403, params: ({ userId }) => ({ userId }) },
  setOrderStatus: 'admin',
  listAllOrders: 'admin',
  retryOrder: 'admin',
  getOrderRecord: 'admin',
  rebuildOrderIndex: 'admin',

  tokenizeCard: 'own',
  processPayment: 'admin',
  capturePayment: 'admin',
  voidPayment: 'admin',
  refundPayment: 'admin',
  getPayment: { stranger: 404, params: ({ paymentId }) => ({ id: paymentId }) },
  getOrderPayment: { stranger: 404, params: ({ orderId }) => ({ orderId }) },
  // Who may is who can sign: the token says nothing here.
  stripeWebhook: 'anyone',
  tokenizeFor: 'internal',
  authorizePayment: 'internal',
  captureAuthorized: 'internal',
  voidAuthorized: 'internal',
  refundCaptured: 'internal',

  quoteShipping: 'anyone',
  getShipment: { stranger: 404, params: ({ orderId }) => ({ orderId }) },
  rebuildParcelIndex: 'admin',
  bookShipment: 'internal',
  cancelShipment: 'internal',
  dispatchShipment: 'internal',
  deliverShipment: 'internal',

  listNotifications: { stranger: 403, query: ({ userId }) => ({ userId }) },
  sendNotification: 'admin',
  listMailbox: 'admin',
  rebuildNotificationIndex: 'admin',

  listEvents: 'admin',

  getConsoleSettings: 'admin',
  getOverview: 'admin',
  getServiceMap: 'admin',
  listDeadLetterQueues: 'admin',
  showDeadLetters: 'admin',
  redriveDeadLetters: 'admin',
  discardDeadLetters: 'admin',
  listAudit: 'admin',
  startConservation: 'admin',
  listConservation: 'admin',
  getConservation: 'admin',
  getChaos: 'admin',
  doChaos: 'admin',
};
