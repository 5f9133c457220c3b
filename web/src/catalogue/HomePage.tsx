import { Link } from 'wouter';
import { ProductArt } from '../art/ProductArt.tsx';
import { type TextKey, useText } from '../text/index.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { searchPath, type Sort } from './filters.ts';
import { ProductGrid } from './ProductCard.tsx';
import { useCategories, useProducts } from './useCatalogue.ts';

const onShelf = 6;
const usualCategories = 12;

const CategoryTiles = () => {
  const text = useText();
  const { data } = useCategories();
  return (
    <nav aria-label={text('categories')}>
      <ul className="tiles">
        {data === undefined &&
          Array.from({ length: usualCategories }, (_, n) => <li key={n} className="tile waiting" aria-hidden="true" />)}
        {data?.map(({ slug, name, products }) => (
          <li key={slug} className="tile">
            <ProductArt id={slug} category={slug} />
            <Link href={searchPath({ category: slug })}>{name}</Link>
            <span className="quiet">{text('results', { count: products })}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Shelf = ({ title, sort }: { readonly title: TextKey; readonly sort: Sort }) => {
  const text = useText();
  const { data, error, refetch } = useProducts({ sort });
  return (
    <section>
      <div className="shelf-head">
        <h2>{text(title)}</h2>
        <Link href={searchPath({ sort })}>{text('seeAll')}</Link>
      </div>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!error && <ProductGrid products={data?.pages[0]?.items.slice(0, onShelf)} expected={onShelf} />}
    </section>
  );
};

const Hero = () => {
  const text = useText();
  return (
    <div className="hero">
      <div>
        <h1>{text('tagline')}</h1>
        <p>{text('promise')}</p>
        <Link href="/search" className="button">
          {text('keepShopping')}
        </Link>
      </div>
      <div className="hero-art" aria-hidden="true">
        <ProductArt id="hero-5" category="garden" />
        <ProductArt id="hero-2" category="furniture" />
        <ProductArt id="hero-7" category="kitchen" />
      </div>
    </div>
  );
};

export const HomePage = () => {
  const text = useText();
  usePageTitle(text('home'));
  return (
    <>
      <Hero />
      <CategoryTiles />
      <Shelf title="bestSellers" sort="best-selling" />
      <Shelf title="newest" sort="newest" />
    </>
  );
};
