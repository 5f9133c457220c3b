import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answered, api, type Product } from '../../api/client.ts';
import { useProduct } from '../../catalogue/useCatalogue.ts';
import { useText } from '../text/index.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Form } from '../ui/Form.tsx';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { Holders } from './Holders.tsx';
import { ProductFields } from './ProductFields.tsx';
import { typedIn } from './productForm.ts';
import { StockPanel } from './StockPanel.tsx';
import { useTaken } from './useTaken.ts';

const Details = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const taken = useTaken(product.id);
  const save = useMutation({
    mutationFn: (values: Readonly<Record<string, string>>) => {
      const body = typedIn(values);
      if (!body) throw new Error('the price is none');
      return answered(api.PUT('/api/products/{id}', { params: { path: { id: product.id } }, body }));
    },
    onSuccess: taken,
  });
  return (
    <Panel title={text('details')}>
      <Form action={text('save')} send={save.mutate} state={save} done={text('saved')}>
        <ProductFields product={product} error={save.error} />
      </Form>
    </Panel>
  );
};

const Remove = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const [, navigate] = useLocation();
  const taken = useTaken(product.id);
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/api/products/{id}', { params: { path: { id: product.id } } })),
    onSuccess: taken,
  });
  const act = async (): Promise<void> => {
    await remove.mutateAsync();
    navigate('/catalogue');
  };
  return (
    <Confirm
      ask={text('remove')}
      title={text('removeTitle', { name: product.name })}
      action={text('remove')}
      act={act}
      state={remove}
      dangerous
    >
      <p>{text('removeWhat')}</p>
    </Confirm>
  );
};

/** One product: what is said of it, its stock, and who holds it. */
export const ProductPage = ({ id }: { readonly id: string }) => {
  const text = useText();
  const { data: product, error, refetch } = useProduct(id);
  const holders = useQuery({
    queryKey: ['holders', id],
    queryFn: () => answered(api.GET('/api/products/{id}/reservations', { params: { path: { id } } })),
  });
  return (
    <>
      <Head
        title={product?.name ?? text('product')}
        tools={
          <>
            <Link href="/catalogue">{text('allProducts')}</Link>
            {product && <Remove product={product} />}
          </>
        }
      >
        <span className="code">{id}</span>
      </Head>
      {error && !product && <Trouble error={error} retry={() => void refetch()} />}
      {!product && !error && <p className="quiet">{text('loading')}</p>}
      {product && (
        <div className="columns">
          <StockPanel product={product} />
          <Holders answer={holders} />
          <Details key={product.version} product={product} />
        </div>
      )}
    </>
  );
};
