import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answered, api } from '../../api/client.ts';
import { Field } from '../../ui/Field.tsx';
import { useText } from '../text/index.ts';
import { Form } from '../ui/Form.tsx';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import { ProductFields } from './ProductFields.tsx';
import { typedIn } from './productForm.ts';

const send = (values: Readonly<Record<string, string>>) => {
  const typed = typedIn(values);
  if (!typed) throw new Error('the price is none');
  return answered(api.POST('/api/products', { body: { ...typed, stock: Number(values['stock']) } }));
};

export const NewProductPage = () => {
  const text = useText();
  const [, navigate] = useLocation();
  const create = useMutation({ mutationFn: send, onSuccess: ({ id }) => navigate(`/catalogue/${id}`) });
  return (
    <>
      <Head title={text('newProduct')} tools={<Link href="/catalogue">{text('allProducts')}</Link>} />
      <Panel title={text('details')} className="medium">
        <Form action={text('create')} send={create.mutate} state={create}>
          <ProductFields error={create.error} />
          <Field
            label={text('firstStock')}
            name="stock"
            type="number"
            min={0}
            step={1}
            defaultValue={0}
            error={create.error}
            required
          />
        </Form>
      </Panel>
    </>
  );
};
