import { memo } from 'react';
import { sceneOf, type Shape } from './scene.ts';

const outlines: Readonly<Record<Shape['kind'], (size: number) => string>> = {
  circle: (r) => `M${-r / 2} 0a${r / 2} ${r / 2} 0 1 0 ${r} 0a${r / 2} ${r / 2} 0 1 0 ${-r} 0z`,
  blob: (s) =>
    `M0 ${-s / 2}C${s * 0.6} ${-s / 2} ${s * 0.55} ${s * 0.35} 0 ${s / 2}S${-s * 0.6} ${-s / 2} 0 ${-s / 2}z`,
  bar: (s) => `M${-s / 2} ${-s / 6}h${s}a${s / 6} ${s / 6} 0 0 1 0 ${s / 3}h${-s}a${s / 6} ${s / 6} 0 0 1 0 ${-s / 3}z`,
  arc: (s) => `M${-s / 2} ${s / 4}a${s / 2} ${s / 2} 0 0 1 ${s} 0h${-s / 4}a${s / 4} ${s / 4} 0 0 0 ${-s / 2} 0z`,
};

/** Decoration: whatever it stands for is in the text beside it. */
export const ProductArt = memo(({ id, category }: { readonly id: string; readonly category: string }) => {
  const { sky, ground, shapes } = sceneOf(id, category);
  return (
    <svg className="art" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <rect width="100" height="100" fill={sky} />
      <path d="M0 78Q50 70 100 78V100H0z" fill={ground} />
      {shapes.map(({ kind, x, y, size, turn, colour }) => (
        <path
          key={`${kind} ${x}`}
          d={outlines[kind](size)}
          fill={colour}
          transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn})`}
        />
      ))}
    </svg>
  );
});
ProductArt.displayName = 'ProductArt';
