import type { TextKey } from '../text/index.ts';

export interface Section {
  readonly path: string;
  readonly title: TextKey;
  /** An icon of a 20 × 20 square, drawn by its stroke. */
  readonly icon: string;
  readonly onlyWithChaos?: true;
}

/** What the console has, in the order of its menu: one list for each group. */
export const sections: readonly (readonly Section[])[] = [
  [
    { path: '/', title: 'overview', icon: 'M3 14l4-5 3 3 7-8M3 17h14' },
    { path: '/map', title: 'serviceMap', icon: 'M4 4h4v4H4zM12 12h4v4h-4zM12 3h4v4h-4zM8 6h4M6 8v6h6' },
  ],
  [
    { path: '/orders', title: 'orders', icon: 'M4 3h12v14l-3-2-3 2-3-2-3 2zM7 7h6M7 10h6' },
    { path: '/parked', title: 'parked', icon: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM8 7v6M12 7v6' },
    { path: '/letters', title: 'letters', icon: 'M3 5h14v10H3zM3 6l7 5 7-5' },
  ],
  [
    { path: '/catalogue', title: 'catalogue', icon: 'M3 6l7-3 7 3v8l-7 3-7-3zM3 6l7 3 7-3M10 9v8' },
    { path: '/mail', title: 'mail', icon: 'M3 4h14v9h-8l-4 4v-4H3z' },
  ],
  [
    { path: '/checks', title: 'checks', icon: 'M10 3v14M4 6h12M4 6l-2 6h4zM16 6l-2 6h4z' },
    { path: '/chaos', title: 'chaos', icon: 'M11 2L4 11h5l-1 7 8-10h-5z', onlyWithChaos: true },
  ],
];
