import { Link } from 'wouter';
import { useText } from '../text/index.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { searchPath } from './filters.ts';
import { ProductGrid } from './ProductCard.tsx';
import { useCategories, useProducts } from './useCatalogue.ts';

const CategoryList = () => {
  const text = useText();
  const { data: categories = [] } = useCategories();
  return (
    <nav aria-label={text('categories')} className="chips">
      {categories.map(({ slug, name, products }) => (
        <Link key={slug} href={searchPath({ category: slug })} className="chip">
          {name} <span className="count">{products}</span>
        </Link>
      ))}
    </nav>
  );
};

export const HomePage = () => {
  const text = useText();
  const { data, error, refetch } = useProducts({ sort: 'newest' });
  usePageTitle(text('home'));
  return (
    <>
      <h1 className="tagline">{text('tagline')}</h1>
      <CategoryList />
      <h2>{text('newest')}</h2>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      <ProductGrid products={data?.pages[0]?.items.slice(0, 12) ?? []} />
      <Link href="/search">{text('allProducts')}</Link>
    </>
  );
};
