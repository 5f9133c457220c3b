/** `no-restricted-globals` would ban `new Date(text)` too, which is pure: only the form that reads the clock is wrong. */
const noWallClock = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return;
      context.report({ node, message: 'must use a Clock of @mercato/kit/time, so that tests own the time' });
    },
  }),
};

export default { meta: { name: 'mercato' }, rules: { 'no-wall-clock': noWallClock } };
