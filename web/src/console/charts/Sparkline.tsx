import { areaPath, largestOf, linePath, type Values } from './scale.ts';

const box = { left: 0, top: 2, width: 100, height: 26 };

/** The shape of a figure's past: decoration, the figure stands beside it. */
export const Sparkline = ({ values }: { readonly values: Values }) => {
  const scale = { from: 0, to: largestOf([values]) || 1 };
  return (
    <svg className="spark" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className="area colour-1" d={areaPath(values, scale, box)} />
      <path className="line-path colour-1" d={linePath(values, scale, box)} />
    </svg>
  );
};
