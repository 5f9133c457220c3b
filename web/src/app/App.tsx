import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { HomePage } from '../catalogue/HomePage.tsx';
import { SearchPage } from '../catalogue/SearchPage.tsx';
import { useText } from '../text/index.ts';
import { Layout } from './Layout.tsx';
import { NotFound } from './NotFound.tsx';

const ProductPage = lazy(() =>
  import('../catalogue/ProductPage.tsx').then(({ ProductPage: page }) => ({ default: page })),
);
const CartPage = lazy(() => import('../cart/CartPage.tsx').then(({ CartPage: page }) => ({ default: page })));
const CheckoutPage = lazy(() =>
  import('../checkout/CheckoutPage.tsx').then(({ CheckoutPage: page }) => ({ default: page })),
);
const OrdersPage = lazy(() => import('../orders/OrdersPage.tsx').then(({ OrdersPage: page }) => ({ default: page })));
const OrderPage = lazy(() => import('../orders/OrderPage.tsx').then(({ OrderPage: page }) => ({ default: page })));
const SignInPage = lazy(() => import('../account/SignInPage.tsx').then(({ SignInPage: page }) => ({ default: page })));
const ResetPage = lazy(() => import('../account/ResetPage.tsx').then(({ ResetPage: page }) => ({ default: page })));
const ConfirmPage = lazy(() =>
  import('../account/ConfirmPage.tsx').then(({ ConfirmPage: page }) => ({ default: page })),
);
const AccountPage = lazy(() =>
  import('../account/AccountPage.tsx').then(({ AccountPage: page }) => ({ default: page })),
);

export const App = () => {
  const text = useText();
  return (
    <Layout>
      <Suspense fallback={<p className="quiet">{text('loading')}</p>}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/search" component={SearchPage} />
          <Route path="/products/:id">{({ id }) => <ProductPage key={id} id={id} />}</Route>
          <Route path="/cart" component={CartPage} />
          <Route path="/checkout" component={CheckoutPage} />
          <Route path="/orders" component={OrdersPage} />
          <Route path="/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/reset" component={ResetPage} />
          <Route path="/confirm" component={ConfirmPage} />
          <Route path="/account" component={AccountPage} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Layout>
  );
};
