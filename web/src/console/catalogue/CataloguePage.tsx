import { Link, useLocation, useSearch } from 'wouter';
import type { Product } from '../../api/client.ts';
import { useCategories, useProducts } from '../../catalogue/useCatalogue.ts';
import { useMoney } from '../../ui/format.ts';
import { ValueForm } from '../../ui/ValueForm.tsx';
import { useText } from '../text/index.ts';
import { useNumber } from '../ui/format.ts';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { type Column, Table } from '../ui/Table.tsx';
import { Trouble } from '../ui/Trouble.tsx';

interface SearchProps {
  readonly q: string;
  readonly category: string;
}

const Search = ({ q, category }: SearchProps) => {
  const text = useText();
  const [, navigate] = useLocation();
  const categories = useCategories().data ?? [];
  return (
    <ValueForm
      className="filters"
      send={(values) => {
        const wanted = Object.entries(values).filter(([, value]) => value !== '');
        navigate(`/catalogue?${new URLSearchParams(wanted).toString()}`);
      }}
    >
      <label className="wide">
        {text('search')}
        <input name="q" type="search" maxLength={200} defaultValue={q} />
      </label>
      <label>
        {text('category')}
        <select key={categories.length} name="category" defaultValue={category}>
          <option value="">{text('any')}</option>
          {categories.map(({ slug, name, products }) => (
            <option key={slug} value={slug}>
              {name} ({products})
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{text('find')}</button>
    </ValueForm>
  );
};

const useColumns = (): readonly Column<Product>[] => {
  const text = useText();
  const money = useMoney();
  const number = useNumber();
  return [
    {
      label: text('product'),
      cell: ({ id, name, sku }) => (
        <>
          <Link href={`/catalogue/${id}`}>{name}</Link> <small className="code quiet">{sku}</small>
        </>
      ),
    },
    { label: text('category'), cell: ({ category }) => category },
    { label: text('price'), numeric: true, cell: ({ price }) => money(price) },
    { label: text('available'), numeric: true, cell: ({ stock }) => number(stock.available) },
    { label: text('onHand'), numeric: true, cell: ({ stock }) => number(stock.onHand) },
    { label: text('reserved'), numeric: true, cell: ({ stock }) => number(stock.reserved) },
    { label: text('sold'), numeric: true, cell: ({ stock }) => number(stock.sold) },
  ];
};

const Tools = () => {
  const text = useText();
  return (
    <>
      <Link href="/catalogue/new" className="button">
        {text('newProduct')}
      </Link>
      <Link href="/catalogue/import" className="button plain">
        {text('importFile')}
      </Link>
    </>
  );
};

const Found = ({ q, category }: SearchProps) => {
  const text = useText();
  const filters = { ...(q === '' ? {} : { q }), ...(category === '' ? {} : { category }) };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useProducts(filters);
  const columns = useColumns();
  if (!data)
    return error ? <Trouble error={error} retry={() => void refetch()} /> : <p className="quiet">{text('loading')}</p>;
  return (
    <Panel title={text('productsFound', { count: data.pages[0]?.total ?? 0 })}>
      <Table
        label={text('catalogue')}
        columns={columns}
        rows={data.pages.flatMap(({ items }) => items)}
        keyOf={({ id }) => id}
        empty={text('noProducts')}
      />
      {hasNextPage && (
        <button type="button" className="plain" onClick={() => void fetchNextPage()}>
          {text('more')}
        </button>
      )}
    </Panel>
  );
};

/** All products, to be found and changed. */
export const CataloguePage = () => {
  const text = useText();
  const search = useSearch();
  const query = new URLSearchParams(search);
  const wanted = { q: query.get('q') ?? '', category: query.get('category') ?? '' };
  return (
    <>
      <Head title={text('catalogue')} tools={<Tools />}>
        {text('catalogueAbout')}
      </Head>
      <Search key={search} {...wanted} />
      <Found {...wanted} />
    </>
  );
};
