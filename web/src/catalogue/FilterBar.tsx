import { useId } from 'react';
import { useText } from '../text/index.ts';
import { sortOptions } from './filters.ts';
import { type Filters, useCategories } from './useCatalogue.ts';

interface FilterBarProps {
  readonly filters: Filters;
  readonly change: (filters: Filters) => void;
}

const Choice = ({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}) => {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {options.map(([name, shown]) => (
          <option key={name} value={name}>
            {shown}
          </option>
        ))}
      </select>
    </span>
  );
};

const PriceLimit = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) => {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        key={value}
        type="number"
        min={0}
        inputMode="numeric"
        defaultValue={value === undefined ? '' : value / 100}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
        onBlur={({ target }) => onChange(target.value === '' ? undefined : Math.round(target.valueAsNumber * 100))}
      />
    </span>
  );
};

const withoutNothing = (filters: Record<string, unknown>): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''));

export const FilterBar = ({ filters, change }: FilterBarProps) => {
  const text = useText();
  const { data: categories = [] } = useCategories();
  const set = (some: Record<string, unknown>): void => change(withoutNothing({ ...filters, ...some }));
  const all = ['', text('allProducts')] as const;
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={text('categories')}
        value={filters.category ?? ''}
        options={[all, ...categories.map(({ slug, name, products }) => [slug, `${name} (${products})`] as const)]}
        onChoose={(category) => set({ category })}
      />
      <Choice
        label={text('sort')}
        value={filters.sort ?? 'relevance'}
        options={sortOptions.map(([name, key]) => [name, text(key)] as const)}
        onChoose={(sort) => set({ sort })}
      />
      <PriceLimit label={text('minPrice')} value={filters.minPrice} onChange={(minPrice) => set({ minPrice })} />
      <PriceLimit label={text('maxPrice')} value={filters.maxPrice} onChange={(maxPrice) => set({ maxPrice })} />
      <label className="choice">
        <input
          type="checkbox"
          checked={filters.inStock === 'true'}
          onChange={({ target }) => set({ inStock: target.checked ? 'true' : undefined })}
        />{' '}
        {text('inStockOnly')}
      </label>
    </form>
  );
};
