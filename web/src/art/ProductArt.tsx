import { memo } from 'react';
import { sceneOf } from './scene.ts';

/** Decoration: whatever it stands for is in the text beside it. */
export const ProductArt = memo(({ id, category }: { readonly id: string; readonly category: string }) => {
  const { sky, glow, shade, disc, glyph, palette, turn, scale } = sceneOf(id, category);
  return (
    <svg className="art" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <rect width="100" height="100" fill={sky} />
      <circle cx={disc.x.toFixed(1)} cy={disc.y.toFixed(1)} r={disc.r.toFixed(1)} fill={glow} />
      <ellipse cx="50" cy="83" rx="30" ry="4" fill={shade} />
      <g transform={`translate(50 52) rotate(${turn}) scale(${scale.toFixed(2)}) translate(-50 -52)`}>
        {glyph.map(([tone, outline]) => (
          <path key={outline} d={outline} fill={palette[tone]} />
        ))}
      </g>
    </svg>
  );
});
ProductArt.displayName = 'ProductArt';
