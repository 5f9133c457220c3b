import { Link, useLocation, useSearch } from 'wouter';
import { useText } from '../text/index.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { FilterBar } from './FilterBar.tsx';
import { filtersIn, searchPath } from './filters.ts';
import { ProductGrid } from './ProductCard.tsx';
import { type Filters, useCategories, useProducts } from './useCatalogue.ts';

const Results = ({ filters }: { readonly filters: Filters }) => {
  const text = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useProducts(filters);
  const total = data?.pages[0]?.total;
  const found = total === 0 ? text('noResults') : text('results', { count: total ?? 0 });
  return (
    <>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <p role="status" className="found">
        {total !== undefined && found}
      </p>
      {total === 0 && (
        <Link href="/search" className="button">
          {text('keepShopping')}
        </Link>
      )}
      {(data !== undefined || !error) && (
        <ProductGrid products={data?.pages.flatMap(({ items }) => items)} expected={12} />
      )}
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text('more')}
        </button>
      )}
    </>
  );
};

export const SearchPage = () => {
  const text = useText();
  const [, navigate] = useLocation();
  const filters = filtersIn(useSearch());
  const category = useCategories().data?.find(({ slug }) => slug === filters.category);
  const title = filters.q ? text('resultsFor', { words: filters.q }) : (category?.name ?? text('allProducts'));
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <FilterBar filters={filters} change={(next) => navigate(searchPath(next))} />
      <Results filters={filters} />
    </>
  );
};
