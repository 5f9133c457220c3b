const outlines = {
  cart: 'M3 4h2l2.4 11h10.2L20 7H6.2M9.5 20h.01M16.5 20h.01',
  parcel: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  person: 'M12 12a4 4 0 1 0-.01 0zM5 20c0-4 3-6 7-6s7 2 7 6',
  shop: 'M4 10v10h16V10M3 10l2-6h14l2 6c0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0z',
} as const;

/** Beside a text that says the same. */
export const Icon = ({ name }: { readonly name: keyof typeof outlines }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={outlines[name]} />
  </svg>
);
